"""Tests of pages/evidence/."""
