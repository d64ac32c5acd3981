"""The tab of aftercare: what was promised for the time after closing, window by window, and who waits for it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.caseload import overdue_words as said
from pages.caseload.overdue_apart import not_chased
from pages.caseload.overdue_choices import Choice, narrowed, pick
from pages.caseload.overdue_columns import aftercare_columns, sees_several_teams, with_words
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.charts.bar_rows import BarRow, bar_rows
from pages.shared.charts.look import Palette
from pages.shared.charts.month_columns import MonthColumn, month_columns
from pages.shared.charts.segments import HATCHED, Segment
from pages.shared.parts import Chart, Column, charts, counted, figures, palette, people_list, prose, quiet, small_table
from pages.shared.scope_bar import EVERY_TEAM

WINDOWS = {f"{rung}-day window": str(rung) for rung in (7, 30, 90, 180)}
HANDOVER = {"Handovers": "handover"}
TABLE = (
    ("due", "Due"),
    ("on_time", "On time"),
    ("done_late", "Late"),
    ("overdue", "Overdue"),
    ("passed", "Window passed"),
    ("not_yet_due", "Not yet due"),
    ("asked_not_to", "Asked not to be contacted"),
    ("exempt", "Exempt"),
    ("no_longer_applies", "No longer applies"),
)
MONTH, TEAM = BY = ("Month", "Team")
OUTCOMES = ("on_time", "done_late", "overdue", "passed")


def aftercare(ask: Ask, part: said.Row, kept: said.Row) -> None:
    """Four figures, two charts, the list, the windows as a table, what is counted."""
    offer = said.offer(ask("aftercare_offer").rows.to_dict("records")[0], kept)
    if not kept["aftercare"] and not kept["handovers"] and not part["overdue"]:
        prose(offer)
        return
    answer = ask("aftercare_windows")
    windows, recording = answer.rows, ask("recording_lag").rows.to_dict("records")[0]
    figures(said.aftercare_figures(part, said.comparing(ask.scope)))
    quiet(offer)
    above, below = st.container(), st.container()
    window = Choice("window", "Window", "Any window", {**WINDOWS, **HANDOVER})
    month = Choice("ended", "Month of ending", "Any month", _months(windows))
    with below:
        _list(ask, part, [window, month], recording)
    if windows.empty:
        return
    with above:
        if sees_several_teams(ask):
            st.segmented_control(
                "Aftercare by", list(BY), default=MONTH, required=True, key="aftercare_by", bind="query-params",
                label_visibility="collapsed",
            )  # fmt: skip
        charts([_by_window(windows, window), _by_other(ask, windows, window, month)])
    with below, st.expander("The windows as a table"):
        table = windows[windows["breakdown"] == "all"].assign(name=[f"{rung} days" for rung in _all(windows)["rung"]])
        columns = [Column("name", "Window"), *(Column(name, label, _number, is_number=True) for name, label in TABLE)]
        small_table(
            table, [*columns, Column("share", "On time", words.percent, is_number=True)], title="Aftercare by window"
        )
        quiet(answer.definition)


def _all(windows: pd.DataFrame) -> pd.DataFrame:
    return windows[windows["breakdown"] == "all"]


def _number(value: object) -> str:
    return f"{value:,}"


def _months(windows: pd.DataFrame) -> dict[str, str]:
    months = windows[windows["breakdown"] == "month"].drop_duplicates("code")
    return {f"{month:%b %Y}": code for code, month in zip(months["code"], months["month_on"], strict=True)}


def _segments(row: said.Row, look: Palette) -> tuple[Segment, ...]:
    return (
        Segment(int(row["on_time"]), look.met),
        Segment(int(row["done_late"]), look.met, HATCHED),
        Segment(int(row["overdue"]), look.late),
        Segment(int(row["passed"]), look.quiet),
    )


def _key(look: Palette) -> list[tuple[str, Segment]]:
    names = ("on time", "late", "overdue", "window passed")
    return list(zip(names, _segments(dict.fromkeys(OUTCOMES, 0), look), strict=True))


def _told(row: said.Row) -> str:
    return (
        f"{row['on_time']:,} of {row['due']:,} on time, {row['done_late']:,} late, {row['overdue']:,} overdue, "
        f"{row['passed']:,} passed"
    )


def _by_window(windows: pd.DataFrame, window: Choice) -> Chart:
    look = palette()
    rows = [
        BarRow(
            code=str(row["rung"]),
            name=f"{row['rung']} days",
            number=words.percent(row["share"]) if row["due"] else "nothing due yet",
            rest=f"{row['on_time']:,} of {row['due']:,} on time" if row["due"] else "",
            hover=f"{row['rung']} days after closing: {_told(row)}, {row['not_yet_due']:,} not yet due",
            segments=_segments(row, look),
        )
        for row in _all(windows).to_dict("records")
    ]
    return Chart(
        key="aftercare_by_window",
        title="Days after closing",
        note="People due in each window. Choose a row to list them.",
        figure=bar_rows(rows, look, key=_key(look), chosen=window.code),
        alt="Aftercare by window: " + "; ".join(row.hover for row in rows),
        on_click=pick("aftercare_by_window", window),
    )


def _by_other(ask: Ask, windows: pd.DataFrame, window: Choice, month: Choice) -> Chart:
    """The chosen window, or the first one, by month of ending or by team."""
    rung = window.code if window.code in WINDOWS.values() else "7"
    rows = windows[windows["rung"].astype(str) == rung]
    if sees_several_teams(ask) and st.session_state.get("aftercare_by") == TEAM:
        return _by_team(rows[rows["breakdown"] == "team"], rung)
    look = palette()
    columns = [
        MonthColumn(
            code=str(row["code"]),
            label=f"{row['month_on']:%b}"
            + (f"<br>{row['month_on']:%Y}" if row["month_on"].month == 1 or not place else ""),
            hover=f"Ended in {row['month_on']:%b %Y}: {_told(row)}, {row['not_yet_due']:,} not yet due",
            segments=_segments(row, look),
        )
        for place, row in enumerate(rows[rows["breakdown"] == "month"].to_dict("records"))
    ]
    return Chart(
        key="aftercare_by_month",
        title=f"{rung}-day window, by month of ending",
        note="People due. Choose a month to list them.",
        figure=month_columns(columns, look, key=_key(look), chosen=month.code),
        alt=f"{rung}-day window by month of ending: " + "; ".join(column.hover for column in columns),
        on_click=pick("aftercare_by_month", month),
    )


def _by_team(rows: pd.DataFrame, rung: str) -> Chart:
    look = palette()
    names = {
        row["code"]: "Not allocated" if words.is_missing(row["team_name"]) else row["team_name"]
        for row in rows.to_dict("records")
    }
    team = Choice("team", "Team", EVERY_TEAM, {name: code for code, name in names.items()})
    bars = [
        BarRow(
            code=str(row["code"]),
            name=names[row["code"]],
            number=f"{row['on_time']:,} of {row['due']:,}" if row["due"] else "nothing due yet",
            rest="on time" if row["due"] else "",
            hover=f"{names[row['code']]}: {_told(row)}, {row['not_yet_due']:,} not yet due",
            segments=_segments(row, look),
        )
        for row in rows.sort_values("team_name").to_dict("records")
    ]
    return Chart(
        key="aftercare_by_team",
        title=f"{rung}-day window, by team",
        note="People due, teams by name. Small numbers differ by chance.",
        figure=bar_rows(bars, look, key=_key(look), chosen=team.code),
        alt=f"{rung}-day window by team: " + "; ".join(bar.hover for bar in bars),
        on_click=pick("aftercare_by_team", team),
    )


def _list(ask: Ask, part: said.Row, choices: list[Choice], recording: said.Row) -> None:
    as_of = ask.scope.as_of
    asked, show, chosen = narrowed(ask, choices)
    answer = asked("aftercare_list")
    shown = replace(answer, rows=with_words(answer.rows, as_of))
    people_list(
        asked,
        shown,
        aftercare_columns(ask),
        key="aftercare",
        title=said.list_title(show, len(shown.rows), what=" for aftercare"),
        empty=said.nothing_here(show, chosen, as_of),
    )
    for line in said.not_to_be_called(part):
        quiet(line)
    apart = not_chased(ask, "after_closing", as_of)
    counted(answer, said.left_out(apart, as_of), said.lag(recording))
