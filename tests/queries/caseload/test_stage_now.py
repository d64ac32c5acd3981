"""In which stage every case is, for how long, and what is beyond its standard."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings

from queries.ask import ask
from queries.scope import FULL_REACH, Rules, Scope, StageStandard
from tests.queries.caseload.stage_oracle import AGENCY, LOOKS, STAGES, WORLDS, Case, Look, built_from, days_within
from tests.world import TODAY, built


def scope(*standards: StageStandard, as_of: date = TODAY, compare: date = date(2026, 11, 9)) -> Scope:
    return Scope(FULL_REACH, data_date=TODAY, as_of=as_of, compare=compare, rules=Rules("test", standards))


def stages(folder: Path, at: Scope, **base: str) -> pd.DataFrame:
    people = {"person": "person_id\nQ\nR"} | base
    with built(folder, **{**AGENCY, **people}) as snapshot:
        return ask(snapshot, "stage_now", at).rows.set_index("stage")


def test_every_open_case_is_in_a_stage_or_said_to_have_none(tmp_path: Path) -> None:
    rows = stages(
        tmp_path,
        scope(),
        cases="case_id|person_id|opened_on|closed_on\nC|Q|2026-10-01|-\nD|R|2026-11-10|-\nE|R|2026-10-01|2026-11-12",
        stage_event="case_id|seq|stage|entered_on\nC|1|assessment|2026-10-02\nC|2|planning|2026-11-10\nE|1|planning|2026-10-05",
    )
    assert dict(rows["cases"].dropna()) == {"assessment": 0, "planning": 1, "not_recorded": 1}
    assert dict(rows["cases_then"].dropna()) == {"assessment": 1, "planning": 1, "not_recorded": 0}
    assert dict(rows["cases_more"].dropna()) == {"assessment": -1, "planning": 0, "not_recorded": 1}
    assert list(rows.index) == [*STAGES, "aftercare", "not_recorded"]


def test_a_stage_that_the_source_never_records_is_not_zero(tmp_path: Path) -> None:
    rows = stages(
        tmp_path,
        scope(),
        cases="case_id|person_id|opened_on\nC|Q|2026-10-01",
        stage_event="case_id|seq|stage|entered_on\nC|1|assessment|2026-10-02",
    )
    assert rows["cases"].isna()["planning"]
    assert not rows.loc["planning", "is_recorded"]
    assert rows.loc["assessment", "is_recorded"]


def test_a_closed_case_in_aftercare_is_counted_apart_and_never_judged(tmp_path: Path) -> None:
    rows = stages(
        tmp_path,
        scope(StageStandard("aftercare", "other", expected_days=1)),
        programme="programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01",
        cases="case_id|person_id|programme_id|pathway|opened_on|closed_on|close_reason\n"
        "C|Q|P|other|2026-06-01|2026-11-01|goals_met",
        consent="person_id|kind|given|on_date\nQ|contact_after_closing|yes|2026-07-01",
    )
    assert rows.loc["aftercare", ["cases", "cases_then", "judged", "half_within"]].tolist() == [1, 1, 0, 15]


def test_the_day_of_entering_is_day_nought_and_the_standard_is_its_last_good_day(tmp_path: Path) -> None:
    base = {
        "cases": "case_id|person_id|pathway|opened_on\nC|Q|short|2026-11-01",
        "stage_event": "case_id|seq|stage|entered_on\nC|1|assessment|2026-11-02",
    }
    for as_of, days, beyond in ((date(2026, 11, 2), 0, 0), (date(2026, 11, 9), 7, 0), (date(2026, 11, 10), 8, 1)):
        at = scope(StageStandard("assessment", "short", expected_days=7), as_of=as_of, compare=as_of)
        row = stages(tmp_path / str(as_of), at, **base).loc["assessment"]
        assert (row["half_within"], row["judged"], row["beyond"]) == (days, 1, beyond)


LONG_TERM = {
    "cases": "case_id|person_id|pathway|opened_on\nC|Q|long_term|2026-01-01",
    "stage_event": "case_id|seq|stage|entered_on\nC|1|implementation|2026-01-02",
}
REVIEWS = "follow_up_id|case_id|person_id|kind|basis|due_by|done_on|outcome\n"


def test_long_term_work_is_judged_by_its_last_review_that_took_place(tmp_path: Path) -> None:
    at = scope(StageStandard("implementation", "long_term", expected_days=1, review_every_days=90))
    for number, (review, beyond) in enumerate(
        (
            ("1|C|Q|review|policy|2026-10-01|2026-10-01|reached", 0),
            ("1|C|Q|plan|agreed|2026-10-01|2026-10-01|-", 0),
            ("1|C|Q|review|policy|2026-10-01|2026-10-01|not_reached", 1),
            ("1|C|Q|contact|policy|2026-10-01|2026-10-01|reached", 1),
            ("1|C|Q|review|policy|2026-06-01|2026-06-01|reached", 1),
            ("1|C|Q|review|policy|2026-10-01|-|-", 1),
        )
    ):
        rows = stages(tmp_path / str(number), at, **LONG_TERM, follow_up=REVIEWS + review)
        assert rows.loc["implementation", "beyond"] == beyond, review


def test_long_term_work_is_never_judged_by_days_in_a_stage(tmp_path: Path) -> None:
    rows = stages(tmp_path, scope(StageStandard("implementation", "long_term", expected_days=1)), **LONG_TERM)
    assert rows.loc["implementation", ["cases", "judged", "beyond"]].tolist() == [1, 0, 0]


def test_a_case_without_a_standard_or_of_a_person_who_died_is_counted_and_not_judged(tmp_path: Path) -> None:
    rows = stages(
        tmp_path,
        scope(StageStandard("assessment", "short", expected_days=7)),
        person="person_id|died_on\nQ|-\nR|2026-11-12",
        cases="case_id|person_id|pathway|opened_on\nC|Q|other|2026-01-01\nD|R|short|2026-01-01\nE|Q|-|2026-01-01",
        stage_event="case_id|seq|stage|entered_on\nC|1|assessment|2026-01-02\nD|1|assessment|2026-01-02\nE|1|assessment|2026-01-02",
    )
    assert rows.loc["assessment", ["cases", "judged", "beyond"]].tolist() == [3, 0, 0]


def test_two_standards_for_one_stage_and_pathway_do_not_count_a_case_twice(tmp_path: Path) -> None:
    twice = (
        StageStandard("assessment", "short", expected_days=50),
        StageStandard("assessment", "short", expected_days=7),
    )
    rows = stages(
        tmp_path,
        scope(*twice),
        cases="case_id|person_id|pathway|opened_on\nC|Q|short|2026-11-01",
        stage_event="case_id|seq|stage|entered_on\nC|1|assessment|2026-11-01",
    )
    assert rows.loc["assessment", ["cases", "judged", "beyond"]].tolist() == [1, 1, 1]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORLDS, LOOKS)
def test_stages_days_and_standards_are_what_the_days_say_one_by_one(world: tuple[Case, ...], at: list[Look]) -> None:
    recorded = {stage for case in world for _, stage, _ in case.entered(120)} | {"not_recorded"}
    with built_from(world) as snapshot:
        for look in at:
            rows = ask(snapshot, "stage_now", look.scope()).rows.set_index("stage")
            for stage in (*STAGES, "not_recorded"):
                expected = by_hand(world, look, stage)
                found = {name: None if pd.isna(rows.loc[stage, name]) else rows.loc[stage, name] for name in expected}
                assert found == (expected if stage in recorded else dict.fromkeys(expected)), (look, stage)


def by_hand(world: tuple[Case, ...], look: Look, stage: str) -> dict[str, int | None]:
    here = [case for case in look.open_cases(world, look.day) if case.stage(look.day)[0] == stage]
    then = [case for case in look.open_cases(world, look.earlier) if case.stage(look.earlier)[0] == stage]
    days = [look.day - since for case in here if (since := case.stage(look.day)[1]) is not None]
    judged = [known for case in here if (known := case.judged(look.day))]
    return {
        "cases": len(here),
        "cases_then": len(then),
        "cases_more": len(here) - len(then),
        "judged": len(judged),
        "beyond": sum(unmoved > standard for unmoved, standard in judged),
        "half_within": days_within(days, Fraction(1, 2)),
        "nine_in_ten_within": days_within(days, Fraction(9, 10)),
    }


def test_a_later_day_changes_nothing_of_an_earlier_one(tmp_path: Path) -> None:
    """What is known of a past day does not depend on what happened after it."""
    at = scope(as_of=date(2026, 6, 1), compare=date(2026, 5, 1))
    before = stages(tmp_path / "1", at, **LONG_TERM)
    later = LONG_TERM["stage_event"] + "\nC|2|evaluation|2026-06-02"
    closed = "case_id|person_id|pathway|opened_on|closed_on\nC|Q|long_term|2026-01-01|2026-06-20"
    after = stages(tmp_path / "2", at, cases=closed, stage_event=later)
    numbers = ["cases", "cases_then", "half_within"]
    assert (
        after.loc["implementation", numbers].tolist() == before.loc["implementation", numbers].tolist() == [1, 1, 150]
    )
