"""The synthetic agency is the same on any machine, grows by whole weeks, and contains what is awkward."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from data.demo.make import USUAL_DATA_DATE, make_demo
from data.store import Snapshot, Store

DIGEST = "2d2f37f3c9ba525701ae172382437d8fcdfcdbcf6b779c6359e0348d42432ceb"
"""Of all base rows of the usual demo. It changes only when the agency is meant to change."""
NOT_ROWS = {"snapshot", "snapshot_rows", "code_list"}


def demo(folder: Path, **made: object) -> Snapshot:
    store = Store(folder)
    make_demo(store, **made)  # type: ignore[arg-type]
    return store._taken()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield demo(tmp_path_factory.mktemp("demo")).cursor()


def digest(con: duckdb.DuckDBPyConnection) -> str:
    told = hashlib.sha256()
    tables = con.execute(
        "select table_name from duckdb_tables() where database_name = 'store' order by table_name"
    ).fetchall()
    for (table,) in tables:
        if table not in NOT_ROWS:
            rows = con.execute(f"select * from store.{table} order by all").fetchall()
            told.update(f"{table}{rows}".encode())
    return told.hexdigest()


def one(con: duckdb.DuckDBPyConnection, counted: str) -> int:
    return int(con.execute(f"select count(*) from {counted}").fetchall()[0][0])


def test_the_same_seed_gives_the_same_rows_on_any_machine(usual: duckdb.DuckDBPyConnection) -> None:
    assert digest(usual) == DIGEST


def test_another_seed_gives_another_agency(usual: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    other = demo(tmp_path, seed=2).cursor()
    same = "store.cases where case_id = ? and opened_on = ? and close_reason is not distinct from ?"
    rows = usual.execute("select case_id, opened_on, close_reason from store.cases").fetchall()
    shared = sum(other.execute(f"select count(*) from {same}", row).fetchall()[0][0] for row in rows)
    assert shared < len(rows) / 10


def test_next_weeks_demo_is_this_weeks_and_seven_days_more(usual: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    later = demo(tmp_path, data_date=USUAL_DATA_DATE + timedelta(days=7)).cursor()
    for known in (
        "select case_id, person_id, opened_on, closed_on, close_reason from store.cases where closed_on is not null",
        "select case_id, person_id, opened_on from store.cases",
        "select case_id, stage, entered_on from store.stage_event",
        "select case_id, on_date, reached, with_whom from store.contact",
    ):
        before, after = (set(con.execute(known).fetchall()) for con in (usual, later))
        assert before <= after
        assert len(after) > len(before)


def test_a_larger_agency_has_as_many_cases_as_were_asked_for(tmp_path: Path) -> None:
    large = demo(tmp_path, cases=6000).cursor()
    assert 5500 < one(large, "store.cases") < 6500
    assert one(large, "(select case_id from store.cases group by case_id having count(*) > 1)") == 0


AWKWARD = {
    "siblings in one household": "store.person_household a inner join store.person_household b "
    "on a.household_id = b.household_id and a.person_id < b.person_id",
    "a person with two open cases": "(select person_id from store.cases where closed_on is null "
    "group by person_id having count(*) > 1)",
    "a person who must not be contacted": "store.case_flag where kind = 'no_contact'",
    "a person who died while the case was open": "store.cases where close_reason = 'died'",
    "a person who died after the closing": "store.person p inner join store.cases c on c.person_id = p.person_id "
    "and c.closed_on < p.died_on",
    "a reopening": "store.cases where reopened_from is not null",
    "a worker on leave": "store.worker_absence where date '2026-11-16' between from_on and to_on",
    "a worker who left with cases in hand": "store.case_spell s inner join store.worker w "
    "on w.worker_id = s.lead_worker_id and w.active_to < date '2026-11-16' "
    "where s.to_on = date '2199-12-31' and s.closed_on = s.to_on",
    "cases that nobody was given": "store.case_spell where team_id is null and to_on = date '2199-12-31'",
    "late typing": "store.contact where recorded_on > on_date + 7",
    "a transfer between teams": "(select case_id from store.assignment where role = 'lead' "
    "group by case_id having count(distinct team_id) > 1)",
    "restricted cases": "store.cases where restricted",
    "aftercare that nobody has given yet": "store.follow_up where kind = 'aftercare' and done_on is null "
    "and due_by < date '2026-11-16' and lapses_on > date '2026-11-16'",
    "somebody who asked not to be contacted": "store.follow_up where outcome = 'asked_not_to'",
    "an exemption": "store.follow_up where exempt_until > date '2026-11-16'",
    "consent that was taken back": "(select person_id from store.consent where kind = 'contact_after_closing' "
    "group by person_id having count(distinct given) > 1)",
    "a need that nobody serves": "store.referral where search_outcome = 'none_exists'",
    "a service that never answers": "(select provider_id from store.referral where sent_on is not null "
    "group by provider_id having count(answered_on) = 0)",
    "undecided requests": "store.request where decided_on is null",
    "co-worked cases": "store.case_reach where via = 'co_worked'",
}


@pytest.mark.parametrize("awkward", AWKWARD)
def test_the_demo_contains(awkward: str, usual: duckdb.DuckDBPyConnection) -> None:
    assert one(usual, AWKWARD[awkward]) > 0


def fear(con: duckdb.DuckDBPyConnection, place: str, since: date, until: date) -> float:
    return float(
        con.execute(
            "select avg(case when f.feared then 1 else 0 end) from (select b.ask_id, bool_or(b.answer like 'stg\\_%' "
            "escape '\\' and b.answer not in ('stg_custody', 'stg_provider', 'stg_policy', 'stg_record')) as feared "
            "from store.barrier_report b inner join store.person_community m on m.person_id = b.person_id "
            "and m.community_id = ? where b.asked_on >= ? and b.asked_on < ? group by b.ask_id) f",
            [place, since, until],
        ).fetchall()[0][0]
    )


def test_one_campaign_helped_and_the_other_did_nothing(usual: duckdb.DuckDBPyConnection) -> None:
    before, after = (date(2021, 1, 1), date(2025, 7, 1)), (date(2025, 7, 1), date(2027, 1, 1))
    assert fear(usual, "C-DUN", *before) - fear(usual, "C-DUN", *after) > 0.10
    assert abs(fear(usual, "C-EAS", *before) - fear(usual, "C-EAS", *after)) < 0.10
