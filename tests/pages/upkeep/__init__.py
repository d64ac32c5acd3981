"""Tests of pages/upkeep/."""
