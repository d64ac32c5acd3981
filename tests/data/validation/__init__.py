"""Tests of what an import looks for in its rows."""
