"""Overdue follow-ups: who is waiting, how long, whose turn is it; aftercare has a tab of its own."""

from __future__ import annotations

import streamlit as st

from pages.caseload import overdue_words as said
from pages.caseload.overdue_aftercare import aftercare
from pages.caseload.overdue_open_cases import open_cases
from pages.shared.ask import Ask
from pages.shared.parts import headline, quiet
from pages.shared.scope_bar import chosen_names, scope_bar

TITLE = "Overdue follow-ups"
OPEN, AFTER = "Open cases", "Aftercare"


def page(ask: Ask) -> None:
    """The answer in words, then one of two tabs: what is due in open cases, and what is due after closing."""
    ask = scope_bar(ask, TITLE)
    kept = ask("follow_up_kept").rows.to_dict("records")[0]
    parts = {part["part"]: part for part in ask("overdue_summary").rows.to_dict("records")}
    headline(said.headline(parts["all"], kept, ask.scope, chosen_names(ask)))
    if not kept["follow_ups"]:
        return
    if later := said.typed_later(parts["all"], ask.scope.as_of):
        quiet(later)
    opened, after = st.tabs([OPEN, AFTER], key="tab", bind="query-params")
    if opened.open:
        with opened:
            open_cases(ask, parts["open_cases"])
    if after.open:
        with after:
            aftercare(ask, parts["after_closing"], kept)
