"""What a reader has opened on Overdue follow-ups: choices in the address bar, set by hand or by a click on a chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from pages.caseload.overdue_words import SHOWN, WAITING, LeadsTo
from pages.shared.ask import Ask

LIST = "waiting_list"
"""The container that a link to a list begins at."""


@dataclass(frozen=True)
class Choice:
    """One way to narrow a list: its key in the address, its label, what is offered (words → code of a question)."""

    key: str
    label: str
    anything: str
    offered: Mapping[str, str]

    @property
    def code(self) -> str | None:
        """The code of what is chosen now; None where nothing is."""
        return self.offered.get(str(st.session_state.get(self.key)))

    def choose(self, code: str) -> None:
        """Choose a code; one that is not offered chooses anything."""
        st.session_state[self.key] = next((word for word, one in self.offered.items() if one == code), self.anything)


def leads_to(*keys: str) -> LeadsTo:
    """The address of this page with some choices made and the others of these keys let go, beginning at the list."""

    def address_of(**choices: str) -> str:
        kept = {name: value for name, value in st.query_params.to_dict().items() if name not in keys}
        return "?" + urlencode({**kept, **choices, "to": LIST})

    return address_of


def narrowed(ask: Ask, choices: Sequence[Choice]) -> tuple[Ask, str, list[str]]:
    """Draw the choices in one line; the Ask for the list, what it shows, and the words chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="list_choices"):
        show = st.segmented_control(
            "Show",
            list(SHOWN),
            default=WAITING,
            required=True,
            key="due",
            bind="query-params",
            label_visibility="collapsed",
        )
        for choice in choices:
            st.selectbox(
                choice.label, [choice.anything, *choice.offered], key=choice.key, bind="query-params", width=170,
                label_visibility="collapsed",
            )  # fmt: skip
    made = [choice for choice in choices if choice.code]
    codes = [*filter(None, [SHOWN.get(str(show))]), *(f"{choice.key}:{choice.code}" for choice in made)]
    words_chosen = [str(st.session_state[choice.key]) for choice in made]
    return ask.narrowed(replace(ask.scope, only=tuple(codes))), str(show), words_chosen


def pick(chart: str, choice: Choice) -> Callable[[], None]:
    """What a click on a chart does: the code under the pointer is chosen."""

    def clicked() -> None:
        for point in st.session_state[chart].selection.points[:1]:
            choice.choose(str(point.get("customdata")))

    return clicked
