"""Stage progression: where everyone is, for whom nothing is recorded to have moved, and how work flows week by week."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.caseload import stage_words
from pages.caseload.stage_lists import ALL_OPEN, LIST, NO_MOVEMENT, SHOW, choice_and_list, openable
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.charts.stage_bars import ROW_HEIGHT, StageBar, stage_bars
from pages.shared.charts.stage_flow import FlowBand, stage_flow
from pages.shared.parts import (
    Chart,
    Column,
    Figure,
    address,
    charts,
    counted,
    figures,
    headline,
    linked,
    palette,
    section,
    small_table,
)
from pages.shared.scope_bar import chosen_names, scope_bar
from queries.answer import Answer

BARS = "stage_bars"
TICKS_EVERY = 6
"""Weeks between two days named on the axis."""


def page(ask: Ask) -> None:
    """Draw the page."""
    ask = scope_bar(ask, "Stage progression")
    scope = ask.scope
    day, as_of = (words.day_near(one, scope.data_date) for one in (scope.compare, scope.as_of))
    overview, stages, moves = ask("stage_overview").one(), ask("stage_now"), ask("stage_moves")
    shown = stages.rows.loc[_is_shown(stages.rows)]
    headline(
        stage_words.answer_in_words(
            overview.to_dict(),
            as_of=scope.as_of,
            compare=scope.compare,
            data_date=scope.data_date,
            chosen=chosen_names(ask),
        )
    )
    figures(_figures(overview, moves.rows, day))
    flow = ask("stage_flow")
    charts([_now(shown, day), _by_week(flow, height=ROW_HEIGHT * len(shown))])
    _happened(moves, overview, day)
    _days_by_stage(ask, shown)
    listed = choice_and_list(ask, openable(shown, day, as_of))
    counted(
        stages,
        f"Cases open on {as_of}, each counted for the team that held it.",
        _writing_up(ask),
        also=(flow, moves, listed),
    )


def _is_shown(stages: pd.DataFrame) -> pd.Series:
    """Every stage of the process; a missing stage only where somebody's is missing, now or then."""
    is_missing = stages["stage"] == "not_recorded"
    return ~is_missing | (stages[["cases", "cases_then"]] > 0).any(axis="columns")


def _figures(overview: pd.Series, moves: pd.DataFrame, day: str) -> list[Figure]:
    happened = moves[moves["reason"].isna()].set_index("kind")["moves"]
    reasons = moves[moves["reason"].isin(["goals_met", "planned_ending"])]
    planned = ", ".join(f"{row.reason_label.lower()} {row.moves:,}" for row in reasons.itertuples())
    unplanned = "none of them planned or with goals met" if happened["ended"] else ""
    return [
        Figure(
            f"{overview['open_cases']:,}",
            "open case" if overview["open_cases"] == 1 else "open cases",
            stage_words.than_on(overview["open_cases_more"], day),
            leads_to=_opens(ALL_OPEN),
        ),
        _unmoved(overview, day),
        Figure(
            f"{happened['advanced']:,}",
            f"moved forward since {day}",
            f"{happened['reassessed']:,} reassessed",
            leads_to=_opens(stage_words.MOVES["advanced"]),
        ),
        Figure(
            f"{happened['ended']:,}",
            f"ended since {day}",
            planned or unplanned,
            leads_to=_opens(stage_words.MOVES["ended"]),
        ),
    ]


def _unmoved(overview: pd.Series, day: str) -> Figure:
    if overview["open_cases"] and not overview["judged_cases"]:
        return Figure("none", "judged for movement", "no standard fits their stage and pathway")
    return Figure(
        f"{overview['beyond_people']:,}",
        f"{'person' if overview['beyond_people'] == 1 else 'people'} with no movement",
        f"beyond the standard, {stage_words.than_on(overview['beyond_people_more'], day)}",
        meaning="late" if overview["beyond_people"] else "plain",
        leads_to=_opens(NO_MOVEMENT),
    )


def _now(stages: pd.DataFrame, day: str) -> Chart:
    """Cases per stage against the comparison date; a click on a row lists who is in it."""
    chosen = st.session_state.get(SHOW, NO_MOVEMENT)
    bars = [
        StageBar(
            stage=row["stage"],
            cases=None if words.is_missing(row["cases"]) else int(row["cases"]),
            cases_then=None if words.is_missing(row["cases_then"]) else int(row["cases_then"]),
            name=row["stage_label"],
            number=stage_words.number_of(row["cases"]),
            change="" if words.is_missing(row["cases"]) else words.change(row["cases_more"]),
            hover=stage_words.stage_hover(row, day),
        )
        for row in stages.to_dict("records")
    ]
    labels = dict(zip(stages["stage"], stages["stage_label"], strict=True))
    marked = next((stage for stage, label in labels.items() if label == chosen), None)
    return Chart(
        key=BARS,
        title="Cases in each stage",
        note=f"The upright mark is {day}. A click lists who is in the stage.",
        figure=stage_bars(bars, palette(), chosen=marked),
        alt=". ".join(f"{bar.name}: {bar.number}" + (f", {bar.change}" if bar.change else "") for bar in bars) + ".",
        on_click=partial(_open_clicked, labels),
    )


def _open_clicked(labels: dict[str, str]) -> None:
    """Choose the stage that was clicked, as if it had been chosen above the list."""
    points = st.session_state[BARS].selection.points
    stage = next((point.get("customdata") for point in points if point.get("customdata")), None)
    if stage in labels:
        st.session_state[SHOW] = labels[stage]


def _by_week(flow: Answer, *, height: int) -> Chart:
    """Half a year of weeks; stages in which nobody was in all that time have no band."""
    rows, data_date = flow.rows, flow.data_date
    weeks = list(rows["on_date"].drop_duplicates().dt.date)
    first = words.day_near(weeks[0], data_date)
    bands = [
        FlowBand(
            stage=stage, name=label, cases=list(of_stage["cases"]), hover=[f"{label} {n:,}" for n in of_stage["cases"]]
        )
        for (stage, label), of_stage in rows.groupby(["stage", "stage_label"], sort=False)
        if of_stage["cases"].any()
    ]
    ticks = [(week, words.day(week)) for week in weeks[::-TICKS_EVERY]]
    last = [f"{band.name} {band.cases[-1]:,}" for band in bands]
    return Chart(
        key="stage_flow",
        title="Flow week by week",
        note=f"From below: cases ended since {first}, then those open, by stage. Weeks end on {weeks[-1]:%A}s.",
        figure=stage_flow(weeks, bands[::-1], ticks, palette(), height=height),
        alt=f"Cases by stage in each week from {first} to {words.day(weeks[-1])}. At the end: {', '.join(last)}.",
    )


def _happened(moves: Answer, overview: pd.Series, day: str) -> None:
    """What happened since the comparison date, each number with its list, and how it accounts for those open now."""
    section(f"Since {day}", stage_words.accounted(overview.to_dict(), moves.rows, day))
    pieces: list[str | tuple[str, str]] = []
    for said, choice in stage_words.moves_in_words(moves.rows):
        pieces += [(said, _opens(choice)) if choice else said]
    linked(*pieces)


def _days_by_stage(ask: Ask, stages: pd.DataFrame) -> None:
    """Days so far and standards by stage; each stage opens its list."""
    standards = ask("stage_standards").rows.to_dict("records")
    section("Days so far, by stage")
    small_table(
        stages.assign(
            beyond_of=[stage_words.beyond_of(row) for row in stages.to_dict("records")],
            standard=[stage_words.standard_in_words(standards, stage) for stage in stages["stage"]],
        ),
        [
            Column("stage_label", "Stage", says=str, is_short=True, leads_to=lambda row: _opens(row["stage_label"])),
            Column("cases", "Cases", says=stage_words.number_of, is_number=True),
            Column("half_within", "Half within", says=words.days, is_number=True),
            Column("nine_in_ten_within", "Nine in ten within", says=words.days, is_number=True),
            Column("beyond_of", "Beyond", says=str, is_number=True),
            Column("standard", "Standard in days", says=str),
        ],
        title="Days so far and standards by stage",
        is_dense=True,
    )


def _opens(choice: object) -> str:
    return address(**{SHOW: str(choice), "to": LIST})


def _writing_up(ask: Ask) -> str:
    lag = ask("recording_lag").rows
    return stage_words.written_up(lag[lag["record"] == "stage"].iloc[0].to_dict())
