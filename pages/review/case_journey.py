"""One case: where it stands, what was promised, what happened, in plain lists; opened from any row or by its key."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.review import case_words
from pages.review.case_lists import PARTS, Part, dated
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.parts import (
    Column,
    Figure,
    contents,
    counted,
    facts,
    figures,
    first,
    headline,
    people_list,
    prose,
    quiet,
    section,
    small_table,
)
from pages.shared.scope_bar import day_looked_at, head, say_if_looking_back

TITLE = "Case"
SHOWN = 6
"""So many lines of each list stand open; older ones open with a click."""
NOT_HERE = "There is no such case within your teams, or it is restricted."


def page(ask: Ask) -> None:
    """Draw the page: how to open a case, or the case that was named, or that there is none to show."""
    head(ask, TITLE)
    with st.container(horizontal=True, vertical_alignment="bottom", key="scope_bar"):
        typed = st.text_input("Case key", key="case", bind="query-params", max_chars=40, width=210)
        as_of = day_looked_at(ask)
    say_if_looking_back(ask, as_of)
    key = "".join((typed or "").split()).upper()
    if not key:
        headline("No case is open.")
        prose(
            "Every line of a list ends in a link that opens its case. If you have a case key, from a "
            "colleague, type it above; blanks do not matter."
        )
        return
    ask = ask.narrowed(
        replace(ask.scope, as_of=as_of, compare=min(ask.scope.compare, as_of), cases=(key,), teams=(), communities=())
    )
    found = ask("one_case")
    if found.rows.empty:
        headline(NOT_HERE)
        if as_of < ask.scope.data_date:
            quiet("Or it had not been opened on the day looked at.")
        quiet("Check the key letter by letter. If you should see this case, ask whoever keeps the accounts.")
        return
    _note_once(ask, key)
    _case(ask, found.one())
    for part in PARTS:
        _list(ask, part)
    _others(ask)
    counted(found)


def _note_once(ask: Ask, key: str) -> None:
    """Opening a case is in the access log once, not at every click on its page."""
    if st.session_state.get("case_noted") != key:
        ask.note("opened_case", key)
    st.session_state["case_noted"] = key


def _case(ask: Ask, case: pd.Series) -> None:
    warning = case_words.first(case)
    if warning:
        first(warning, is_grave=bool(case["is_grave"]))
    headline(case_words.standing(case))
    figures([Figure(*one) for one in case_words.figures(case)])
    facts(case_words.facts(case), keys=case_words.keys(case))
    contents([*(part.title for part in PARTS), "Other cases of this person"])


def _list(ask: Ask, part: Part) -> None:
    section(part.title)
    rows = ask(part.question).rows
    if rows.empty:
        quiet(part.empty)
        return
    records = rows.to_dict("records")
    said = rows.assign(**{name: [tells(record) for record in records] for name, tells in part.told.items()})
    small_table(said, part.columns, title=part.title, is_dense=True, shown=SHOWN)


def _others(ask: Ask) -> None:
    others = ask("one_case_others")
    people_list(
        ask,
        others,
        [
            Column("case_id", "Case", says=words.grouped, is_key=True),
            Column("programme_name", "Programme", is_strong=True),
            Column("team_name", "Team", says=lambda value: "not allocated" if words.is_missing(value) else str(value)),
            Column("opened_on", "Opened", says=dated),
            Column("closed_on", "Closed", says=lambda value: "open" if words.is_missing(value) else dated(value)),
            Column(
                "close_reason_label", "How it ended", says=lambda value: "" if words.is_missing(value) else str(value)
            ),
        ],
        key="others",
        title="Other cases of this person",
        empty="None within your teams.",
    )
