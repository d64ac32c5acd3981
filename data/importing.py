"""Imports a source whole or not at all: read, look for identifiers, validate, pseudonymise, build, check, publish.

Until the last step readers keep the snapshot they had, and an import that stops leaves nothing behind but, at most,
pseudonyms nobody uses yet. Everything that a person must know stands in the Report; nothing in it is a value.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from data.anonymity import Scheme
from data.build import Build, BuildError, building
from data.data_day import data_day
from data.findings import BlockedError, Check, Findings
from data.import_checks import (
    FILES_NEVER_OPENED,
    NO_CASES,
    ROWS_CONTRADICT,
    SOURCE_UNKNOWN,
    common_checks,
)
from data.keyed import write_rows
from data.linter import lint
from data.sources.caseboard import CaseboardCsv
from data.sources.hmis_csv.export import HmisCsv
from data.sources.source import Opened, Source
from data.store import SnapshotInfo, Store, StoreError
from data.validation.tables import Sound
from data.validation.values import add_normal_form

BOOKKEEPING = {"snapshot", "snapshot_rows", "code_list"}
SOURCES: tuple[Source, ...] = (CaseboardCsv(), HmisCsv())


def all_checks() -> tuple[Check, ...]:
    """Everything that an import looks for: what holds for every source, then what each kind of source adds."""
    return common_checks() + tuple(one for source in SOURCES for one in source.checks)


@dataclass
class Report:
    """What an import did and found. `snapshot` is None where nothing was published."""

    findings: Findings
    pseudonym_scheme: str
    source_kind: str | None = None
    data_date: date | None = None
    data_date_from: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    columns_never_read: dict[str, tuple[str, ...]] = field(default_factory=dict)
    smallest_group: int | None = None
    share_under_5: float | None = None
    share_under_11: float | None = None
    snapshot: SnapshotInfo | None = None

    @property
    def left_out(self) -> dict[str, int]:
        """Rows of each table of the source that are not in the snapshot."""
        return {table: given - self.kept.get(table, 0) for table, given in self.given.items()}


def run_import(
    source: Path,
    store: Store,
    scheme: Scheme,
    report: Report,
    *,
    today: date,
    data_date: date | None = None,
    publish: bool = True,
    replace_demo: bool = False,
    pinned: Iterable[str] = (),
    sources: Sequence[Source] = SOURCES,
    say: Callable[[str], None] = lambda words: None,
) -> None:
    """Import a folder or zip, or with publish=False only check it, and fill the report step by step.

    A report whose findings block has no snapshot afterwards. today: tells what has happened where the source names no
    date. replace_demo: whether the synthetic agency may be replaced. sources: the kinds that are known. say: told each
    step. Raises StoreError where the store, the look-up of pseudonyms or the disk stands in the way; then nothing was
    published.
    """
    try:
        with building(store, pseudonym_scheme=scheme.name, synthetic=False) as build:
            if publish and not replace_demo:
                _holds_no_demo(store)
            _prepare(build, source, scheme, report, today=today, asked=data_date, sources=sources, say=say)
            if publish:
                say("Publishing")
                report.snapshot = build.publish(pinned, is_verified=True)
    except BlockedError:
        pass
    except (OSError, duckdb.Error) as problem:
        raise StoreError(_hindrance(problem, store)) from problem


def _prepare(
    build: Build,
    source: Path,
    scheme: Scheme,
    report: Report,
    *,
    today: date,
    asked: date | None,
    sources: Sequence[Source],
    say: Callable[[str], None],
) -> None:
    """All steps before publishing. Raises BlockedError where a finding blocks; everything there is to say is said."""
    con, findings = build.con, report.findings
    path = str(build.scratch / "staged.duckdb").replace("'", "''")
    con.execute(f"attach '{path}' as staged")
    add_normal_form(con)
    say("Reading")
    with Opened(source, build.scratch, findings) as opened:
        kind = _recognised(opened, sources, findings)
        report.source_kind = kind.kind
        report.columns_never_read = opened.never_read
        staged = kind.stage(con, opened, findings, asked)
        if opened.never_opened:
            findings.add(FILES_NEVER_OPENED, count=opened.never_opened, words={"files": opened.never_opened})
    _has_cases(con, findings)
    report.data_date, report.data_date_from = data_day(con, asked, staged, findings, today)
    build.name(source_kind=kind.kind, data_date=report.data_date)
    say("Looking for identifiers of people")
    lint(con, findings)
    sound = Sound(con, findings, report.data_date)
    report.given, report.kept = sound.given, sound.kept
    sound.make(lambda table: say(f"Checking {table}"))
    if not sound.kept["cases"]:
        findings.add(NO_CASES, table="cases")
    if findings.is_blocked:
        raise BlockedError
    say("Replacing keys by pseudonyms")
    write_rows(con, scheme, kind.key_space, build.scratch)
    con.execute("detach staged")
    _keep_findings(con, findings)
    say("Deriving and checking")
    try:
        build.verify()
    except BuildError as problem:
        for check, count in problem.problems.items():
            findings.add(ROWS_CONTRADICT, count=count, words={"check": check})
        raise BlockedError from problem
    _describe(build, report)


def _holds_no_demo(store: Store) -> None:
    current = store.current()
    if current is not None and current.synthetic:
        raise StoreError(
            f"The store {store.folder} holds the synthetic agency. Name another folder with --store, or give "
            "--replace-demo: then it is replaced and everyone signed in with a demo account is signed out; nothing was "
            "changed."
        )


def _recognised(opened: Opened, sources: Sequence[Source], findings: Findings) -> Source:
    for source in sources:
        if source.recognises(opened):
            return source
    raise findings.block(SOURCE_UNKNOWN)


def _has_cases(con: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Cases that are left out by errors are told with the errors; without a single row there is nothing to tell."""
    there = ("cases", "case_id") in con.execute(_STAGED).fetchall()
    if not there or not con.execute("select 1 from staged.main.cases limit 1").fetchall():
        raise findings.block(NO_CASES)


def _keep_findings(con: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Into the snapshot, as columns: a thousand single inserts would take longer than the rest."""
    texts = ("check_id", "severity", "table", "column", "source_file", "message")
    held = {name: [getattr(one, name) for one in findings.found] for name in (*texts, "row_number", "count")}
    con.execute(
        "insert into import_finding select unnest(cast($check_id as text[])), unnest(cast($severity as text[])), "
        "unnest(cast($table as text[])), unnest(cast($column as text[])), unnest(cast($source_file as text[])), "
        "unnest(cast($row_number as bigint[])), unnest(cast($count as bigint[])), unnest(cast($message as text[]))",
        held,
    )


def _describe(build: Build, report: Report) -> None:
    """Rows of each table and the smallest group, as the snapshot says them of itself."""
    names = build.con.execute("select table_name from duckdb_tables() order by table_name").fetchall()
    for (table,) in names:
        if table in BOOKKEEPING:
            continue
        report.rows[table] = build.con.execute(f"select count(*) from {table}").fetchall()[0][0]
    report.smallest_group, report.share_under_5, report.share_under_11 = build.smallest_group()


def _hindrance(problem: Exception, store: Store) -> str:
    """What hindered in words, without those of DuckDB: they may quote a value."""
    if isinstance(problem, duckdb.OutOfMemoryException):
        reason = "The disk beside the store has no room for what the import must put aside, or memory ran out"
    elif isinstance(problem, duckdb.Error) and not isinstance(problem, duckdb.IOException):
        return (
            f"The import met something that it was not made for ({type(problem).__name__}). Please report it, with the "
            "step named above; nothing was published, readers keep the snapshot they had."
        )
    elif isinstance(problem, OSError) and problem.errno not in (errno.ENOSPC, errno.EDQUOT):
        reason = f"A file could not be read or written ({problem.strerror})"
    else:
        reason = "The disk is full or cannot be written"
    return (
        f"{reason}. Make room on the disk of {store.folder} and import again; nothing was published, readers keep "
        "the snapshot they had."
    )


_STAGED = "select table_name, column_name from duckdb_columns() where database_name = 'staged' and schema_name = 'main'"
