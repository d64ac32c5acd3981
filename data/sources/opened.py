"""A folder or zip of text files, opened so that nothing in it can do harm, read once, and never more than is asked for.

Files are asked for by name, without their folder and whatever the capitals; a file that nobody asks for is never
opened. Records come as text whatever encoding and separator a file has; nothing is unpacked to the disk.
"""

from __future__ import annotations

import csv
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from data.findings import Findings
from data.import_checks import (
    FILE_CHANGED,
    FILE_IS_A_LINK,
    FILE_NOT_TEXT,
    FILE_TWICE,
    FILE_UNREADABLE,
    QUOTES_BROKEN,
    READ_AS_WINDOWS_1252,
    SOURCE_UNKNOWN,
    SOURCE_UNREADABLE,
)
from data.sources.archive import PROBLEMS, entries, opened_archive
from data.sources.text import NotTextError, Text

DEEPEST = 3
"""Exports lie in the folder that is named, or in one or two folders within it."""
OURS = {"dictionary.csv", "checks.csv"}
"""Written by `python -m data template` for people, not for us."""
Place = Path | zipfile.ZipInfo


class Opened:
    """The files of a source, as a context manager. `scratch` is a private folder for rows on their way to the build."""

    def __init__(self, source: Path, scratch: Path, findings: Findings) -> None:
        self.scratch = scratch
        self.never_read: dict[str, tuple[str, ...]] = {}
        """File → its headings that are not on the list, once it was read."""
        self._findings = findings
        self._archive: zipfile.ZipFile | None = None
        self._asked: set[str] = set()
        self._places: dict[str, list[Place]] = {}
        for name, place in self._files(source):
            self._places.setdefault(name.lower(), []).append(place)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive is not None:
            self._archive.close()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files, without folders, in lower case."""
        return tuple(sorted(self._places))

    def has(self, name: str) -> bool:
        return name.lower() in self._places

    @property
    def never_opened(self) -> int:
        """How many files nobody asked for. Their names may name a client, so they are counted and not told."""
        return sum(len(places) for name, places in self._places.items() if name not in self._asked | OURS)

    def headings(self, name: str) -> tuple[str, ...]:
        """The first record of a file, trimmed; nothing where the file is empty or its beginning is no text."""
        try:
            with self._bytes(name) as raw:
                first = next(Text(raw).records(), [])
        except (UnicodeError, NotTextError, csv.Error):
            return ()
        except PROBLEMS as problem:
            raise self._findings.block(FILE_UNREADABLE, source_file=name) from problem
        return tuple(heading.strip() for heading in first)

    def records(self, name: str) -> Iterator[list[str]]:
        """Every record of a file, the headings first; a blank line is an empty record. Raises BlockedError."""
        number, text = 0, None
        try:
            with self._bytes(name) as raw:
                text = Text(raw)
                for number, record in enumerate(text.records(), 1):  # noqa: B007
                    yield record
        except (UnicodeError, NotTextError) as problem:
            raise self._findings.block(FILE_NOT_TEXT, source_file=name) from problem
        except csv.Error as problem:
            raise self._findings.block(QUOTES_BROKEN, source_file=name, row_number=number + 1) from problem
        except PROBLEMS as problem:
            raise self._findings.block(FILE_UNREADABLE, source_file=name) from problem
        if text.used_windows_1252:
            self._findings.add(READ_AS_WINDOWS_1252, source_file=name)

    @contextmanager
    def _bytes(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a file; raises BlockedError where it was written to while it was read."""
        places = self._places[name.lower()]
        self._asked.add(name.lower())
        if len(places) > 1:
            raise self._findings.block(FILE_TWICE, source_file=name)
        place = places[0]
        if isinstance(place, zipfile.ZipInfo):
            assert self._archive is not None
            with self._archive.open(place) as raw:
                yield raw
            return
        if place.is_symlink():
            raise self._findings.block(FILE_IS_A_LINK, source_file=name)
        with place.open("rb", buffering=0) as raw:
            before = _signature(raw.fileno())
            yield raw
            if _signature(raw.fileno()) != before:
                raise self._findings.block(FILE_CHANGED, source_file=name)

    def _files(self, source: Path) -> list[tuple[str, Place]]:
        if source.is_dir():
            try:
                return [(path.name, path) for path in _within(source, DEEPEST)]
            except OSError as problem:
                raise self._findings.block(SOURCE_UNREADABLE) from problem
        if not zipfile.is_zipfile(source) and not source.suffix.lower() == ".zip":
            raise self._findings.block(SOURCE_UNKNOWN)
        self._archive = opened_archive(source, self._findings)
        return [(PurePosixPath(entry.filename).name, entry) for entry in entries(self._archive)]


def _within(folder: Path, depth: int) -> Iterator[Path]:
    """Files of a folder; links to folders are not followed, and neither devices nor pipes are files."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            if not path.is_dir():
                yield path
        elif stat.S_ISREG(path.stat().st_mode):
            yield path
        elif path.is_dir() and depth > 1:
            yield from _within(path, depth - 1)


def _signature(handle: int) -> tuple[int, int]:
    about = os.fstat(handle)
    return about.st_size, about.st_mtime_ns
