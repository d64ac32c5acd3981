"""What a scope keeps and what moves with it when it looks at another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from queries.ask import ask
from queries.scope import FULL_REACH, Scope
from tests.world import TODAY, built

SCOPE = Scope(reach=FULL_REACH, data_date=TODAY, as_of=TODAY, compare=date(2026, 11, 9))


def test_the_weeks_of_a_series_are_whole_and_end_on_the_day_looked_at() -> None:
    for looked_at in (TODAY, date(2026, 3, 1)):
        weeks = SCOPE.at(looked_at).weeks
        assert weeks[-1] == looked_at
        assert len(weeks) == 27
        assert {(later - earlier).days for earlier, later in pairwise(weeks)} == {7}


def test_who_moved_house_is_no_change_of_the_work(tmp_path: Path) -> None:
    """A place is where people live on the day looked at, also when that day is compared with an earlier one."""
    with built(
        tmp_path,
        person="person_id\nA\nB",
        community="community_id|name|kind\nX|Riverside|place\nY|Hill End|place",
        person_community="""
            person_id|community_id|from_on|to_on
            A|X|2026-01-01|-
            B|Y|2026-01-01|2026-11-12
            B|X|2026-11-12|-
        """,
        cases="case_id|person_id|opened_on\nC|A|2026-01-01\nD|B|2026-01-01",
    ) as snapshot:
        here = replace(SCOPE, communities=("X",))
        people = [ask(snapshot, "caseload_today", at).one()["people"] for at in (here, here.at(here.compare))]
        assert people == [2, 2]
        looked_back = replace(here, as_of=here.compare)
        assert ask(snapshot, "caseload_today", looked_back).one()["people"] == 1
