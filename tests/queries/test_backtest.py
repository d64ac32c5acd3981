"""Every answer on the demo caseload is the one that was kept: a changed number is seen in review."""

from __future__ import annotations

import difflib
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.store import Store
from queries.ask import ask, questions
from queries.scope import FULL_REACH, Scope
from tests.queries.backtest import FOLDER, READERS, VARIES, answered, expected, said, told

RENEW = "Look at the difference; if it is meant, write it again with: python -m tests.queries.backtest {}"


@pytest.mark.parametrize("question", sorted(questions()))
def test_the_answer_is_the_one_that_was_kept(demo_store: Store, question: str) -> None:
    with demo_store.lease() as snapshot:
        for reader in READERS:
            kept = expected(question, reader)
            before = kept.read_text(encoding="utf-8") if kept.exists() else ""
            now = answered(snapshot, question, reader)
            changes = list(difflib.unified_diff(before.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=1))
            assert not changes, "\n".join([f"{kept.name} is another.", *changes[:40], RENEW.format(question)])


def test_no_answer_is_kept_to_a_question_that_nobody_asks() -> None:
    asked = {expected(question, reader).name for question in questions() for reader in READERS}
    assert {path.name for path in FOLDER.iterdir()} <= asked


def test_one_changed_number_in_a_long_list_is_seen(demo_store: Store) -> None:
    """Also beyond the rows that are kept as text."""
    with demo_store.lease() as snapshot:
        day = snapshot.info.data_date
        answer = ask(snapshot, "stage_cases", Scope(FULL_REACH, data_date=day, as_of=day, compare=day))
    rows = answer.rows.copy()
    rows.loc[rows.index[-1], "days_in_stage"] = 7
    assert told(replace(answer, rows=rows), "x") != told(answer, "x")
    assert told(replace(answer, hidden={}), "x") != told(answer, "x")


def test_what_a_frame_holds_differently_is_said_alike() -> None:
    assert [said(one) for one in (5, 5.0, np.int64(5), np.float64(5), pd.NA, np.nan, None, pd.NaT)] == ["5"] * 4 + [
        ""
    ] * 4
    assert [said(one) for one in (True, np.True_, False, 0.1 + 0.2)] == ["true", "true", "false", "0.3"]
    assert said(pd.Timestamp("2026-11-16")) == "2026-11-16"
    assert said(pd.Timestamp("2026-11-16 10:00")) == "2026-11-16T10:00:00"
    assert "snapshot_id" in VARIES
