"""Turns the bytes of a file into records of text: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO

LONGEST_FIELD = 1 << 20
SEPARATORS = (",", ";", "\t", "|")
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
PEEK = 1 << 16
ELSEWHERE = "caseboard-windows-1252"


class NotTextError(ValueError):
    """The file is no text, or is damaged."""


class Text:
    """A file as text. `used_windows_1252` is true once a byte was met that is not UTF-8."""

    def __init__(self, raw: IO[bytes]) -> None:
        buffered = io.BufferedReader(raw, PEEK)  # type: ignore[type-var]
        start = buffered.peek(PEEK)
        mark = next((one for one in MARKS if start.startswith(one)), b"")
        encoding = MARKS.get(mark, "utf-8")
        if encoding == "utf-8" and b"\0" in start:
            raise NotTextError
        buffered.read(len(mark))
        self.used_windows_1252 = False
        codecs.register_error(ELSEWHERE, self._as_windows_1252)
        self._lines = io.TextIOWrapper(
            buffered, encoding, errors=ELSEWHERE if encoding == "utf-8" else "strict", newline=""
        )

    def records(self) -> Iterator[list[str]]:
        """The records, each a list of fields. Raises UnicodeError, csv.Error (quotes, length) or OSError."""
        csv.field_size_limit(LONGEST_FIELD)
        first = self._lines.readline(PEEK)
        separator = max(SEPARATORS, key=lambda one: _outside_quotes(first).count(one))
        lines = csv.reader(_from(first, self._lines), delimiter=separator, strict=True)
        seen = 0
        for record in lines:
            if lines.line_num > seen + 1:
                record = [" ".join(field.split()) for field in record]
            seen = lines.line_num
            yield record

    def _as_windows_1252(self, problem: UnicodeError) -> tuple[str, int]:
        """Text in which most bytes are UTF-8 and some are not is Windows-1252: what is neither raises on."""
        if not isinstance(problem, UnicodeDecodeError):
            raise problem
        self.used_windows_1252 = True
        return problem.object[problem.start : problem.end].decode("cp1252"), problem.end


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _from(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
