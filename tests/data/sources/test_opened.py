"""Folders and zips that are damaged, dishonest or in motion are refused in words; what nobody asks for harms nobody."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.findings import BlockedError, Findings
from data.sources.opened import Opened
from data.sources.reading import read
from tests.data.sources.sources import folder_of, ids, opened

TEAM = "team_id,name\nN,North\n"


def packed(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def rows_of(source: Path, findings: Findings) -> int:
    """How many rows of team.csv can be read."""
    with opened(source, findings) as (con, files):
        return read(
            con, files, "team.csv", into="staged.team", columns={"team_id": "team_id"}, required=(), findings=findings
        )


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("inside", ["team.csv", "Export 2026/TEAM.CSV", "a/b/Team.csv"])
@pytest.mark.parametrize("is_zip", [True, False])
def test_a_file_is_found_in_a_folder_within_and_whatever_its_capitals(
    inside: str, is_zip: bool, tmp_path: Path
) -> None:
    findings = Findings()
    files: dict[str, str | bytes] = {inside: TEAM, "notes about Jo.docx": b"\0\1\2"}
    source = written(tmp_path / "x.zip", packed(files)) if is_zip else folder_of(tmp_path / "x", files)
    with opened(source, findings) as (con, one):
        assert one.names == ("notes about jo.docx", "team.csv")
        assert read(con, one, "team.csv", into="staged.t", columns={"team_id": "a"}, findings=findings) == 1
        assert one.never_opened == 1
    assert ids(findings) == ["column_never_read"]
    assert "Jo" not in str(findings.found)


def encrypted() -> bytes:
    """A zip whose entry says that it is encrypted."""
    content = bytearray(packed({"team.csv": TEAM}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


def liar() -> bytes:
    """A zip whose entry says that it is smaller than it is."""
    content = bytearray(packed({"team.csv": TEAM + "S,South\n" * 1000}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + place
        content[at : at + 4] = struct.pack("<I", len(TEAM))
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "check"),
    [
        (lambda: packed({"team.csv": TEAM})[:-30], "archive_unreadable"),
        (lambda: b"not a zip at all", "archive_unreadable"),
        (lambda: b"", "archive_unreadable"),
        (encrypted, "archive_encrypted"),
        (lambda: packed({"../team.csv": TEAM}), "archive_names"),
        (lambda: packed({"/etc/team.csv": TEAM}), "archive_names"),
        (lambda: packed({"C:\\team.csv": TEAM}), "archive_names"),
        (lambda: packed({"team.csv": "N,North\n" * 1_000_000}), "archive_inflates"),
        (lambda: packed({"inner.zip": packed({"team.csv": TEAM})}), "archive_inside"),
        (lambda: packed({"a/team.csv": TEAM, "b/team.csv": TEAM}), "file_twice"),
        (liar, "file_unreadable"),
        (
            lambda: packed({"team.csv": TEAM}, zipfile.ZIP_STORED).replace(b"N,North", b"N,Norht", 1),
            "file_unreadable",
        ),
    ],
)
def test_a_zip_that_is_damaged_or_dishonest_is_refused(
    content: Callable[[], bytes], check: str, tmp_path: Path
) -> None:
    findings = Findings()
    with pytest.raises(BlockedError):
        rows_of(written(tmp_path / "x.zip", content()), findings)
    assert ids(findings) == [check]


def test_a_zip_within_a_zip_that_nobody_needs_is_left_alone(tmp_path: Path) -> None:
    findings = Findings()
    assert rows_of(written(tmp_path / "x.zip", packed({"team.csv": TEAM, "old.zip": packed({})})), findings) == 1
    assert not findings.is_blocked


@pytest.mark.parametrize("name", ["team.csv", "table.xlsx", "team.csv.gz"])
def test_a_single_file_is_no_source(name: str, tmp_path: Path) -> None:
    findings = Findings()
    with pytest.raises(BlockedError):
        rows_of(written(tmp_path / name, TEAM.encode()), findings)
    assert ids(findings) == ["source_unknown"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are made otherwise there")
def test_links_are_not_followed_and_pipes_are_no_files(tmp_path: Path) -> None:
    elsewhere = folder_of(tmp_path / "elsewhere", {"team.csv": TEAM})
    source = folder_of(tmp_path / "x", {"cases.csv": "case_id\nK\n"})
    (source / "team.csv").symlink_to(elsewhere / "team.csv")
    (source / "sub").symlink_to(elsewhere)
    os.mkfifo(source / "person.csv")
    findings = Findings()
    with opened(source, findings) as (_, files):
        assert files.names == ("cases.csv", "team.csv")
    with pytest.raises(BlockedError):
        rows_of(source, findings)
    assert ids(findings) == ["file_is_a_link"]


def test_a_file_that_is_written_to_while_it_is_read_is_refused(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "x", {"team.csv": TEAM + "S,South\n" * 100_000})
    findings = Findings()
    with Opened(source, tmp_path, findings) as files:
        records = files.records("team.csv")
        next(records)
        with (source / "team.csv").open("a") as file:
            file.write("E,East\n")
        with pytest.raises(BlockedError):
            list(records)
    assert ids(findings) == ["file_changed"]


def test_a_folder_that_may_not_be_read_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    source = folder_of(tmp_path / "x", {"team.csv": TEAM})
    monkeypatch.setattr(Path, "iterdir", refused)
    findings = Findings()
    with pytest.raises(BlockedError):
        Opened(source, tmp_path, findings)
    assert ids(findings) == ["source_unreadable"]


def test_a_file_that_goes_away_is_said_in_words(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "x", {"team.csv": TEAM})
    findings = Findings()
    with Opened(source, tmp_path, findings) as files:
        (source / "team.csv").unlink()
        with pytest.raises(BlockedError):
            list(files.records("team.csv"))
    assert ids(findings) == ["file_unreadable"]
