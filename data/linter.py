"""Looks for identifiers of people in the few texts that are stored as they are: names of teams and services, labels.

A hit blocks the import and names the file, the column, what it looks like and how often, never the text. Columns that
become pseudonyms or row numbers may hold anything, because they never reach the store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

import duckdb

from data.columns import Column, columns
from data.findings import Findings
from data.import_checks import IDENTIFIER_IN_TEXT, TEXT_NEARLY_ALL_DIFFERENT

LISTS = {"team", "programme", "community", "provider", "community_action"}
"""Tables with one row a name: there every text differs, and should."""
HAVE_A_FORM = {"geometry", "language", "services"}
"""Validation lets nothing but codes or outlines pass there."""
ENOUGH_ROWS, NEARLY_ALL = 50, 0.95
MOST_TEXTS = 100_000
"""So many different texts of one column are looked at; with more of them nearly all differ, and that alone blocks."""
NATIONAL = (
    "us.ssn", "us.itin", "gb.nhs", "ca.sin", "ie.pps", "fr.nir", "es.dni", "es.nie", "it.codicefiscale",
    "nl.bsn", "de.idnr", "se.personnummer", "no.fodselsnummer", "dk.cpr", "fi.hetu", "pl.pesel", "be.nn",
    "pt.cc", "au.tfn", "in_.aadhaar", "in_.pan", "br.cpf", "za.idnr", "cz.rc", "ro.cnp", "bg.egn", "hr.oib",
    "ee.ik", "gr.amka", "at.vnr", "ch.ssn", "mx.curp", "cl.rut", "cn.ric", "kr.rrn", "tr.tckimlik", "il.idnr",
    "my.nric", "is_.kennitala",
)  # fmt: skip
"""Numbers that a state gives to a person and that carry a checksum, as modules of python-stdnum."""
GROUPED = re.compile(r"(?<![\w.])[A-Z0-9]+(?:[ ./-]?[A-Z0-9]+)*(?![\w])", re.IGNORECASE)
WORD = re.compile(r"[^\s,;()]+")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
ANYWHERE = {
    "an e-mail address": re.compile(r"\S@\S+\.\w"),
    "a web address": re.compile(r"https?://|\bwww\.|\w\.(com|org|net|gov|edu|info|co\.uk|org\.uk)\b", re.IGNORECASE),
    "an internet address of a computer": re.compile(r"(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])"),
    "a phone number": re.compile(
        r"(?<!\w)(\+\d[\d ().-]{6,}\d|\(\d{3}\) ?\d{3}-?\d{4}|(\d{3}[-. ])?\d{3}[-. ]\d{4})(?!\w)"
    ),
}
IN_NAMES = {
    "a postcode": re.compile(
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{2} \d{5}\b|\b\d{5}-\d{4}\b|^\d{5}$"
    ),
    "a date": re.compile(
        rf"\b\d{{1,2}}([./-])\d{{1,2}}\1(\d{{4}}|\d{{2}})\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|"
        rf"\b\d{{1,2}}\.? ({MONTHS})[a-z]* \d{{4}}\b|\b({MONTHS})[a-z]* \d{{1,2}}, \d{{4}}\b",
        re.IGNORECASE,
    ),
    "a phone number": re.compile(r"(?<!\w)\d([ ().-]*\d){9,}(?!\w)"),
    "a number of nine digits or more": re.compile(r"\d{9,}"),
}


def kinds_of_identifier(text: str, *, is_key: bool = False) -> list[str]:
    """What a text looks like, in words; nothing where it looks like a name. Keys of lists may be plain numbers."""
    patterns = [*ANYWHERE.items(), *(() if is_key else IN_NAMES.items())]
    found = [kind for kind, pattern in patterns if pattern.search(text)]
    if any(_is_national(token) for token in _tokens(text, is_key=is_key)):
        found.append("a number that a state gives to a person")
    return list(dict.fromkeys(found))


def lint(con: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Look at the staged texts; hits are added to the findings."""
    there = set(con.execute(_STAGED).fetchall())
    for table, held in columns().items():
        for one in held:
            if (table, one.name) in there and _is_stored_as_is(one):
                if table not in LISTS:
                    _differ(con, one, findings)
                if one.refers is None:
                    _look(con, one, findings)


def _look(con: duckdb.DuckDBPyConnection, column: Column, findings: Findings) -> None:
    texts = con.execute(
        f"select {column.name}, source_file, count(*), min(source_row) from staged.main.{column.table} "
        f"where {column.name} is not null group by all order by 4 limit {MOST_TEXTS}"
    ).fetchall()
    is_key = column.is_key and column.table != "community"
    hits: dict[tuple[str, str], tuple[int, int]] = {}
    for text, file, count, row in texts:
        for kind in kinds_of_identifier(text.strip(), is_key=is_key):
            first, so_far = hits.get((file, kind), (row, 0))
            hits[file, kind] = (first, so_far + count)
    for (file, kind), (row, count) in hits.items():
        findings.add(
            IDENTIFIER_IN_TEXT,
            table=column.table,
            column=column.name,
            source_file=file,
            row_number=row,
            count=count,
            words={"kind": kind},
        )


def _differ(con: duckdb.DuckDBPyConnection, column: Column, findings: Findings) -> None:
    rows, texts, file = con.execute(
        f"select count({column.name}), count(distinct {column.name}), min(source_file) from staged.main.{column.table}"
    ).fetchall()[0]
    if rows >= ENOUGH_ROWS and texts > NEARLY_ALL * rows:
        findings.add(TEXT_NEARLY_ALL_DIFFERENT, table=column.table, column=column.name, source_file=file, count=rows)


def _is_stored_as_is(column: Column) -> bool:
    return (
        column.type == "text" and column.codes is None and not column.is_secret_key and column.name not in HAVE_A_FORM
    )


def _tokens(text: str, *, is_key: bool) -> Iterator[str]:
    """Parts of a text that may be a national number; of a key only those that are no plain running number or code."""
    for token in {*WORD.findall(text), *(found.group() for found in GROUPED.finditer(text))}:
        bare = re.sub(r"[^A-Za-z0-9]", "", token)
        digits = sum(one.isdigit() for one in bare)
        if (
            8 <= len(bare) <= 18
            and digits >= 5
            and not (is_key and token == bare and (len(bare) < 11 or bare.isdigit()))
        ):
            yield token


def _is_national(token: str) -> bool:
    return any(is_valid(token) for is_valid in _validators())


@cache
def _validators() -> tuple[Callable[[str], bool], ...]:
    modules: list[ModuleType] = [import_module(f"stdnum.{name}") for name in NATIONAL]
    return tuple(module.is_valid for module in modules)


_STAGED = "select table_name, column_name from duckdb_columns() where database_name = 'staged' and schema_name = 'main'"
