"""The standards in force, as a reader is told them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from queries.ask import ask
from queries.scope import FULL_REACH, Rules, Scope, StageStandard
from tests.world import TODAY, built


def test_standards_stand_in_process_order_and_long_term_work_has_only_reviews(tmp_path: Path) -> None:
    rules = Rules(
        "test",
        (
            StageStandard("planning", "short", expected_days=28),
            StageStandard("assessment", "statutory", expected_days=45),
            StageStandard("assessment", "crisis", expected_days=5),
            StageStandard("assessment", "long_term", expected_days=30, review_every_days=90),
            StageStandard("planning", "long_term", expected_days=30),
        ),
    )
    with built(tmp_path, team="team_id|name\nA|A") as snapshot:
        rows = ask(snapshot, "stage_standards", Scope(FULL_REACH, TODAY, TODAY, TODAY, rules=rules)).rows
    told = [
        (
            row.stage,
            row.pathway_label,
            *(None if pd.isna(days) else days for days in (row.expected_days, row.review_every_days)),
        )
        for row in rows.itertuples()
    ]
    assert told == [
        ("assessment", "Crisis", 5, None),
        ("assessment", "Long-term", None, 90),
        ("assessment", "Statutory", 45, None),
        ("planning", "Short", 28, None),
    ]
