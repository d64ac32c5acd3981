"""Sentences from numbers: singular and plural, dates as people say them, and "not recorded" where nothing is known."""

from __future__ import annotations

from datetime import date

import pandas as pd

NOT_RECORDED = "not recorded"


def is_missing(value: object) -> bool:
    """Whether a value of a frame is empty (None, NaN, NaT or pandas' own missing value)."""
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def count(number: object, one: str, many: str | None = None) -> str:
    """`1 person`, `33 people`, `1,204 cases`; thousands with a comma."""
    if is_missing(number):
        return f"{many or one + 's'} {NOT_RECORDED}"
    return f"{int(number):,} {one if int(number) == 1 else many or one + 's'}"  # type: ignore[call-overload]


def people(number: object) -> str:
    """`1 person`, `33 people`."""
    return count(number, "person", "people")


def days(number: object) -> str:
    """`1 day`, `12 days`, or that it is not recorded."""
    return NOT_RECORDED if is_missing(number) else count(number, "day")


def day(value: object, *, year: bool = False) -> str:
    """`9 Nov`, or `9 Nov 2026`; empty is said in words. Takes a date or a timestamp."""
    if is_missing(value):
        return NOT_RECORDED
    moment = pd.Timestamp(value)  # type: ignore[arg-type]
    return f"{moment.day} {moment:%b %Y}" if year else f"{moment.day} {moment:%b}"


def day_near(value: object, data_date: date) -> str:
    """A day with its year only where it is not the year of the data."""
    return NOT_RECORDED if is_missing(value) else day(value, year=pd.Timestamp(value).year != data_date.year)  # type: ignore[arg-type]


def ago(value: object, today: date) -> str:
    """How old a day is today: `today`, `yesterday`, `8 days ago`; a day that is not over is `today`."""
    if is_missing(value):
        return NOT_RECORDED
    passed = max((today - pd.Timestamp(value).date()).days, 0)  # type: ignore[arg-type]
    return ("today", "yesterday")[passed] if passed < 2 else f"{passed:,} days ago"


def change(number: object, *, more: str = "more", fewer: str = "fewer") -> str:
    """`9 more`, `2 fewer` or `no change`."""
    if is_missing(number):
        return f"change {NOT_RECORDED}"
    value = int(number)  # type: ignore[call-overload]
    return "no change" if value == 0 else f"{abs(value):,} {more if value > 0 else fewer}"


def percent(share: object) -> str:
    """`81 %` from a share of 0.81; never a number of nothing."""
    return NOT_RECORDED if is_missing(share) else f"{round(100 * float(share))} %"  # type: ignore[arg-type]


def grouped(key: object) -> str:
    """A pseudonym in groups of four, as it is read across a table: `K7QF 2MXA`."""
    text = "" if is_missing(key) else str(key)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4)) or NOT_RECORDED


def lower_first(label: object) -> str:
    """A label as it stands inside a sentence."""
    text = NOT_RECORDED if is_missing(label) else str(label)
    return text[:1].lower() + text[1:]


def joined(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" and {parts[-1]}" if parts else ""
