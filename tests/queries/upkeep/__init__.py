"""Tests of queries/upkeep/."""
