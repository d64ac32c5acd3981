"""How work flows week by week, held against the cases read day by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from queries.ask import ask
from queries.scope import FULL_REACH, WEEKS_BACK, Scope
from tests.queries.caseload.stage_oracle import AGENCY, FIRST_DAY, LOOKS, STAGES, WORLDS, Case, Look, built_from, looks
from tests.world import TODAY, built


def test_each_week_counts_who_was_where_on_its_last_day_and_who_had_ended(tmp_path: Path) -> None:
    base = {
        "person": "person_id\nQ",
        "cases": "case_id|person_id|opened_on|closed_on\nC|Q|2026-10-01|2026-11-12\nD|Q|2020-01-01|2026-05-18",
        "stage_event": "case_id|seq|stage|entered_on\nC|1|assessment|2026-10-10\nC|2|planning|2026-11-09",
    }
    with built(tmp_path, **{**AGENCY, **base}) as snapshot:
        rows = ask(snapshot, "stage_flow", Scope(FULL_REACH, TODAY, TODAY, TODAY)).rows
    assert len(rows) == (WEEKS_BACK + 1) * 8
    found = rows[rows["cases"] > 0]
    last = found[found["on_date"] >= "2026-10-05"]
    assert [(f"{row.on_date:%m-%d}", row.stage, row.cases) for row in last.itertuples()] == [
        ("10-05", "not_recorded", 1),
        ("10-12", "assessment", 1),
        ("10-19", "assessment", 1),
        ("10-26", "assessment", 1),
        ("11-02", "assessment", 1),
        ("11-09", "planning", 1),
        ("11-16", "ended", 1),
    ]
    assert len(found) == len(last)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORLDS, LOOKS)
def test_the_flow_is_what_the_days_say_one_by_one(world: tuple[Case, ...], at: list[Look]) -> None:
    with built_from(world) as snapshot:
        for look in at:
            rows = ask(snapshot, "stage_flow", look.scope()).rows
            found = {(row.on_date.date(), row.stage): row.cases for row in rows.itertuples() if row.cases}
            assert found == by_hand(world, look), look


def by_hand(world: tuple[Case, ...], look: Look) -> dict[tuple[date, str], int]:
    weeks = look.scope().weeks
    counts = {}
    for week in weeks:
        first, day = ((one - FIRST_DAY).days for one in (weeks[0], week))
        stages = [case.stage(day)[0] for case in look.open_cases(world, day)]
        ended = [
            case for case in world if case.closed and first < case.closed <= day and look.counts(case, case.closed - 1)
        ]
        counts |= {(week, stage): stages.count(stage) for stage in (*STAGES, "not_recorded")} | {
            (week, "ended"): len(ended)
        }
    return {key: number for key, number in counts.items() if number}


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORLDS, looks())
def test_each_week_is_what_the_stages_say_of_that_day(world: tuple[Case, ...], look: Look) -> None:
    """The chart over time and the chart of today are one measure."""
    scope = look.scope()
    with built_from(world) as snapshot:
        flow = ask(snapshot, "stage_flow", scope).rows
        for week in scope.weeks[::5]:
            now = (
                ask(snapshot, "stage_now", scope.at(week)).rows.set_index("stage")["cases"].drop("aftercare").fillna(0)
            )
            then = flow[(flow["on_date"] == str(week)) & (flow["stage"] != "ended")].set_index("stage")["cases"]
            assert then.to_dict() == now.to_dict()
