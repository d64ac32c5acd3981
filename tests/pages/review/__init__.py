"""Tests of pages/review/."""
