"""What an import refused or doubted: which check, how grave, where, how many rows. Never a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import duckdb

Severity = Literal["blocks", "error", "warning", "note"]
Words = Mapping[str, str | int]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
ROWS_NAMED = 20
"""So many rows are named one by one for a check, a column and a file; one more finding counts the rest."""
FEWEST, GREATEST_SHARE = 20, 0.2


def is_too_many(left_out: int, *, of: int) -> bool:
    """Whether figures would mislead without the rows left out: more than a fifth of a table, and at least 20 rows."""
    return left_out >= FEWEST and left_out > GREATEST_SHARE * of


@dataclass(frozen=True)
class Check:
    """One thing that an import looks for.

    severity: `blocks` stops the import; the rows of an `error` are left out; those of a `warning` are kept; a `note`
    only informs. says: what is wrong and what to do, in words, with `{places}` for names and numbers, never for values.
    """

    check_id: str
    severity: Severity
    says: str


@dataclass(frozen=True)
class Finding:
    """One line of the report. Findings of one check add up: the sum of their `count` is the number of rows it hit."""

    check_id: str
    severity: Severity
    message: str
    table: str | None = None
    column: str | None = None
    source_file: str | None = None
    row_number: int | None = None
    count: int = 1


def checks_in(names: Mapping[str, object]) -> tuple[Check, ...]:
    """The checks among the names of a module, as they stand there."""
    return tuple(one for one in names.values() if isinstance(one, Check))


class BlockedError(Exception):
    """The import cannot go on; why is the last of the findings."""


@dataclass
class Findings:
    """Collects findings in the order in which they were found.

    `words` fill the places of a check's text: names of columns and counts, never values.
    """

    found: list[Finding] = field(default_factory=list)

    def add(
        self,
        check: Check,
        *,
        table: str | None = None,
        column: str | None = None,
        source_file: str | None = None,
        row_number: int | None = None,
        count: int = 1,
        words: Words | None = None,
    ) -> None:
        """Record one finding."""
        message = check.says.format(**(words or {}))
        self.found.append(
            Finding(check.check_id, check.severity, message, table, column, source_file, row_number, count)
        )

    def block(
        self,
        check: Check,
        *,
        source_file: str | None = None,
        row_number: int | None = None,
        words: Words | None = None,
    ) -> BlockedError:
        """Record a finding that ends the import at once, to be raised: `raise findings.block(CHECK, …)`."""
        self.add(check, source_file=source_file, row_number=row_number, words=words)
        return BlockedError(check.check_id)

    def add_rows(
        self,
        check: Check,
        rows: Sequence[int],
        count: int,
        *,
        table: str | None = None,
        column: str | None = None,
        source_file: str | None = None,
        words: Words | None = None,
    ) -> None:
        """Record `count` rows of a file: the first ones, `rows`, one by one, the rest without a row number."""
        for row in rows:
            self.add(check, table=table, column=column, source_file=source_file, row_number=row, words=words)
        if count > len(rows):
            rest = count - len(rows)
            self.add(check, table=table, column=column, source_file=source_file, count=rest, words=words)

    def from_query(
        self,
        con: duckdb.DuckDBPyConnection,
        check: Check,
        query: str,
        parameters: Mapping[str, object] | Sequence[object] = (),
        *,
        table: str | None = None,
        column: str | None = None,
        words: Words | None = None,
    ) -> int:
        """Record the rows that a select of (source_file, source_row) returns; how many there were.

        The first rows of a file are named one by one, the rest in one finding without a row number.
        """
        grouped = (
            f"select source_file, count(*), min(source_row, {ROWS_NAMED}) from ({query}) hit "
            "group by source_file order by source_file"
        )
        total = 0
        for source_file, count, rows in con.execute(grouped, parameters).fetchall():
            self.add_rows(check, rows or [], count, table=table, column=column, source_file=source_file, words=words)
            total += count
        return total

    def counts(self) -> dict[Severity, int]:
        """How many rows, files or facts were found of each severity; every severity is there."""
        return {one: sum(found.count for found in self.found if found.severity == one) for one in SEVERITIES}

    def counts_by_check(self) -> dict[str, int]:
        """How many rows, files or facts each check found, of those that found any, in the order of the report."""
        counted: dict[str, int] = {}
        for one in self.found:
            counted[one.check_id] = counted.get(one.check_id, 0) + one.count
        return counted

    @property
    def is_blocked(self) -> bool:
        return any(one.severity == "blocks" for one in self.found)
