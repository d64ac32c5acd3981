"""How long a stage may take and which days are holidays: what the agency set, over the standards that are shipped.

Both lists only grow: a change is a new row, so that it stays known which standards held on any day.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import insert, select

from data.workbook.tables import holiday, stage_standard
from data.workbook.workbook import Workbook

SHIPPED = Path(__file__).resolve().parent / "stage_standards.csv"


@dataclass(frozen=True)
class Standard:
    """Of one stage on one pathway: the days it is expected to take, or how often its plan is reviewed; neither: none.

    valid_from is None where nobody has set it and the shipped one holds.
    """

    stage: str
    pathway: str
    expected_days: int | None = None
    review_every_days: int | None = None
    valid_from: date | None = None


class StandardError(ValueError):
    """A standard that cannot be set, and why; nothing was changed."""


@cache
def shipped() -> tuple[Standard, ...]:
    """The standards that hold where an agency has set none."""
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Standard(row["stage"], row["pathway"], _number(row["expected_days"]), _number(row["review_every_days"]))
            for row in csv.DictReader(lines)
        )


def in_force(wb: Workbook, on: date) -> tuple[Standard, ...]:
    """One standard a stage and pathway: the newest that is valid on that day, else the shipped one, in its order."""
    asked = (
        select(stage_standard)
        .where(stage_standard.c.valid_from <= on)
        .order_by(stage_standard.c.valid_from, stage_standard.c.standard_id)
    )
    found = {(one.stage, one.pathway): one for one in shipped()}
    with wb.read() as con:
        for row in con.execute(asked):
            found[(row.stage, row.pathway)] = Standard(
                row.stage, row.pathway, row.expected_days, row.review_every_days, row.valid_from
            )
    return tuple(found.values())


def set_standard(wb: Workbook, standard: Standard, now: datetime) -> None:
    """From `valid_from` on this holds. Raises StandardError for a stage or pathway that is not known."""
    known = {(one.stage, one.pathway) for one in shipped()}
    if (standard.stage, standard.pathway) not in known:
        raise StandardError(f"There is no standard for {standard.stage} on the pathway {standard.pathway}.")
    if standard.valid_from is None:
        raise StandardError("A standard needs the day from which it holds.")
    if standard.expected_days is not None and standard.review_every_days is not None:
        raise StandardError("A stage is judged by its days or by its reviews, not by both.")
    if any(days is not None and days < 1 for days in (standard.expected_days, standard.review_every_days)):
        raise StandardError("A standard is at least one day.")
    with wb.begin() as con:
        con.execute(insert(stage_standard).values(**vars(standard), recorded_at=now))


def holidays(wb: Workbook) -> tuple[date, ...]:
    """Every day that is kept as a holiday, in order. None are shipped: they differ from place to place."""
    with wb.read() as con:
        rows = con.execute(select(holiday.c.on_date, holiday.c.is_kept).order_by(holiday.c.holiday_id))
        kept = {row.on_date: row.is_kept for row in rows}
    return tuple(sorted(day for day, is_kept in kept.items() if is_kept))


def set_holiday(wb: Workbook, day: date, now: datetime, *, is_kept: bool = True) -> None:
    """That day is a holiday from now on, or is none after all."""
    with wb.begin() as con:
        con.execute(insert(holiday).values(on_date=day, is_kept=is_kept, recorded_at=now))


def _number(cell: str) -> int | None:
    return int(cell) if cell else None
