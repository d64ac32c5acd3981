"""What is overdue by waiting time, kind, basis and team, and how much of it is serious."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.caseload.waiting import asked, people, told, waiting
from tests.queries.probe import MANAGER, probed, reader, scope_of
from tests.world import TODAY, world


def test_every_number_of_days_past_the_date_is_in_one_band(tmp_path: Path) -> None:
    select = "select b.band, b.label, b.from_days, b.to_days from waiting_band b order by b.from_days"
    bands = probed(world(tmp_path), select, scope_of(MANAGER, TODAY), listing=False)
    assert bands["from_days"].tolist() == [1, *(bands["to_days"][:-1] + 1)]
    assert bands["to_days"].iloc[-1] > 40_000, "more than a century"
    assert told(bands, "band", "label")[0] == ("1-7", "1 to 7 days")


FOLLOW_UPS = """
    1|C1|Q1|contact|policy|2026-11-15|-|-|-
    2|C1|Q1|contact|policy|2026-11-09|-|-|-
    3|C1|Q1|review|policy|2026-11-08|-|-|-
    4|C2|Q2|contact|statutory|2026-10-19|-|-|-
    5|C2|Q2|contact|policy|2026-10-18|-|-|-
    6|C3|Q3|contact|policy|2026-08-24|-|-|-
    7|C3|Q3|contact|policy|2026-08-23|-|-|-
    8|C3|Q3|contact|policy|2026-11-16|-|-|-
    9|C4|Q4|contact|policy|2026-11-01|2026-11-01|reached|2026-11-02
"""
TABLES = people("1", "2", "3", "4") | {
    "assignment": "case_id|worker_id|role|from_on\nC1|WA|lead|2026-01-01\nC2|WB|lead|2026-01-01\nC4|WA|lead|2026-01-01",
    "case_flag": "case_id|kind|from_on|to_on\nC1|safeguarding|2026-02-01|-\nC3|court|2026-02-01|2026-03-01",
}


def test_each_breakdown_counts_the_same_follow_ups(tmp_path: Path) -> None:
    with waiting(tmp_path, FOLLOW_UPS, **TABLES) as snapshot:
        rows = asked(snapshot, "overdue_breakdown").rows
    cells = told(rows, "breakdown", "code", "follow_ups", "serious", "people")
    assert [cell[1:] for cell in cells if cell[0] == "waiting"] == [
        ("1-7", 2, 2, 1),
        ("8-14", 1, 1, 1),
        ("15-28", 1, 1, 1),
        ("29-84", 2, 0, 2),
        ("85-", 1, 0, 1),
    ]
    assert [cell[1:] for cell in cells if cell[0] == "kind" and cell[2]] == [("contact", 6, 3, 3), ("review", 1, 1, 1)]
    assert [cell[1:] for cell in cells if cell[0] == "basis"] == [
        ("statutory", 1, 1, 1),
        ("court", 0, 0, 0),
        ("policy", 6, 3, 3),
        ("agreed", 0, 0, 0),
    ]
    assert [cell[1:] for cell in cells if cell[0] == "team"] == [
        ("A", 3, 3, 1),
        ("B", 2, 1, 1),
        ("not-allocated", 2, 0, 1),
    ]


def test_nothing_overdue_still_has_its_values(tmp_path: Path) -> None:
    with waiting(tmp_path, "1|C1|Q1|contact|policy|2026-12-15|-|-|-", **people("1")) as snapshot:
        rows = asked(snapshot, "overdue_breakdown").rows
    assert set(rows["breakdown"]) == {"waiting", "kind", "basis"}
    assert not rows["follow_ups"].any()
    assert not {"aftercare", "handover"} & set(rows["code"])


@pytest.mark.parametrize(("team", "expected"), [("A", 3), ("B", 2)])
def test_a_supervisor_counts_their_own_team(tmp_path: Path, team: str, expected: int) -> None:
    with waiting(tmp_path, FOLLOW_UPS, **TABLES) as snapshot:
        rows = asked(snapshot, "overdue_breakdown", reach=reader(team)).rows
    own = rows[(rows["breakdown"] == "team") & (rows["code"] == team)]
    assert own["follow_ups"].tolist() == [expected]
    assert not set(rows.loc[rows["breakdown"] == "team", "code"]) - {team, "not-allocated"}
