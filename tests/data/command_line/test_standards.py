"""Standards and holidays from the shell: listed, set from a day on, refused in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.workbook import access_log, standards
from data.workbook.standards import Standard
from data.workbook.workbook import Workbook
from tests.data.command_line.shell import data

NEW_YEAR = date(2030, 1, 1)


def opened(store: Path) -> Workbook:
    return Workbook.open(f"sqlite:///{store / 'workbook.sqlite'}")


def logged(store: Path) -> list[str]:
    now = datetime.now(UTC)
    with opened(store) as wb:
        entries = access_log.entries(wb, since=now - timedelta(days=1), before=now + timedelta(days=1))
    return [f"{one.account} {one.what} {one.detail}" for one in reversed(entries)]


def test_the_shipped_standards_are_listed_as_such(tmp_path: Path) -> None:
    told = data("standard", "list", store=tmp_path)
    assert told.returncode == 0
    assert re.search(r"^assessment +short +45 days +as shipped$", told.stdout, re.MULTILINE)
    assert re.search(r"^planning +long_term +a plan review every 90 days +as shipped$", told.stdout, re.MULTILINE)
    assert told.stdout.count("as shipped") == 30
    assert told.stdout.splitlines()[-1] == "Holidays: none."


def test_a_standard_holds_from_its_day_on(tmp_path: Path) -> None:
    for words in (
        ("--days", "30"),
        ("--review-every", "14", "--from", "2030-02-01"),
        ("--none", "--from", "2030-03-01"),
    ):
        assert data("standard", "set", "assessment", "short", *words, store=tmp_path).returncode == 0
    seen = []
    for day in ("2030-01-01", "2030-02-01", "2030-03-01"):
        listed = data("standard", "list", "--on", day, store=tmp_path).stdout
        seen += re.findall(r"^assessment +short +(.*?) {2,}since", listed, re.MULTILINE)
    assert seen == ["30 days", "a plan review every 14 days", "no standard"]
    with opened(tmp_path) as wb:
        assert Standard("assessment", "short", 30, valid_from=date.today()) in standards.in_force(wb, NEW_YEAR)
    assert logged(tmp_path) == [f"shell standard_set assessment:short:{one}" for one in ("30", "14", "none")]


def test_a_holiday_is_kept_and_taken_back(tmp_path: Path) -> None:
    assert data("standard", "holiday", "2026-12-25", store=tmp_path).returncode == 0
    assert data("standard", "holiday", "2027-01-01", store=tmp_path).returncode == 0
    assert data("standard", "list", store=tmp_path).stdout.endswith("Holidays: 2026-12-25, 2027-01-01.\n")
    assert data("standard", "holiday", "2026-12-25", "--remove", store=tmp_path).returncode == 0
    assert data("standard", "list", store=tmp_path).stdout.endswith("Holidays: 2027-01-01.\n")
    assert logged(tmp_path)[-1] == "shell holiday_removed 2026-12-25"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("set", "assessment", "short"), "Give one of"),
        (("set", "assessment", "short", "--days", "3", "--none"), "Give one of"),
        (("set", "assessment", "short", "--days", "0"), "--days"),
        (("set", "tea", "short", "--days", "3"), "no standard for tea"),
        (("set", "aftercare", "short", "--days", "3"), "no standard for aftercare"),
        (("set", "assessment", "slow", "--days", "3"), "pathway slow"),
        (("holiday", "Christmas"), "Christmas"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(words: tuple[str, ...], why: str, tmp_path: Path) -> None:
    refused = data("standard", *words, store=tmp_path)
    assert refused.returncode == 1
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr
    with opened(tmp_path) as wb:
        assert set(standards.in_force(wb, NEW_YEAR)) == set(standards.shipped())
        assert standards.holidays(wb) == ()
