"""Looks into a zip before anything of it is read: what is unsafe or cannot be read is refused, with the reason."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from data.findings import Findings
from data.import_checks import (
    ARCHIVE_ENCRYPTED,
    ARCHIVE_INFLATES,
    ARCHIVE_INSIDE,
    ARCHIVE_NAMES,
    ARCHIVE_UNREADABLE,
)

MOST_BYTES = 64 << 30
"""A state's cases of many years are a few GB; more than this is a mistake or an attack."""
MOST_INFLATED = 200
"""Text shrinks 5 to 50 times in a zip; what shrinks more was made to fill a disk."""
SMALL = 1 << 20
PROBLEMS = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError)
ARCHIVES = (".zip", ".7z", ".gz", ".tar", ".rar", ".bz2", ".xz", ".zst")


def opened_archive(source: Path, findings: Findings) -> zipfile.ZipFile:
    """The zip, safe to read entry by entry. Raises BlockedError."""
    try:
        archive = zipfile.ZipFile(source)
    except PROBLEMS as problem:
        raise findings.block(ARCHIVE_UNREADABLE) from problem
    files = entries(archive)
    if any(entry.flag_bits & 1 for entry in files):
        raise findings.block(ARCHIVE_ENCRYPTED)
    if any(_leads_out(entry.filename) for entry in files):
        raise findings.block(ARCHIVE_NAMES)
    inflated = [entry for entry in files if entry.file_size > max(SMALL, MOST_INFLATED * entry.compress_size)]
    if inflated or sum(entry.file_size for entry in files) > MOST_BYTES:
        raise findings.block(ARCHIVE_INFLATES)
    if files and all(entry.filename.lower().endswith(ARCHIVES) for entry in files):
        raise findings.block(ARCHIVE_INSIDE)
    return archive


def entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of the zip, without folders and what other programs leave beside them."""
    files = [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
    return [entry for entry in files if not PurePosixPath(entry.filename).name.startswith(".")]


def _leads_out(name: str) -> bool:
    """Nothing is ever written under a name of the zip, but an honest zip has no such names."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name
