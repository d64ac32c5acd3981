"""Tests of queries/review/."""
