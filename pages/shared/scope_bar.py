"""The top of a page: its title, and the choices that rule every number below; choices live in the address bar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.parts import palette, quiet
from pages.shared.style import style
from queries.scope import COMPARED_DAYS_BACK, NOT_ALLOCATED

EVERY_TEAM = "All teams"
EVERY_PLACE = "All places"
EARLIEST = date(1900, 1, 1)


def head(ask: Ask, title: str) -> None:
    """The title of a page that has no choices, and that its data is synthetic where it is."""
    st.html(style(palette()))
    st.title(title, anchor=False)
    if ask.synthetic:
        st.html('<p class="cb-synthetic">Synthetic data: nobody in it is real.</p>')


def scope_bar(ask: Ask, title: str) -> Ask:
    """Draw the title and the choices; give back the Ask narrowed by them. A choice beyond reach is not offered."""
    head(ask, title)
    with st.container(horizontal=True, vertical_alignment="bottom", key="scope_bar"):
        as_of = day_looked_at(ask)
        usual = max(EARLIEST, as_of - timedelta(days=COMPARED_DAYS_BACK))
        compare = _day("Compared with", "compare", usual, as_of)
        team = _choice("Team", "team", EVERY_TEAM, _teams(ask))
        place = _choice("Place", "place", EVERY_PLACE, _places(ask))
    say_if_looking_back(ask, as_of)
    scope = replace(
        ask.scope,
        as_of=as_of,
        compare=min(compare, as_of),
        teams=(team,) if team else (),
        communities=(place,) if place else (),
    )
    return ask.narrowed(scope)


def chosen_names(ask: Ask) -> list[str]:
    """The names of the team and the place that are looked at; nothing where it is all of them."""
    offered = {**_teams(ask), **_places(ask)}
    return [offered[code] for code in (*ask.scope.teams, *ask.scope.communities) if code in offered]


def day_looked_at(ask: Ask) -> date:
    """The choice of the day looked at, in the address as `as_of`; the data date unless another is chosen."""
    return _day("As of", "as_of", ask.scope.data_date, ask.scope.data_date)


def say_if_looking_back(ask: Ask, as_of: date) -> None:
    """Say that a past day is looked at with what is known now."""
    if as_of < ask.scope.data_date:
        quiet(
            f"Looking back at {words.day(as_of, year=True)} with what is known on "
            f"{words.day(ask.scope.data_date, year=True)}: what was typed later is counted too."
        )


def _day(label: str, key: str, usual: date, latest: date) -> date:
    chosen = st.date_input(
        label,
        value=usual,
        min_value=EARLIEST,
        max_value=latest,
        key=key,
        format="DD/MM/YYYY",
        bind="query-params",
        width=150,
    )
    return chosen if isinstance(chosen, date) and chosen <= latest else usual


def _choice(label: str, key: str, everything: str, offered: dict[str, str]) -> str | None:
    if len(offered) < 2:
        return None
    chosen = st.selectbox(label, [everything, *offered.values()], key=key, bind="query-params", width=210)
    return next((code for code, name in offered.items() if name == chosen), None)


def _teams(ask: Ask) -> dict[str, str]:
    rows = ask("teams").rows
    offered = dict(zip(rows["team_id"], rows["name"], strict=True))
    return {**offered, NOT_ALLOCATED: "Not allocated"} if offered else {}


def _places(ask: Ask) -> dict[str, str]:
    rows = ask("places").rows
    return dict(zip(rows["community_id"], rows["name"], strict=True))
