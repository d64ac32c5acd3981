"""Tests of what an import can read."""
