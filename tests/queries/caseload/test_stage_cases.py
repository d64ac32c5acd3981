"""The people behind one bar of the stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from queries.ask import ask
from queries.scope import FULL_REACH, Rules, Scope, StageStandard
from tests.queries.caseload.stage_oracle import AGENCY
from tests.world import TODAY, built

RULES = Rules("test", (StageStandard("planning", "short", expected_days=20),))
SCOPE = Scope(FULL_REACH, data_date=TODAY, as_of=TODAY, compare=date(2026, 11, 9), rules=RULES)
BASE = {
    **AGENCY,
    "programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01",
    "person": "person_id|died_on\nP1|-\nP2|-\nP3|-\nP4|2026-11-01",
    "cases": """
        case_id|person_id|programme_id|pathway|opened_on|closed_on|close_reason
        C1|P1|P|short|2026-01-01|-|-
        C2|P2|P|short|2026-11-01|-|-
        C3|P2|P|other|2026-11-01|-|-
        C4|P3|P|short|2026-01-01|2026-11-01|goals_met
        C5|P4|P|short|2026-10-30|-|-
        C6|P1|P|short|2026-11-02|-|-
    """,
    "stage_event": """
        case_id|seq|stage|entered_on
        C1|1|planning|2026-02-01
        C2|1|planning|2026-11-03
        C3|1|planning|2026-11-02
        C5|1|planning|2026-11-02
    """,
    "consent": "person_id|kind|given|on_date\nP3|contact_after_closing|yes|2026-02-01",
    "case_flag": "case_id|kind|from_on\nC5|court|2026-11-01",
}


def in_stage(folder: Path, *stages: str) -> pd.DataFrame:
    with built(folder, **BASE) as snapshot:
        return ask(snapshot, "stage_cases", replace(SCOPE, only=stages)).rows


def test_a_stage_is_opened_one_row_a_person_safety_first_then_longest(tmp_path: Path) -> None:
    rows = in_stage(tmp_path, "planning")
    told = [(row.case_id, row.days_in_stage, row.more_cases, row.has_died) for row in rows.itertuples()]
    assert told == [("C5", 14, 0, True), ("C1", 288, 0, False), ("C3", 14, 1, False)]
    beyond = rows.set_index("case_id")["days_beyond"]
    assert beyond["C1"] == 268
    assert beyond[["C3", "C5"]].isna().all()


def test_aftercare_and_a_stage_that_is_not_recorded_are_opened_too(tmp_path: Path) -> None:
    after = in_stage(tmp_path / "1", "aftercare").iloc[0]
    assert (after["case_id"], after["stage_label"], after["days_in_stage"]) == ("C4", "Follow-up and aftercare", 15)
    unknown = in_stage(tmp_path / "2", "not_recorded").iloc[0]
    assert (unknown["case_id"], unknown["stage_label"]) == ("C6", "Stage not recorded")
    assert pd.isna(unknown["days_in_stage"])


def test_without_a_choice_everyone_is_listed_once(tmp_path: Path) -> None:
    rows = in_stage(tmp_path)
    assert [(row.case_id, row.more_cases) for row in rows.itertuples()] == [("C5", 0), ("C1", 1), ("C4", 0), ("C3", 1)]


def test_the_list_of_a_stage_is_as_long_as_its_people(tmp_path: Path) -> None:
    """The number that was opened and the list behind it are one thing: cases = rows + the further cases they name."""
    with built(tmp_path, **BASE) as snapshot:
        now = ask(snapshot, "stage_now", SCOPE).rows.dropna(subset=["cases"]).set_index("stage")["cases"]
        for stage, cases in now.items():
            rows = ask(snapshot, "stage_cases", replace(SCOPE, only=(str(stage),))).rows
            assert len(rows) + rows["more_cases"].sum() == cases, stage
