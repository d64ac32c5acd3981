"""Aftercare drawn: by window, by month of ending, by team, and the same as a table."""

from __future__ import annotations

import pandas as pd

from pages.caseload.overdue_choices import Choice, pick
from pages.caseload.overdue_words import Row
from pages.shared import words
from pages.shared.charts.bar_rows import BarRow, bar_rows
from pages.shared.charts.look import Palette
from pages.shared.charts.month_columns import MonthColumn, month_columns
from pages.shared.charts.segments import HATCHED, Segment
from pages.shared.parts import Chart, Column, palette, small_table
from pages.shared.scope_bar import EVERY_TEAM

MONTH, TEAM = BY = ("Month", "Team")
FIRST_WINDOW = "7"
"""What is shown by month or by team until another window is chosen."""
OUTCOMES = (("on_time", "On time"), ("done_late", "Late"), ("overdue", "Overdue"), ("passed", "Window passed"))
NOT_JUDGED = (
    ("not_yet_due", "Not yet due"),
    ("asked_not_to", "Asked not to be contacted"),
    ("exempt", "Exempt"),
    ("no_longer_applies", "No longer applies"),
)


def by_window(windows: pd.DataFrame, window: Choice) -> Chart:
    """People due in each window, and what came of it; a click lists who waits in it."""
    look = palette()
    rows = [
        _bar(row, str(row["rung"]), f"{row['rung']} days", words.percent(row["share"]), look)
        for row in _of(windows, "all").to_dict("records")
    ]
    return Chart(
        key="aftercare_by_window",
        title="Days after closing",
        note="People due in each window. Choose a row to list them.",
        figure=bar_rows(rows, look, key=_key(look), chosen=window.code),
        alt="Aftercare by days after closing: " + "; ".join(row.hover for row in rows),
        on_click=pick("aftercare_by_window", window),
    )


def by_month_or_team(windows: pd.DataFrame, window: Choice, month: Choice, *, by: str) -> Chart:
    """The chosen window, or the first one, by month of ending or by team."""
    rungs = {str(rung) for rung in windows["rung"]}
    rung = window.code if window.code in rungs else FIRST_WINDOW
    rows = windows[windows["rung"].astype(str) == rung]
    return _by_team(_of(rows, "team"), rung) if by == TEAM else _by_month(_of(rows, "month"), rung, month)


def windows_as_a_table(windows: pd.DataFrame) -> None:
    """Each window with everybody in exactly one column."""
    rows = _of(windows, "all").assign(name=[f"{rung} days" for rung in _of(windows, "all")["rung"]])
    numbers = [("due", "Due"), *OUTCOMES, *NOT_JUDGED]
    columns = [
        Column("name", "Window"),
        *(Column(name, label, lambda number: f"{number:,}", is_number=True) for name, label in numbers),
        Column("share", "On time", words.percent, is_number=True),
    ]
    small_table(rows, columns, title="Aftercare by window", is_dense=True)


def _by_month(rows: pd.DataFrame, rung: str, month: Choice) -> Chart:
    look = palette()
    columns = [
        MonthColumn(
            code=str(row["code"]),
            label=_month(row, names_its_year=place == 0),
            hover=f"Ended in {row['month_on']:%b %Y}: {_told(row)}",
            segments=_segments(row, look),
        )
        for place, row in enumerate(rows.to_dict("records"))
    ]
    return Chart(
        key="aftercare_by_month",
        title=f"{rung}-day window, by month of ending",
        note="People due. Choose a month to list them.",
        figure=month_columns(columns, look, key=_key(look), chosen=month.code),
        alt=f"{rung}-day window by month of ending: " + "; ".join(column.hover for column in columns),
        on_click=pick("aftercare_by_month", month),
    )


def _month(row: Row, *, names_its_year: bool) -> str:
    year = f"<br>{row['month_on']:%Y}" if names_its_year or row["month_on"].month == 1 else ""
    return f"{row['month_on']:%b}{year}"


def _by_team(rows: pd.DataFrame, rung: str) -> Chart:
    """Teams by name and never by number; counts instead of shares, so that nobody reads a ranking into it."""
    look = palette()
    named = rows.assign(name=rows["team_name"].fillna("Not allocated")).sort_values(["name", "code"])
    team = Choice("team", "Team", EVERY_TEAM, dict(zip(named["name"], named["code"], strict=True)))
    bars = [
        _bar(row, str(row["code"]), row["name"], f"{row['on_time']:,} of {row['due']:,}", look)
        for row in named.to_dict("records")
    ]
    return Chart(
        key="aftercare_by_team",
        title=f"{rung}-day window, by team",
        note="People due, teams by name. Small numbers differ by chance.",
        figure=bar_rows(bars, look, key=_key(look), chosen=team.code),
        alt=f"{rung}-day window by team: " + "; ".join(bar.hover for bar in bars),
        on_click=pick("aftercare_by_team", team),
    )


def _bar(row: Row, code: str, name: str, number: str, look: Palette) -> BarRow:
    share = f"{row['on_time']:,} of {row['due']:,} on time"
    rest = "on time" if number in share else share
    return BarRow(
        code=code,
        name=name,
        number=number if row["due"] else "nothing due yet",
        rest=rest if row["due"] else "",
        hover=f"{name}: {_told(row)}",
        segments=_segments(row, look),
    )


def _of(windows: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    return windows[windows["breakdown"] == breakdown]


def _told(row: Row) -> str:
    return (
        f"{row['on_time']:,} of {row['due']:,} on time, {row['done_late']:,} late, {row['overdue']:,} overdue, "
        f"{row['passed']:,} passed, {row['not_yet_due']:,} not yet due"
    )


def _segments(row: Row, look: Palette) -> tuple[Segment, ...]:
    return (
        Segment(int(row["on_time"]), look.met),
        Segment(int(row["done_late"]), look.met, HATCHED),
        Segment(int(row["overdue"]), look.late),
        Segment(int(row["passed"]), look.quiet),
    )


def _key(look: Palette) -> list[tuple[str, Segment]]:
    parts = _segments(dict.fromkeys([name for name, _ in OUTCOMES], 0), look)
    return [(label.lower(), part) for (_, label), part in zip(OUTCOMES, parts, strict=True)]
