"""Imports of tests, in this process: small sources into stores of their own, and what is in them afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb

from data.anonymity import Random, Scheme
from data.findings import Findings
from data.importing import Report, run_import
from data.sources.source import Source
from data.store import Store
from tests.data.sources.sources import folder_of
from tests.data.validation.agency import agency

TODAY = date(2026, 11, 20)


def imported(
    folder: Path,
    changes: Mapping[str, str | None] | None = None,
    *,
    scheme: Scheme | None = None,
    data_date: date | None = None,
    source: Path | None = None,
    publish: bool = True,
    replace_demo: bool = False,
    sources: Sequence[Source] | None = None,
) -> Report:
    """The report of an import of the small agency, with these changes, into `folder / "store"`."""
    number = len(list(folder.glob("in-*")))
    given = source or folder_of(folder / f"in-{number}", agency(changes))
    chosen = scheme or Random(folder / "store-keys")
    report = Report(Findings(), chosen.name)
    run_import(
        given,
        store_of(folder),
        chosen,
        report,
        today=TODAY,
        data_date=data_date,
        publish=publish,
        replace_demo=replace_demo,
        **({"sources": sources} if sources else {}),
    )
    return report


def store_of(folder: Path) -> Store:
    return Store(folder / "store")


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What a query finds in the current snapshot of the store in `folder`."""
    current = store_of(folder).current()
    assert current is not None
    with duckdb.connect(str(current.path), read_only=True) as con:
        return con.execute(query).fetchall()


def keys(folder: Path) -> dict[tuple[str, str], str]:
    """The look-up beside the store in `folder`: (kind, source's own key) → pseudonym."""
    with duckdb.connect(str(folder / "store-keys" / "pseudonyms.duckdb"), read_only=True) as con:
        found = con.execute("select kind, source_key, pseudonym from pseudonym").fetchall()
    assert len({pseudonym for _, _, pseudonym in found}) == len(found)
    assert len({(kind, key) for kind, key, _ in found}) == len(found)
    return {(kind, key): pseudonym for kind, key, pseudonym in found}
