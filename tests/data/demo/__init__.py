"""Tests of the synthetic agency."""
