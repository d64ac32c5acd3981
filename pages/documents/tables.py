"""A table as a file: CSV or XLSX with its definition, its data date and its scope, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from queries.printed import guarded


@dataclass(frozen=True)
class Leaving:
    """What is taken away: a title, headings, rows of words and numbers, and the notes that must travel with them."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str]


def as_csv(table: Leaving) -> bytes:
    """UTF-8 with a byte-order mark (spreadsheets need it), the notes below the rows."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(table.headings)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    writer.writerow([])
    writer.writerows([guarded(note)] for note in table.notes)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(table: Leaving) -> bytes:
    """One sheet of rows with a frozen head, one sheet of notes; text is never taken for a formula or a link."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet("Rows")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, table.headings, bold)
        for number, row in enumerate(table.rows, start=1):
            sheet.write_row(number, 0, list(row))
        sheet.autofit()
        about = book.add_worksheet("About")
        about.set_column(0, 0, 100, wrapped)
        for number, note in enumerate([table.title, *table.notes]):
            about.write(number, 0, note, bold if number == 0 else wrapped)
    return written.getvalue()
