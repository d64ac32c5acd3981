"""What a kind of source promises to the import: to recognise its own files, and to stage their rows under our names.

A source **stages**, and no more. It fills tables of the attached database `staged`, one for each table of schema.sql
that it has something for (`staged.cases`, `staged.contact`, …):

- every column is varchar and named as in schema.sql; columns it has nothing for may be left out;
- two more columns say where a row comes from: `source_file varchar` and `source_row bigint`, counted as a person
  counts rows in a spreadsheet: the headings are row 1;
- keys are the source's own. Row numbers and pseudonyms are given later, to columns marked so in schema.sql;
- further tables in `staged` (raw copies of files) are the source's own business and are dropped with the rest.

Files are read with `data.sources.reading.read`, and only so: it takes the headings that are wanted, and no other column
is ever written anywhere. Cleaning, dates, codes, duplicates, orphans, contradictions, pseudonyms, the build and its
publishing are done once for all sources by `data/importing.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import duckdb

from data.findings import BlockedError, Check, Finding, Findings, Severity
from data.sources.opened import Opened

__all__ = ["BlockedError", "Check", "Finding", "Findings", "Opened", "Severity", "Source", "Staged"]


@dataclass(frozen=True)
class Staged:
    """What a source says about itself once its rows are staged.

    data_date: the day the source says its rows are true for, or None where it does not say: then the latest day on
    which something happened counts. data_date_from: where that day stands ("ExportDate of Export.csv").
    """

    data_date: date | None = None
    data_date_from: str = ""


class Source(Protocol):
    """One kind of source. Listed in `data/importing.py`."""

    kind: str
    """What the snapshot says it was made from: `caseboard`, `hmis_csv`."""
    key_space: str
    """Whose keys they are: the same client keeps the same pseudonym as long as this stays the same."""
    checks: tuple[Check, ...]
    """Checks of its own, beside those that hold for every source (`data/import_checks.py`)."""

    def recognises(self, opened: Opened) -> bool:
        """Whether these files are of this kind, judged by names of files and headings alone."""

    def stage(
        self, con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings, data_date: date | None
    ) -> Staged:
        """Fill `staged`. `data_date` is what the person who imports said, or None. Raises BlockedError."""
