"""The tab of aftercare: what was promised for the time after closing, window by window, and who waits for it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.caseload import overdue_words as said
from pages.caseload.aftercare_charts import BY, MONTH, by_month_or_team, by_window, windows_as_a_table
from pages.caseload.overdue_apart import not_chased
from pages.caseload.overdue_choices import LIST, Choice, leads_to, narrowed
from pages.caseload.overdue_columns import aftercare_columns, sees_several_teams, with_words
from pages.shared.ask import Ask
from pages.shared.parts import begins_at, charts, counted, figures, people_list, prose, quiet

WINDOWS = {**{f"{rung}-day window": str(rung) for rung in (7, 30, 90, 180)}, said.HANDOVERS: "handover"}
DEFINED_TOO = ("overdue_summary", "aftercare_windows", "aftercare_offer", "recording_lag")


def aftercare(ask: Ask, part: said.Row, kept: said.Row) -> None:
    """Four figures, two charts, the list, the windows as a table, what is counted."""
    offer = said.offer(ask("aftercare_offer").rows.to_dict("records")[0], kept)
    if not kept["aftercare"] and not kept["handovers"] and not part["overdue"]:
        prose(offer)
        return
    windows = ask("aftercare_windows").rows
    figures(said.aftercare_figures(part, said.comparing(ask.scope), leads_to("due", "window", "ended")))
    quiet(offer)
    above, below = st.container(), st.container(key=LIST)
    window = Choice("window", "Window", "Any window", WINDOWS)
    month = Choice("ended", "Month of ending", "Any month", _months(windows))
    with below:
        begins_at(LIST)
        _list(ask, part, [window, month], windows)
    if windows.empty:
        return
    with above:
        by = MONTH
        if sees_several_teams(ask):
            by = st.segmented_control(
                "Aftercare by", list(BY), default=MONTH, required=True, key="aftercare_by", bind="query-params",
                label_visibility="collapsed",
            )  # fmt: skip
        charts([by_window(windows, window), by_month_or_team(windows, window, month, by=str(by))])


def _months(windows: pd.DataFrame) -> dict[str, str]:
    months = windows[windows["breakdown"] == "month"].drop_duplicates("code")
    return {f"{month:%b %Y}": code for code, month in zip(months["code"], months["month_on"], strict=True)}


def _list(ask: Ask, part: said.Row, choices: list[Choice], windows: pd.DataFrame) -> None:
    as_of = ask.scope.as_of
    asked, show, chosen = narrowed(ask, choices)
    answer = asked("aftercare_list")
    shown = replace(answer, rows=with_words(answer.rows, as_of))
    people_list(
        asked,
        shown,
        aftercare_columns(ask, show),
        key="aftercare",
        title=said.list_title(show, len(shown.rows), what=" for aftercare"),
        empty=said.nothing_here(show, chosen, as_of),
    )
    for line in said.not_to_be_called(part):
        quiet(line)
    apart = not_chased(ask, "after_closing", as_of)
    if not windows.empty:
        with st.expander("The windows as a table"):
            windows_as_a_table(windows)
    lag = said.lag(ask("recording_lag").rows.to_dict("records")[0])
    counted(answer, said.left_out(apart, as_of), lag, also=[ask(question) for question in DEFINED_TOO])
