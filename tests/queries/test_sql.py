"""A question can reach nothing but the scoped tables, and forgetting the scope is an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from queries.ask import questions, statement_of
from queries.sql import ScopeForgottenError, behind_scope, scoped_tables
from tests.world import SCHEMA


@pytest.mark.parametrize(
    "text",
    [
        "select c.case_id from store.cases c order by 1",
        'select c.case_id from "store".cases c order by 1',
        'select c.case_id from "STORE"."main"."cases" c order by 1',
        "select (select count(*) from store.cases) as n order by 1",
        "with mine as (select 1 as one), theirs as (select * from store.case_spell) select * from theirs order by 1",
        "select * from query_table('store.cases') order by 1",
        "select * from query('select * from store.cases') order by 1",
        "select * from duckdb_tables() order by 1",
        "select * from information_schema.tables order by 1",
        "select * from sqlite_master order by 1",
        "select * from read_csv('/etc/passwd') order by 1",
        "select * from '/etc/passwd' order by 1",
        "select * from no_such_table order by 1",
        "table store.cases",
        "describe store.cases",
        "select * from (summarize store.cases) order by 1",
        "select * from (show all tables) order by 1",
        "pivot store.cases on pathway",
        "unpivot store.cases on case_id",
        "select * from (values (1)) as v, lateral (select * from store.cases) as x order by 1",
        "select * from cases union all select * from Store.Cases order by 1",
        "select exists (from store.case_spell) as found order by 1",
        "with recursive r as (select case_id from store.cases union select case_id from r) select * from r order by 1",
        "select * from cases c semi join store.person p using (person_id) order by 1",
        "select * from pragma_table_info('store.cases') order by 1",
        "select * from query_table(['store.cases']) order by 1",
        "select * from glob('*') order by 1",
        'with "store.cases" as (select 1 as one) select * from store.cases order by 1',
    ],
)
def test_a_question_that_reads_past_the_scope_is_refused(text: str) -> None:
    with pytest.raises((ScopeForgottenError, duckdb.Error)):
        behind_scope(text, where="a test")


@pytest.mark.parametrize(
    "text",
    [
        "with cases as (select 1 as case_id) select * from cases order by 1",
        "select * from (with follow_up as (select 1 as one) select * from follow_up) as x order by 1",
        'with "Cases" as (select 1 as case_id) select * from team order by 1',
        "with follow_up_status as (select 1 as one) select * from follow_up_status order by 1",
        'with "team.x" as (select 1 as one) select * from team order by 1',
    ],
)
def test_a_step_may_not_bear_the_name_of_a_scoped_table_or_measure(text: str) -> None:
    with pytest.raises(ScopeForgottenError, match="name of a scoped table"):
        behind_scope(text, where="a test")


@pytest.mark.parametrize(
    "text", ["drop table team", "select 1; select 2", "insert into team values ('a', 'b')", "from"]
)
def test_a_question_is_one_select(text: str) -> None:
    with pytest.raises(ScopeForgottenError, match="one select"):
        behind_scope(text, where="a test")


def test_a_question_stands_behind_only_the_tables_that_it_needs() -> None:
    statement = behind_scope("select t.name from team t order by t.name", where="a test")
    assert statement.startswith("with team as not materialized (")
    assert "case_spell" not in statement


def test_the_steps_of_a_question_follow_the_scoped_tables_in_one_list() -> None:
    statement = behind_scope("-- why\nwith a as (select 1 as one) select * from a, team t order by 1", where="a test")
    assert statement.count("with ") == 1
    assert statement.index("team as not materialized") < statement.index("a as (select 1")


def test_every_table_of_the_schema_is_behind_the_scope_in_exactly_one_class() -> None:
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        stored = {row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()}
    scoped = {name: table.kind for name, table in scoped_tables().items() if table.kind != "measure"}
    assert stored <= scoped.keys(), f"not behind the scope: {sorted(stored - scoped.keys())}"
    assert set(scoped.values()) == {"by case", "by team", "public", "administrator"}


def test_no_public_table_holds_a_key_of_a_person_a_case_or_a_worker() -> None:
    public = [table for table in scoped_tables().values() if table.kind == "public"]
    for table in public:
        for key in ("person_id", "case_id", "worker_id", "household_id"):
            assert key not in table.body, f"{table.name} is public and holds {key}"


def test_every_question_there_is_stands_behind_the_scope() -> None:
    """A question that forgot it is found here, before anybody asks it."""
    for question in questions().values():
        assert "store." not in question.sql.read_text(encoding="utf-8")
        statement = statement_of(question)
        assert statement.index("as not materialized (") < statement.index("select")


def test_a_question_file_that_forgets_the_scope_is_refused_when_it_is_asked(tmp_path: Path) -> None:
    forgetful = tmp_path / "forgetful.sql"
    forgetful.write_text("-- How many cases?\nselect count(*) as n from store.cases c order by n\n")
    question = replace(questions()["caseload_today"], name="forgetful", sql=forgetful)
    with pytest.raises(ScopeForgottenError, match=r"forgetful.sql reads store.cases"):
        statement_of(question)
