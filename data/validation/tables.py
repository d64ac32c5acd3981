"""Takes one staged table after the other, parents first, and keeps the rows that are sound: `staged.sound.<table>`.

The rows of a sound table have the types of schema.sql, the source's own keys and the place they come from. A row that
belongs to a row which was left out is left out too, and so on down the line; everything is said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

import duckdb

from data.columns import Column, columns, key_of
from data.findings import Check, Findings, Words, is_too_many
from data.import_checks import KEY_TWICE, MOST_LEFT_OUT, REFERENCE_UNKNOWN, REOPENED_LATER, ROW_ORPHANED, STAGE_TWICE
from data.validation.contradictions import CASE_RULES, TABLE_RULES, row_rules
from data.validation.values import Rule, cleaned, code_lists, rules, value

ALSO_UNIQUE: dict[str, tuple[Check, tuple[str, ...], str]] = {
    "stage_event": (STAGE_TWICE, ("case_id", "seq"), "true"),
    "follow_up": (KEY_TWICE, ("case_id", "rung"), "rung is not null"),
    "barrier_report": (KEY_TWICE, ("ask_id", "answer"), "ask_id is not null"),
    "session_participant": (KEY_TWICE, ("session_id", "case_id"), "true"),
}
"""Beside the keys: what may stand only once in a table, among the rows for which the last part holds."""
NOT_A_KEY = {"barrier_report.ask_id"}
"""One number may stand on several rows."""
OF_THE_CASE = {"follow_up", "barrier_report"}
"""Tables where an empty person is the person of the case."""


class Sound:
    """The sound rows of all tables, made table by table. `kept` and `given` count rows."""

    def __init__(self, con: duckdb.DuckDBPyConnection, findings: Findings, data_date: date) -> None:
        self._con, self._findings, self._data_date = con, findings, data_date
        self._codes = code_lists(con)
        self.given: dict[str, int] = {}
        self.kept: dict[str, int] = {}
        con.execute("create schema if not exists staged.sound")

    def make(self, say: Callable[[str], None]) -> None:
        """Make every sound table; those without a staged one are empty."""
        for table, held in columns().items():
            given = {name for (name,) in self._con.execute(_STAGED_COLUMNS, [table]).fetchall()}
            if not given:
                self._make_empty(table, held)
                continue
            say(table)
            self._read_values(table, held, given)
            self._fill_persons(table)
            self._once_each(table, held)
            self._with_their_parents(table, held)
            self._with_their_case(table)
            for rule in TABLE_RULES.get(table, ()):
                self._find(rule, table, rule.where.format(table=_sound(table)))
            self._enough_left(table)

    def _make_empty(self, table: str, held: Sequence[Column]) -> None:
        types = [f"{one.name} {'text' if one.is_secret_key else one.type}" for one in held]
        self._con.execute(f"create table {_sound(table)} ({', '.join(types)}, source_file text, source_row bigint)")
        self.kept[table] = 0

    def _read_values(self, table: str, held: Sequence[Column], given: Collection[str]) -> None:
        """From texts to values: rows with a value that cannot be read, or that contradict themselves, stay behind."""
        texts = [
            f"{cleaned(one.name) if one.name in given else 'cast(null as varchar)'} as text_{one.name}" for one in held
        ]
        names = ", ".join(one.name for one in held)
        values = ", ".join(f"{value(one)} as {one.name}" for one in held)
        read = (
            f"select {values}, t.* from "
            f"(select {', '.join(texts)}, source_file, source_row, rowid as id from staged.main.{table}) t"
        )
        all_rules = [rule for one in held for rule in rules(one, self._codes)] + row_rules(table)
        marked = f"{names}, source_file, source_row, id, {_any(all_rules)} as is_suspect"
        sound = f"create table {_sound(table)} as select {marked} from ({read}) v"
        self._con.execute(sound, self._dated(sound))
        if self._con.execute(f"select 1 from {_sound(table)} where is_suspect limit 1").fetchall():
            self._judge(table, all_rules, f"{read} semi join {_sound(table)} s on s.id = t.id and s.is_suspect")
        self.given[table] = self._count(f"staged.main.{table}")
        self._con.execute(f"drop table staged.main.{table}")

    def _judge(self, table: str, all_rules: Sequence[Rule], suspects: str) -> None:
        """Say what is wrong with the few rows that some rule hit, and leave out those that are errors."""
        self._con.execute(f"create or replace table staged.main.suspect as {suspects}")
        for rule in all_rules:
            self._find(rule, table, f"select source_file, source_row from staged.main.suspect where {rule.where}")
        wrong = f"select id from staged.main.suspect where {_any([rule for rule in all_rules if rule.leaves_out])}"
        self._con.execute(f"delete from {_sound(table)} where id in ({wrong})", self._dated(wrong))

    def _fill_persons(self, table: str) -> None:
        if table in OF_THE_CASE:
            self._con.execute(
                f"update {_sound(table)} t set person_id = c.person_id from {_sound('cases')} c "
                "where c.case_id = t.case_id and t.person_id is null"
            )

    def _once_each(self, table: str, held: Sequence[Column]) -> None:
        keys = [one.name for one in held if one.is_key and f"{table}.{one.name}" not in NOT_A_KEY]
        for key in keys:
            self._only_first(table, KEY_TWICE, (key,), f"{key} is not null")
        if table in ALSO_UNIQUE:
            self._only_first(table, *ALSO_UNIQUE[table])

    def _only_first(self, table: str, check: Check, key: Sequence[str], where: str) -> None:
        """Of the rows that share a key keep the one that comes first in the file."""
        names = ", ".join(key)
        twice = f"select {names} from {_sound(table)} where {where} group by {names} having count(*) > 1"
        if self._con.execute(f"select 1 from ({twice}) limit 1").fetchall():
            again = (
                f"select rowid as id, source_file, source_row from {_sound(table)} "
                f"where {where} and ({names}) in ({twice}) "
                f"qualify row_number() over (partition by {names} order by source_file, source_row) > 1"
            )
            self._leave_out(table, check, again, column=key[0], words={"columns": " and ".join(key)})

    def _with_their_parents(self, table: str, held: Sequence[Column]) -> None:
        """Rows that need a parent go when it is not there; where it may be empty, the reference alone goes."""
        for one in held:
            if one.refers is None or one.is_key:
                continue
            same = f"p.{key_of(one.refers)} = t.{one.name}"
            lost = (
                f"select t.rowid as id, t.source_file, t.source_row from {_sound(table)} t "
                f"anti join {_sound(one.refers)} p on {same} where t.{one.name} is not null"
            )
            words = {"parent": one.refers}
            if one.is_required or (table in OF_THE_CASE and one.name == "person_id"):
                self._leave_out(table, ROW_ORPHANED, lost, column=one.name, words=words)
            else:
                self._empty(table, one.name, REFERENCE_UNKNOWN, lost, words)
        if table == "cases":
            later = (
                f"select t.rowid as id, t.source_file, t.source_row from {_sound('cases')} t "
                f"inner join {_sound('cases')} p on p.case_id = t.reopened_from where p.opened_on >= t.opened_on"
            )
            self._empty("cases", "reopened_from", REOPENED_LATER, later, {})

    def _with_their_case(self, table: str) -> None:
        for rule in CASE_RULES.get(table, ()):
            hit = (
                f"select t.rowid as id, t.source_file, t.source_row from {_sound(table)} t "
                f"inner join {_sound('cases')} c on c.case_id = t.case_id where {rule.where}"
            )
            if rule.leaves_out:
                self._leave_out(table, rule.check, hit, column=rule.column, words=rule.words)
            else:
                self._find(rule, table, f"select source_file, source_row from ({hit})")

    def _enough_left(self, table: str) -> None:
        kept, given = self._count(_sound(table)), self.given[table]
        self.kept[table] = kept
        if is_too_many(given - kept, of=given):
            self._findings.add(MOST_LEFT_OUT, table=table, words={"left_out": given - kept, "rows": given})

    def _leave_out(self, table: str, check: Check, hit: str, *, column: str, words: Words) -> None:
        self._con.execute(f"create or replace table staged.main.hit as {hit}")
        query = "select source_file, source_row from staged.main.hit"
        if self._findings.from_query(self._con, check, query, table=table, column=column, words=words):
            self._con.execute(f"delete from {_sound(table)} where rowid in (select id from staged.main.hit)")

    def _empty(self, table: str, column: str, check: Check, hit: str, words: Words) -> None:
        self._con.execute(f"create or replace table staged.main.hit as {hit}")
        query = "select source_file, source_row from staged.main.hit"
        if self._findings.from_query(self._con, check, query, table=table, column=column, words=words):
            self._con.execute(
                f"update {_sound(table)} set {column} = null where rowid in (select id from staged.main.hit)"
            )

    def _find(self, rule: Rule, table: str, query: str) -> None:
        self._findings.from_query(
            self._con, rule.check, query, self._dated(query), table=table, column=rule.column, words=rule.words
        )

    def _dated(self, query: str) -> dict[str, object]:
        return {"data_date": self._data_date} if "$data_date" in query else {}

    def _count(self, table: str) -> int:
        return int(self._con.execute(f"select count(*) from {table}").fetchall()[0][0])


_STAGED_COLUMNS = (
    "select column_name from duckdb_columns() "
    "where database_name = 'staged' and schema_name = 'main' and table_name = ?"
)


def _sound(table: str) -> str:
    return f"staged.sound.{table}"


def _any(found: Sequence[Rule]) -> str:
    """SQL that is true where any rule hits, and never null."""
    return " or ".join(f"coalesce({rule.where}, false)" for rule in found) or "false"
