"""Rows as columns for the terminal."""

from __future__ import annotations

from collections.abc import Sequence


def in_columns(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The heading and the rows, each column as wide as its longest cell, two blanks between them."""
    widths = [max(len(line[column]) for line in (heading, *rows)) for column in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (heading, *rows)
    )
