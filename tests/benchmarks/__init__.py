"""Measurements: they print numbers and judge nothing."""
