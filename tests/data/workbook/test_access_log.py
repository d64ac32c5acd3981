"""The access log keeps codes, in order, and refuses whatever reads like text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.workbook import access_log
from data.workbook.access_log import NOBODY, SHELL, Entry, coded
from data.workbook.workbook import Workbook

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(wb: Workbook, **asked: object) -> list[str]:
    found = access_log.entries(wb, **{"since": NOW - HOUR, "before": NOW + HOUR, **asked})  # type: ignore[arg-type]
    return [f"{one.account} {one.what} {one.detail}" for one in found]


def test_entries_come_newest_first_and_can_be_narrowed_to_a_time_and_an_account(wb: Workbook) -> None:
    access_log.note(wb, "kim", "signed_in", "", NOW)
    access_log.note(wb, "lee", "downloaded", "overdue_follow_ups:csv", NOW)
    access_log.note(wb, "kim", "opened", "page=case_journey,case=K7QF-2M", NOW + HOUR / 2)
    access_log.note(wb, NOBODY, "sign_in_failed", "", NOW + HOUR)
    access_log.note(wb, SHELL, "account_added", "kim", NOW - 2 * HOUR)
    assert told(wb) == [
        "kim opened page=case_journey,case=K7QF-2M", "lee downloaded overdue_follow_ups:csv", "kim signed_in "
    ]  # fmt: skip
    assert told(wb, account="kim", limit=1) == ["kim opened page=case_journey,case=K7QF-2M"]
    assert told(wb, since=NOW + HOUR, before=NOW + 2 * HOUR) == ["nobody sign_in_failed "]
    assert access_log.entries(wb, since=NOW, before=NOW + HOUR, account="lee") == (
        Entry(NOW, "lee", "downloaded", "overdue_follow_ups:csv"),
    )


@pytest.mark.parametrize(
    ("account", "what", "detail"),
    [
        ("Kim O'Neil", "opened", ""),
        ("", "opened", ""),
        ("kim", "Opened a page", ""),
        ("kim", "", ""),
        ("kim", "opened", "has moved to her sister's"),
        ("kim", "opened", "née"),
        ("kim", "opened", "a\nb"),
        ("kim", "opened", "x" * 121),
    ],
)
def test_what_reads_like_text_is_refused_and_not_repeated(account: str, what: str, detail: str, wb: Workbook) -> None:
    with pytest.raises(ValueError, match="codes only") as refused:
        access_log.note(wb, account, what, detail, NOW)
    assert not detail or detail not in str(refused.value)
    assert told(wb) == []


def test_an_agencys_own_key_becomes_a_code(wb: Workbook) -> None:
    assert [coded(one) for one in ("T-NORTH", "Région 4 / A", "x" * 300)] == ["T-NORTH", "R_gion_4_/_A", "x" * 80]
    access_log.note(wb, "shell", "team_bound", f"kim:{coded('Région 4 / A')}", NOW)
    assert told(wb) == ["shell team_bound kim:R_gion_4_/_A"]
