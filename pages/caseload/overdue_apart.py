"""Under each list: whom nobody is chasing, why, and until when; never red."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from pages.caseload.overdue_columns import apart_columns, with_words
from pages.caseload.overdue_words import excused
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.parts import quiet, small_table


def not_chased(ask: Ask, part: str, as_of: date) -> pd.DataFrame:
    """A line that opens: people exempt for a time, and people who asked not to be contacted. Gives back their rows."""
    answer = ask("follow_up_apart")
    rows = answer.rows[answer.rows["part"] == part]
    if rows.empty:
        return rows
    with st.expander(f"Not chased: {excused(rows)}"):
        bound = int((rows["is_binding"] & (rows["status"] == "client_declined")).sum())
        if bound:
            quiet(
                f"For {words.people(bound)} the law or a court sets the date: the duty stands; "
                "they are listed here, not counted as overdue. "
                "Talk with whoever leads the case."
            )
        small_table(with_words(rows, as_of), apart_columns(ask), title="Not chased")
    return rows
