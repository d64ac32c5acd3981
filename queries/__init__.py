"""Queries ask: one module and one SQL file a question, always through a reader's scope."""
