"""Data quality: what the last import refused or doubted, with what to fix; how old and how recognisable the data is."""

from __future__ import annotations

import pandas as pd

from pages.shared import here, words
from pages.shared.ask import Ask
from pages.shared.parts import Column, Figure, counted, download, facts, figures, headline, prose, section, small_table
from pages.shared.scope_bar import head
from pages.upkeep import snapshot_words
from queries.answer import Answer

TITLE = "Data quality"
WHAT_SEVERITY_MEANS = {
    "error": "These rows are in no figure until they are corrected at the source and imported again.",
    "warning": "These rows are counted as they stand. Look at them first when a figure surprises.",
    "note": "Nothing has to be done.",
}
KINDS = {
    "contact": "Contacts and attempts",
    "follow_up": "Follow-ups that were done",
    "stage_event": "Moves between stages",
}
FINDING_COLUMNS = (
    Column("message", "What it is, and what to do", is_strong=True),
    Column("table_name", "Table", says=lambda value: _or_whole(value, "the whole import")),
    Column("column_name", "Column", says=lambda value: _or_whole(value, "the whole row")),
    Column("source_file", "File", says=lambda value: _or_whole(value, "every file")),
    Column("row_count", "Rows", says=lambda value: f"{value:,}", is_number=True),
    Column("rows_named", "First rows", says=lambda value: "" if words.is_missing(value) else str(value)),
)
TYPING_COLUMNS = (
    Column("table_name", "Kind", says=lambda value: KINDS.get(str(value), str(value)), is_strong=True),
    Column("half_within", "Half typed within", says=lambda value: _within(value), is_number=True),
    Column("nine_in_ten_within", "Nine in ten within", says=lambda value: _within(value), is_number=True),
    Column("typed", "With a day of typing", says=lambda value: f"{value:,}", is_number=True),
    Column("total", "Records in that time", says=lambda value: f"{value:,}", is_number=True),
)


def page(ask: Ask) -> None:
    """Draw the page."""
    head(ask, TITLE)
    snapshot, findings, by_severity = ask("snapshot_facts"), ask("import_findings"), ask("findings_by_severity")
    known = snapshot.one()
    rows_of = dict(zip(by_severity.rows["severity"], by_severity.rows["row_count"], strict=True))
    headline(_answer(ask, rows_of))
    figures(
        [
            Figure(f"{rows_of['error']:,}", "left out", "rows with errors", "late" if rows_of["error"] else "plain"),
            Figure(f"{rows_of['warning']:,}", "doubtful", "rows kept and counted"),
            Figure(words.day(known["data_date"], year=True), "data date", words.ago(known["data_date"], here.today())),
            Figure(f"{known['people']:,}", "people", words.count(known["cases"], "case")),
        ]
    )
    _findings(ask, findings)
    _typing(ask("recording_time"))
    _snapshot(known, ask("table_rows"))
    counted(findings)


def _answer(ask: Ask, rows_of: dict[str, int]) -> str:
    if not any(rows_of.values()):
        if ask.source_kind == "demo":
            return "This is the synthetic agency: it was made here, so no import could refuse or doubt anything."
        return "The last import refused nothing and doubted nothing."
    left_out, doubted, noted = rows_of["error"], rows_of["warning"], rows_of["note"]
    told = [
        f"left out {words.count(left_out, 'row')}" if left_out else "left out nothing",
        f"kept {words.count(doubted, 'doubtful row')}" if doubted else "doubted nothing that it kept",
    ]
    notes = f" {words.count(noted, 'note')} for information." if noted else ""
    return f"The last import {words.joined(told)}.{notes}"


def _findings(ask: Ask, findings: Answer) -> None:
    if findings.rows.empty:
        section("What was found")
        prose(
            "Nothing: every row that was read is counted. An import that was blocked leaves no trace here, because "
            "readers keep the snapshot from before; its report stands where the import was run."
        )
        return
    for severity, rows in findings.rows.groupby("severity", sort=False):
        section(str(rows["severity_label"].iloc[0]), WHAT_SEVERITY_MEANS.get(str(severity), ""))
        small_table(rows, FINDING_COLUMNS, title=str(rows["severity_label"].iloc[0]))
    download(ask, findings, FINDING_COLUMNS, key="findings", title="What the last import found")


def _typing(typing: Answer) -> None:
    section(
        "How soon things are typed",
        "What looks late is often done and not yet typed. Half a year of the whole agency, but the last four weeks.",
    )
    if typing.rows.empty:
        prose("Nothing that happened is recorded yet.")
        return
    small_table(typing.rows, TYPING_COLUMNS, title="How soon things are typed")


def _snapshot(known: pd.Series, tables: Answer) -> None:
    section("How easily somebody could be recognised")
    prose(
        snapshot_words.smallest_group(
            known["smallest_group"], known["share_in_groups_under_5"], known["share_in_groups_under_11"]
        )
        + " Dates make people easier to find still. So this is personal data, kept like case files; only a release, in "
        "which small counts are hidden, may leave the building."
    )
    section("This snapshot")
    facts(
        [
            ("Figures are true for", words.day(known["data_date"], year=True)),
            ("Made", f"{pd.Timestamp(known['built_at']):%-d %b %Y, %H:%M} UTC"),
            ("From", snapshot_words.source(str(known["source_kind"]))),
            ("Keys of people and cases", snapshot_words.pseudonyms(known["pseudonym_scheme"])),
            ("Rows", f"{known['row_count']:,} in {words.count(len(tables.rows), 'table')}"),
        ]
    )


def _or_whole(value: object, whole: str) -> str:
    return whole if words.is_missing(value) else str(value)


def _within(value: object) -> str:
    return "too few to say" if words.is_missing(value) else words.days(value)
