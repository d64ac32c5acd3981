"""A synthetic agency written out as CSV and imported again is the same agency: rows, what is derived, and answers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from data.columns import columns
from data.demo.make import USUAL_DATA_DATE, make_demo
from data.store import Store
from queries.ask import ask
from queries.scope import FULL_REACH, Scope
from tests.data.export import export
from tests.data.imported import imported, keys, store_of

DERIVED = {
    "case_spell": "case_id, person_id, lead_worker_id, reopened_from",
    "case_reach": "case_id",
    "stage_spell": "case_id, person_id",
    "follow_up": "case_id, person_id, exempt_by",
}
"""Derived tables with their columns of pseudonyms."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Path]:
    """The store of the synthetic agency, and the folder of the imported one."""
    folder = tmp_path_factory.mktemp("round")
    first = Store(folder / "demo")
    made = make_demo(first, cases=300)
    report = imported(folder, source=export(made.path, folder / "in", USUAL_DATA_DATE))
    assert {one.check_id for one in report.findings.found} <= {"tables_not_given"}
    assert report.snapshot is not None
    return first, folder


def held(store: Store, table: str, columns: list[str], pseudonyms: dict[str, str], secret: set[str]) -> Counter[object]:
    """The rows of a table as a bag; keys of people, cases and workers replaced by their pseudonyms."""
    current = store.current()
    assert current is not None
    with duckdb.connect(str(current.path), read_only=True) as con:
        rows = con.execute(f"select {', '.join(columns)} from {table}").fetchall()
    return Counter(
        tuple(
            pseudonyms[str(value).lower()] if pseudonyms and name in secret and value is not None else value
            for name, value in zip(columns, row, strict=True)
        )
        for row in rows
    )


@pytest.mark.parametrize("table", columns())
def test_every_row_of_a_table_comes_back(table: str, both: tuple[Store, Path]) -> None:
    first, folder = both
    pseudonyms = {key: pseudonym for (_, key), pseudonym in keys(folder).items()}
    names = [one.name for one in columns()[table] if not one.is_row]
    secret = {one.name for one in columns()[table] if one.pseudonym}
    assert held(first, table, names, pseudonyms, secret) == held(store_of(folder), table, names, {}, set())


@pytest.mark.parametrize("table", DERIVED)
def test_what_is_derived_is_derived_again(table: str, both: tuple[Store, Path]) -> None:
    first, folder = both
    pseudonyms = {key: pseudonym for (_, key), pseudonym in keys(folder).items()}
    current = first.current()
    assert current is not None
    with duckdb.connect(str(current.path), read_only=True) as con:
        names = [str(name) for (name, *_) in con.execute(f"describe {table}").fetchall()]
    names = [name for name in names if name != "follow_up_id"]
    secret = set(DERIVED[table].split(", "))
    assert held(first, table, names, pseudonyms, secret) == held(store_of(folder), table, names, {}, set())


def test_references_by_row_number_lead_to_the_same_rows(both: tuple[Store, Path]) -> None:
    first, folder = both
    pseudonyms = {key: pseudonym for (_, key), pseudonym in keys(folder).items()}
    joined = {
        "referral r join need n on n.need_id = r.need_id": ["r.case_id", "r.sent_on", "n.domain", "n.identified_on"],
        "session_participant p join service_session s on s.session_id = p.session_id": [
            "p.case_id",
            "s.on_date",
            "s.minutes",
        ],
        "(select ask_id, min(case_id) as case_id, count(*) as codes from barrier_report group by ask_id) a": [
            "a.case_id",
            "codes",
        ],
    }
    for tables, names in joined.items():
        before = held(first, tables, names, pseudonyms, {name for name in names if name.endswith("case_id")})
        assert before == held(store_of(folder), tables, names, {}, set())
        assert before


def test_the_answer_is_the_same(both: tuple[Store, Path]) -> None:
    first, folder = both
    told = []
    for store in (first, store_of(folder)):
        with store.lease() as snapshot:
            day = snapshot.info.data_date
            told.append(ask(snapshot, "caseload_today", Scope(FULL_REACH, day, day, day)).one().tolist())
    assert told[0] == told[1]
    assert told[0][0] > 200
