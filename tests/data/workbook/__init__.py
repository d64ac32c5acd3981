"""Tests of the workbook, each on SQLite and on PostgreSQL."""
