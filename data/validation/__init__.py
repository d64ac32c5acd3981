"""Holds staged rows against the schema: values that can be read, keys that are unique, rows that fit together."""
