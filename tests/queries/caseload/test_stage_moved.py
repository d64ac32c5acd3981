"""The people behind what happened since the comparison date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from queries.ask import ask
from queries.scope import FULL_REACH, Scope
from tests.queries.caseload.stage_oracle import AGENCY, LOOKS, WORLDS, Case, Look, built_from
from tests.world import TODAY, built

SCOPE = Scope(FULL_REACH, data_date=TODAY, as_of=TODAY, compare=date(2026, 11, 9))


def test_each_kind_is_opened_with_what_happened_in_words(tmp_path: Path) -> None:
    with built(
        tmp_path,
        **AGENCY,
        person="person_id\nP1\nP2",
        cases="""
            case_id|person_id|programme_id|opened_on|closed_on|close_reason
            C1|P1|P|2026-01-01|-|-
            C2|P2|P|2026-01-01|2026-11-12|declined
            C3|P2|P|2026-11-10|-|-
        """,
        stage_event="""
            case_id|seq|stage|entered_on|recorded_on|kind
            C1|1|assessment|2026-01-01|2026-01-01|moved
            C1|2|implementation|2026-11-10|2026-11-12|moved
            C1|3|assessment|2026-11-11|2026-11-11|moved
            C1|4|planning|2026-11-13|2026-11-14|moved
            C1|5|evaluation|2026-11-14|2026-11-14|corrected
        """,
    ) as snapshot:
        opened = {
            kind: ask(snapshot, "stage_moved", replace(SCOPE, only=(kind,))).rows.to_dict("records")
            for kind in ("opened", "advanced", "reassessed", "ended")
        }
        everything = ask(snapshot, "stage_moved", SCOPE).rows
    (forward,), (again,), (ended,), (new,) = (opened[kind] for kind in ("advanced", "reassessed", "ended", "opened"))
    assert (forward["from_label"], forward["to_label"], forward["more_moves"]) == ("Assessment", "Planning", 1)
    assert (str(forward["on_date"])[:10], str(forward["recorded_on"])[:10]) == ("2026-11-13", "2026-11-14")
    assert (again["from_label"], again["to_label"]) == ("Implementation", "Assessment")
    assert (ended["case_id"], ended["reason_label"]) == ("C2", "Person chose not to go on")
    assert new["case_id"] == "C3"
    assert len(everything) == 4


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORLDS, LOOKS)
def test_the_lists_are_as_long_as_the_numbers(world: tuple[Case, ...], at: list[Look]) -> None:
    """For every reader and choice: what a number says, its list holds, folded to one row a person."""
    with built_from(world) as snapshot:
        for look in at:
            moves = ask(snapshot, "stage_moves", look.scope()).rows
            listed = ask(snapshot, "stage_moved", look.scope()).rows
            for row in moves[moves["reason"].isna()].itertuples():
                mine = listed[listed["kind"] == row.kind]
                assert len(mine) == row.people
                assert len(mine) + mine["more_moves"].sum() == row.moves
