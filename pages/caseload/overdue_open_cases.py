"""The tab of open cases: who is waiting while their case is open, how long, for what; what is due soon."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.caseload import overdue_words as said
from pages.caseload.overdue_apart import not_chased
from pages.caseload.overdue_choices import LIST, Choice, leads_to, narrowed, pick
from pages.caseload.overdue_columns import open_case_columns, with_words
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.charts.bar_rows import BarRow, bar_rows
from pages.shared.charts.look import Palette
from pages.shared.charts.on_time_line import Week, on_time_line
from pages.shared.charts.segments import Segment
from pages.shared.parts import Chart, begins_at, charts, counted, figures, palette, people_list, quiet
from pages.shared.scope_bar import EVERY_TEAM

BY = {"Waiting time": "waiting", "Kind": "kind", "Basis": "basis", "Team": "team"}
ONE_TEAM = {word: code for word, code in BY.items() if code != "team"}
TITLES = {
    "waiting": "How long they have waited",
    "kind": "What they wait for",
    "basis": "What makes it due",
    "team": "In which team",
}
ANYTHING = {"waiting": "Any waiting time", "kind": "Any kind", "basis": "Any basis", "team": EVERY_TEAM}
LISTED_BY = ("waiting", "kind", "basis")
"""The list has these choices of its own; the team is chosen at the top of the page."""


def open_cases(ask: Ask, part: said.Row) -> None:
    """Four figures, two charts, the list, what is counted."""
    breakdown, recording = ask("overdue_breakdown").rows, ask("recording_lag").rows.to_dict("records")[0]
    figures(said.open_case_figures(part, said.comparing(ask.scope), leads_to("due", *LISTED_BY)))
    above, below = st.container(), st.container(key=LIST)
    with below:
        begins_at(LIST)
        _list(ask, part, [_choice(breakdown, key) for key in LISTED_BY], recording)
    with above:
        charts([_waiting(breakdown, _choice(breakdown, _by(ask))), _on_time(ask, recording)])


def _by(ask: Ask) -> str:
    offered = BY if ask.scope.reach.all_cases or len(ask.scope.reach.teams) > 1 else ONE_TEAM
    by = st.segmented_control(
        "Overdue by", list(offered), default="Waiting time", required=True, key="by", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return BY.get(str(by), "waiting")


def _choice(breakdown: pd.DataFrame, key: str) -> Choice:
    values = breakdown[breakdown["breakdown"] == key]
    offered = dict(zip(values["label"], values["code"], strict=True))
    both = {said.BINDING: "binding"} if key == "basis" else {}
    return Choice(key, TITLES[key], ANYTHING[key], {**both, **offered})


def _waiting(breakdown: pd.DataFrame, choice: Choice) -> Chart:
    look, by = palette(), choice.key
    values = breakdown[(breakdown["breakdown"] == by) & ((breakdown["follow_ups"] > 0) | (by == "waiting"))]
    rows = [_row(value, look) for value in values.to_dict("records")]
    key = (
        ("statutory, court or safety flag", Segment(0, look.serious)),
        ("other", Segment(0, look.late)),
    )
    return Chart(
        key=f"overdue_by_{by}",
        title=TITLES[by],
        note="Overdue follow-ups. Choose a row to list the people.",
        figure=bar_rows(rows, look, key=key, chosen=choice.code),
        alt=f"{TITLES[by]}: " + "; ".join(row.hover for row in rows),
        on_click=pick(f"overdue_by_{by}", choice),
    )


def _row(value: said.Row, look: Palette) -> BarRow:
    serious, others = int(value["serious"]), int(value["others"])
    label = str(value["label"])
    whom = f"for {words.people(value['people'])}"
    return BarRow(
        code=str(value["code"]),
        name=label,
        number=f"{value['follow_ups']:,}",
        rest=f"{serious:,} serious" if serious else "",
        hover=f"{label}: {words.count(value['follow_ups'], 'follow-up')} {whom}, {serious:,} of them serious",
        segments=(Segment(serious, look.serious), Segment(others, look.late)),
    )


def _on_time(ask: Ask, recording: said.Row) -> Chart:
    weeks = [_week(week, recording["settled_until"]) for week in ask("follow_up_weeks").rows.to_dict("records")]
    known = [week for week in weeks if week.share is not None]
    settled = all(week.is_settled for week in weeks)
    note = "Of what fell due each week." + ("" if settled else " Hollow: notes may still be coming in.")
    return Chart(
        key="on_time_weeks",
        title="On time, week by week",
        note=note,
        figure=on_time_line(weeks, palette()),
        alt=f"On time, week by week. {known[0].hover}. {known[-1].hover}." if known else "Nothing was due in any week.",
    )


def _week(week: said.Row, settled_until: object) -> Week:
    share = None if words.is_missing(week["share"]) else float(week["share"])
    span = f"{words.day(week['from_on'])} to {words.day(week['to_on'])}"
    exempt = f", {week['exempt']} exempt" if week["exempt"] else ""
    told = (
        f"{week['on_time']} of {week['due']} on time ({words.percent(share)}){exempt}"
        if share is not None
        else "nothing was due"
    )
    return Week(
        to_on=week["to_on"],
        share=share,
        due=int(week["due"]),
        label=words.percent(share),
        hover=f"{span}: {told}",
        is_settled=words.is_missing(settled_until) or week["to_on"] <= settled_until,
    )


def _list(ask: Ask, part: said.Row, choices: list[Choice], recording: said.Row) -> None:
    as_of = ask.scope.as_of
    asked, show, chosen = narrowed(ask, choices)
    answer = asked("overdue_list")
    shown = replace(answer, rows=with_words(answer.rows, as_of))
    people_list(
        asked,
        shown,
        open_case_columns(ask, shown.rows, show),
        key="open_cases",
        title=said.list_title(show, len(shown.rows)),
        empty=said.nothing_here(show, chosen, as_of),
    )
    for line in (*said.not_to_be_called(part), said.co_worked(answer.rows)):
        if line:
            quiet(line)
    apart = not_chased(ask, "open_cases", as_of)
    also = [ask(question) for question in ("overdue_summary", "overdue_breakdown", "follow_up_weeks", "recording_lag")]
    counted(answer, said.left_out(apart, as_of), said.lag(recording), also=also)
