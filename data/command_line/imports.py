"""`import` reads a source into the store, `check` only looks, `template` writes empty tables with their dictionary."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from data.build import problems
from data.command_line.options import StoreOption, UsedWronglyError, WorkbookOption, progress
from data.command_line.told import in_json, in_words
from data.continuity import chosen_scheme, throwaway
from data.findings import Findings
from data.importing import Report, all_checks, run_import
from data.places import places
from data.sources.caseboard import CaseboardCsv
from data.sources.hmis_csv.export import HmisCsv
from data.store import FAR, SnapshotInfo, Store, StoreError
from data.template import write_template
from data.workbook.demo_accounts import demo_accounts
from data.workbook.sessions import end_all
from data.workbook.workbook import Workbook

commands = typer.Typer()


class Pseudonyms(StrEnum):
    """How pseudonyms are made."""

    random = "random"
    hmac = "hmac"


class HmisTeam(StrEnum):
    """What of an HMIS export is a team."""

    project = "project"
    organization = "organization"


SourceArgument = Annotated[Path, typer.Argument(help="Folder or zip.", show_default=False)]
DataDateOption = Annotated[
    str | None, typer.Option(help="The day the data is true for, as 2026-11-16.", show_default="as the source says")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
PseudonymsOption = Annotated[
    Pseudonyms | None,
    typer.Option(help="How keys become pseudonyms.", show_default="as in the current snapshot, else random"),
]
HmisTeamOption = Annotated[
    HmisTeam, typer.Option(help="HMIS export: whether each project is a team, or each organization that runs projects.")
]
OwnVictimServiceOption = Annotated[
    bool, typer.Option("--own-victim-service", help="HMIS export: this store is the victim service provider's own.")
]
KeyFileOption = Annotated[Path | None, typer.Option(help="Secret key for hmac, else CASEBOARD_HMAC_KEY.")]


@commands.command(name="import")
def import_(
    source: SourceArgument,
    data_date: DataDateOption = None,
    as_json: JsonOption = False,
    replace_demo: Annotated[bool, typer.Option("--replace-demo", help="Replace the synthetic agency.")] = False,
    pseudonyms: PseudonymsOption = None,
    key_file: KeyFileOption = None,
    hmis_team: HmisTeamOption = HmisTeam.project,
    own_victim_service: OwnVictimServiceOption = False,
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Import Caseboard's own tables or an HMIS CSV export, whole or not at all."""
    _run(
        source, data_date, HmisCsv(hmis_team.value, own_victim_service), as_json=as_json, pseudonyms=pseudonyms,
        key_file=key_file, store=store, workbook=workbook, replace_demo=replace_demo, publish=True,
    )  # fmt: skip


@commands.command()
def check(
    source: Annotated[Path | None, typer.Argument(help="Folder or zip.", show_default="the current snapshot")] = None,
    data_date: DataDateOption = None,
    as_json: JsonOption = False,
    hmis_team: HmisTeamOption = HmisTeam.project,
    own_victim_service: OwnVictimServiceOption = False,
    store: StoreOption = None,
) -> None:
    """Say what an import would find, without importing; without a source, look at the current snapshot."""
    if source is None:
        _check_current(Store(places(store).store))
    else:
        hmis = HmisCsv(hmis_team.value, own_victim_service)
        _run(source, data_date, hmis, as_json=as_json, store=store, publish=False)


@commands.command()
def template(folder: Annotated[Path, typer.Argument(help="A new or empty folder.", show_default=False)]) -> None:
    """Write an empty CSV file for each table, a dictionary of columns and codes, and a list of all checks."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsedWronglyError(f"{folder} is not an empty folder. Name a new one; nothing was written.")
    written = write_template(folder, all_checks())
    typer.echo(f"Wrote {written} empty tables, snapshot.csv, dictionary.csv and checks.csv to {folder}.")


def _run(
    source: Path,
    data_date: str | None,
    hmis: HmisCsv,
    *,
    as_json: bool,
    publish: bool,
    pseudonyms: Pseudonyms | None = None,
    key_file: Path | None = None,
    store: Path | None = None,
    workbook: str | None = None,
    replace_demo: bool = False,
) -> None:
    """Import or check, and tell. Raises UsedWronglyError, and StoreError where nothing could be published."""
    if not source.exists():
        raise UsedWronglyError(f"There is no {source}. Name a folder or a zip; nothing was changed.")
    day = _day(data_date)
    where = places(store, workbook)
    if where.keys.is_relative_to(where.store):
        raise UsedWronglyError(
            f"The look-up of pseudonyms may not lie inside the store ({where.keys}). Set CASEBOARD_KEYS to a folder "
            "elsewhere; nothing was changed."
        )
    kept, findings = Store(where.store), Findings()
    report = Report(findings, pseudonyms or "")
    try:
        current = kept.current()
        scheme, written_down = (
            chosen_scheme(pseudonyms, current, where.keys, key_file, findings) if publish else throwaway(where.keys)
        )
        report.pseudonym_scheme = scheme.name
        run_import(
            source, kept, scheme, report, today=date.today(), data_date=day, publish=publish,
            replace_demo=replace_demo, sources=(CaseboardCsv(), hmis), say=lambda words: progress(words),
        )  # fmt: skip
        if report.snapshot is not None:
            written_down()
            if current is not None and current.synthetic:
                _sign_out_demo_accounts(where.workbook)
    except StoreError as problem:
        if as_json:
            typer.echo(in_json(report, str(problem)))
        raise
    _tell(report, kept, as_json=as_json, publish=publish)


def _tell(report: Report, store: Store, *, as_json: bool, publish: bool) -> None:
    if as_json:
        typer.echo(in_json(report))
    else:
        typer.echo(in_words(report))
    if report.findings.is_blocked:
        kept = store.current()
        now = f"readers keep snapshot {kept.snapshot_id}" if kept else "there is no snapshot yet"
        raise StoreError(f"Nothing was {'published' if publish else 'changed'}: see what blocks above; {now}.")
    if report.snapshot is not None and not as_json:
        typer.echo(f"Snapshot {report.snapshot.snapshot_id} is current in {store.folder}.")
    elif not as_json:
        typer.echo("An import would publish this; nothing was changed.")


def _check_current(store: Store) -> None:
    current = store.current()
    if current is None:
        raise UsedWronglyError(f"There is no snapshot in {store.folder} to check. Name a source; nothing was changed.")
    found = _problems(current)
    for name, count in found.items():
        typer.echo(f"{name}: {count:,}")
    if found:
        raise StoreError(
            f"Snapshot {current.snapshot_id} is not sound. Import again, or restore the store from a backup; "
            "nothing was changed."
        )
    typer.echo(f"Snapshot {current.snapshot_id} of {current.data_date.isoformat()} is sound.")


def _problems(current: SnapshotInfo) -> dict[str, int]:
    try:
        with duckdb.connect(str(current.path), read_only=True) as con:
            for name, day in (("data_date", current.data_date), ("far", FAR)):
                con.execute(f"set variable {name} = cast(? as date)", [day])
            return problems(con)
    except duckdb.IOException as problem:
        raise StoreError(
            f"Snapshot {current.snapshot_id} cannot be read. Restore the store from a backup; nothing was changed."
        ) from problem


def _sign_out_demo_accounts(url: str) -> None:
    """They open nothing any more, because the snapshot is not synthetic; this also clears them away."""
    try:
        with Workbook.open(url) as workbook:
            for account in demo_accounts():
                end_all(workbook, account.name)
    except StoreError as problem:
        progress(f"{problem} The snapshot is published; sessions of demo accounts are refused all the same.")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as problem:
        raise UsedWronglyError(f"{text} is not a day. Write it as 2026-11-16; nothing was changed.") from problem
