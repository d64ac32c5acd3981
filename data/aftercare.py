"""The aftercare ladder: on which days after closing a contact is due, from when it counts, when its window passes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rung:
    """A window in days after closing, day 0 excluded. due: last day on time. passes: first day on which it is over."""

    opens: int
    due: int
    passes: int


LADDER = (Rung(1, 7, 30), Rung(15, 30, 90), Rung(60, 90, 180), Rung(150, 180, 210))
"""A window passes when the next one is due, the last one after 30 days more. Common practice, no regulation."""
