"""A file of a source: whatever its encoding and separator, the wanted columns are read, row by numbered row."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.findings import BlockedError, Finding, Findings
from data.sources import reading
from data.sources.reading import read
from tests.data.sources.sources import folder_of, ids, opened

COLUMNS = {"team_id": "team_id", "name": "name"}


def rows(folder: Path, content: str | bytes, findings: Findings) -> list[tuple[object, ...]]:
    """(team_id, name, row) of a file team.csv with this content."""
    with opened(folder_of(folder / "in", {"Team.csv": content}), findings) as (con, files):
        read(con, files, "team.csv", into="staged.team", columns=COLUMNS, required=["team_id"], findings=findings)
        found = con.execute("select team_id, name, source_row from staged.team order by source_row").fetchall()
        assert con.execute("select distinct source_file from staged.team").fetchall() in ([("team.csv",)], [])
        return found


@pytest.mark.parametrize(
    "content",
    [
        b"team_id,name\nA,Caf\xc3\xa9\n",
        b"\xef\xbb\xbfteam_id,name\r\nA,Caf\xc3\xa9\r\n",
        b"team_id;name\rA;Caf\xc3\xa9\r",
        "team_id\tname\nA\tCafé\n".encode("utf-16"),
        b"\xfe\xff" + "TEAM_ID|Name\nA|Café".encode("utf-16-be"),
        b" team_id , Name \nA,Caf\xc3\xa9,,\n",
        b'"team_id","name"\n"A","Caf\xc3\xa9"\n',
    ],
)
def test_encodings_separators_and_line_ends_make_no_difference(content: bytes, tmp_path: Path) -> None:
    findings = Findings()
    assert rows(tmp_path, content, findings) == [("A", "Café", 2)]
    assert findings.found == []


def test_text_that_is_not_utf_8_is_read_as_windows_1252_and_said_so(tmp_path: Path) -> None:
    findings = Findings()
    assert rows(tmp_path, b"team_id,name\nA,Caf\xe9 \x80\n", findings) == [("A", "Café €", 2)]
    assert ids(findings) == ["read_as_windows_1252"]


def test_rows_are_counted_as_in_a_spreadsheet(tmp_path: Path) -> None:
    """A quoted line break is inside one row; a blank line is a row without content."""
    findings = Findings()
    text = 'team_id,name\nA,"North\nside"\n\nB,"a ""b"", c"\n,\nC,\n'
    assert rows(tmp_path, text, findings) == [
        ("A", "North side", 2), ("B", 'a "b", c', 4), (None, None, 5), ("C", None, 6)
    ]  # fmt: skip
    assert findings.found == []


def test_a_row_that_does_not_fit_the_headings_is_left_out_by_number(tmp_path: Path) -> None:
    findings = Findings()
    assert rows(tmp_path, "team_id,name\nA,x\nB\nC,y,z\nD,v,,\n", findings) == [("A", "x", 2), ("D", "v", 5)]
    assert [(one.check_id, one.source_file, one.row_number) for one in findings.found] == [
        ("row_ragged", "team.csv", 3), ("row_ragged", "team.csv", 4)
    ]  # fmt: skip


def test_what_is_not_wanted_is_named_by_its_heading_and_read_nowhere(tmp_path: Path) -> None:
    findings = Findings()
    text = 'team_id,Surname,name,Notes\nA,Okonkwo,North,"she said\nmany things"\n'
    assert rows(tmp_path, text, findings) == [("A", "North", 2)]
    assert findings.found == [
        Finding(
            "column_never_read",
            "note",
            "Never read, because not on the list of columns: Surname, Notes.",
            source_file="team.csv",
            count=2,
        )
    ]


@pytest.mark.parametrize("unseen", ["\0", "\x1f", "\x1f\x1f"])
def test_a_character_that_cannot_be_seen_stays_where_it_is_for_validation_to_find(unseen: str, tmp_path: Path) -> None:
    """Far behind the beginning of a file, by which text is told from what is no text."""
    before = "".join(f"T{row},{'x' * 100}\n" for row in range(1000))
    found = rows(tmp_path, f"team_id,name\n{before}N,No{unseen}rth\nS,South\n", Findings())
    assert found[1000:] == [
        ("N", f"No{unseen.replace(chr(0x1F), chr(0xFFFD))}rth", 1002), ("S", "South", 1003)
    ]  # fmt: skip


def test_a_missing_optional_column_is_empty(tmp_path: Path) -> None:
    findings = Findings()
    assert rows(tmp_path, "team_id\nA\n", findings) == [("A", None, 2)]
    assert findings.found == []


@pytest.mark.parametrize(
    ("content", "check"),
    [
        ("Okonkwo,Adaeze\nSmith,Jo\n", "columns_missing"),
        ("team_id,name,Team_ID\nA,x,y\n", "column_twice"),
        ('team_id,name\nA,"never closed\nB,x\n', "quotes_broken"),
        ('team_id,name\nA,"x"y\n', "quotes_broken"),
        (f"team_id,name\nA,{'x' * (1 << 20)}y\n", "quotes_broken"),
        (b"PK\x03\x04\x14\0\0\0\x08\0team_id,name\n", "file_not_text"),
        (b"team_id,name\nA,\x81\n", "file_not_text"),
        ("team_id,name\nA,x\n".encode("utf-16") + b"\x00", "file_not_text"),
        ("team_id,name\n".encode("utf-16-le"), "file_not_text"),
    ],
)
def test_what_cannot_be_told_apart_blocks_and_no_value_is_told(
    content: str | bytes, check: str, tmp_path: Path
) -> None:
    findings = Findings()
    with pytest.raises(BlockedError):
        rows(tmp_path, content, findings)
    assert ids(findings) == [check]
    assert findings.is_blocked
    assert "Okonkwo" not in str(findings.found)


def test_an_empty_file_has_no_rows_and_headings_alone_are_no_fault(tmp_path: Path) -> None:
    findings = Findings()
    assert rows(tmp_path, "", findings) == []
    assert ids(findings) == ["file_empty"]
    assert rows(tmp_path, "team_id,name\n", findings) == []
    assert ids(findings) == ["file_empty"]


def test_a_first_row_of_values_is_told_nowhere(tmp_path: Path) -> None:
    unread = reading._told(["Shoe size", "jane.roe@example.org", "078-05-1120", "<script>", "x" * 200, "Größe (cm)"])
    assert unread == ("Shoe size", "Größe (cm)", "4 not named here")
    assert len(reading._told([f"column {chr(97 + n % 26)}{n}" for n in range(40_000)])) == reading.MOST_NAMED + 1
