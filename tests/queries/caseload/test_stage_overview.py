"""The one line over the stages: cases and people apart, now and then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from queries.ask import ask
from queries.scope import FULL_REACH, Rules, Scope, StageStandard
from tests.queries.caseload.stage_oracle import AGENCY, LOOKS, WORLDS, Case, Look, built_from
from tests.world import TODAY, built


def test_people_cases_and_aftercare_are_counted_apart(tmp_path: Path) -> None:
    rules = Rules("test", (StageStandard("planning", "short", expected_days=10),))
    with built(
        tmp_path,
        **AGENCY | {"programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01"},
        person="person_id\nP1\nP2\nP3",
        cases="""
            case_id|person_id|programme_id|pathway|opened_on|closed_on|close_reason
            C1|P1|P|short|2026-10-01|-|-
            C2|P1|P|short|2026-10-01|-|-
            C3|P2|P|short|2026-11-10|-|-
            C4|P3|P|short|2026-01-01|2026-11-10|goals_met
        """,
        stage_event="case_id|seq|stage|entered_on\nC1|1|planning|2026-10-01\nC2|1|planning|2026-11-01",
        consent="person_id|kind|given|on_date\nP3|contact_after_closing|yes|2026-02-01",
    ) as snapshot:
        told = ask(snapshot, "stage_overview", Scope(FULL_REACH, TODAY, TODAY, date(2026, 11, 9), rules=rules)).one()
    assert told[["open_cases", "open_people", "stageless_cases", "aftercare_people"]].tolist() == [3, 2, 1, 1]
    assert told[["judged_cases", "beyond_cases", "beyond_people"]].tolist() == [2, 2, 1]
    assert told[["open_cases_then", "open_people_then", "beyond_cases_then"]].tolist() == [3, 2, 1]
    assert told[["open_cases_more", "aftercare_people_more", "beyond_cases_more"]].tolist() == [0, 1, 1]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORLDS, LOOKS)
def test_the_line_says_what_the_days_say(world: tuple[Case, ...], at: list[Look]) -> None:
    with built_from(world) as snapshot:
        for look in at:
            told = ask(snapshot, "stage_overview", look.scope()).one()
            for suffix, day in (("", look.day), ("_then", look.earlier)):
                there = look.open_cases(world, day)
                beyond = [case for case in there if (known := case.judged(day)) and known[0] > known[1]]
                assert told[f"open_cases{suffix}"] == len(there)
                assert told[f"open_people{suffix}"] == len({case.person for case in there})
                assert told[f"beyond_cases{suffix}"] == len(beyond)
                assert told[f"beyond_people{suffix}"] == len({case.person for case in beyond})
                assert told[f"stageless_cases{suffix}"] == sum(case.stage(day)[1] is None for case in there)
            assert told["open_cases_more"] == told["open_cases"] - told["open_cases_then"]
