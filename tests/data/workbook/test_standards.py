"""Standards: what is shipped, what the agency set on top, from which day, and nothing ever changed in place."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.workbook import standards
from data.workbook.standards import Standard, StandardError
from data.workbook.tables import holiday, stage_standard
from data.workbook.workbook import Workbook
from tests.conftest import ROOT

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
NEW_YEAR, CHRISTMAS = date(2027, 1, 1), date(2026, 12, 25)


def days(wb: Workbook, on: date, stage: str = "assessment", pathway: str = "short") -> int | None:
    (found,) = [one for one in standards.in_force(wb, on) if (one.stage, one.pathway) == (stage, pathway)]
    return found.expected_days


def set_days(wb: Workbook, expected_days: int | None, valid_from: date) -> None:
    standards.set_standard(wb, Standard("assessment", "short", expected_days, valid_from=valid_from), NOW)


def test_every_stage_but_aftercare_has_a_shipped_standard_on_every_pathway() -> None:
    with (ROOT / "data" / "codes.csv").open(encoding="utf-8") as lines:
        codes = list(csv.DictReader(lines))
    stages = {one["code"] for one in codes if one["kind"] == "stage"} - {"aftercare"}
    pathways = {one["code"] for one in codes if one["kind"] == "pathway"}
    found = {(one.stage, one.pathway) for one in standards.shipped()}
    assert found == {(stage, pathway) for stage in stages for pathway in pathways}
    assert len(standards.shipped()) == len(found)


def test_long_term_work_is_judged_by_its_reviews_and_all_other_work_by_its_days() -> None:
    for one in standards.shipped():
        is_long = one.pathway == "long_term"
        assert (one.expected_days is None, one.review_every_days is None) == (is_long, not is_long)
        assert 1 <= (one.expected_days or one.review_every_days or 0) <= 365


def test_a_crisis_is_expected_to_move_faster_than_anything_else_at_every_stage() -> None:
    by_pathway = {(one.stage, one.pathway): one.expected_days for one in standards.shipped() if one.expected_days}
    for (stage, pathway), expected in by_pathway.items():
        assert pathway == "crisis" or by_pathway[(stage, "crisis")] < expected


def test_where_nothing_was_set_the_shipped_standards_hold(wb: Workbook) -> None:
    assert standards.in_force(wb, NEW_YEAR) == standards.shipped()
    assert standards.holidays(wb) == ()


def test_the_newest_standard_valid_on_the_day_holds(wb: Workbook) -> None:
    set_days(wb, 30, date(2026, 6, 1))
    set_days(wb, 20, date(2027, 1, 1))
    set_days(wb, 25, date(2026, 3, 1))
    assert [days(wb, date(2026, month, 1)) for month in (2, 3, 5, 6, 12)] == [45, 25, 25, 30, 30]
    assert days(wb, NEW_YEAR) == 20
    assert days(wb, NEW_YEAR, "assessment", "statutory") == 45


def test_of_two_for_the_same_day_the_later_recorded_holds_and_both_are_kept(wb: Workbook) -> None:
    set_days(wb, 30, date(2026, 6, 1))
    set_days(wb, 35, date(2026, 6, 1))
    assert days(wb, NEW_YEAR) == 35
    with wb.read() as con:
        assert con.execute(select(func.count()).select_from(stage_standard)).scalar_one() == 2


def test_an_agency_can_say_that_a_stage_has_no_standard(wb: Workbook) -> None:
    set_days(wb, None, date(2026, 6, 1))
    assert days(wb, NEW_YEAR) is None
    assert days(wb, date(2026, 5, 31)) == 45


@pytest.mark.parametrize(
    ("standard", "why"),
    [
        (Standard("tea", "short", 10, valid_from=NEW_YEAR), "no standard for tea"),
        (Standard("aftercare", "short", 10, valid_from=NEW_YEAR), "no standard for aftercare"),
        (Standard("assessment", "slow", 10, valid_from=NEW_YEAR), "pathway slow"),
        (Standard("assessment", "short", 10), "day from which"),
        (Standard("assessment", "short", 10, 20, valid_from=NEW_YEAR), "not by both"),
        (Standard("assessment", "short", 0, valid_from=NEW_YEAR), "at least one day"),
        (Standard("assessment", "long_term", None, -1, valid_from=NEW_YEAR), "at least one day"),
    ],
)
def test_a_standard_that_makes_no_sense_is_refused(standard: Standard, why: str, wb: Workbook) -> None:
    with pytest.raises(StandardError, match=why):
        standards.set_standard(wb, standard, NOW)
    assert set(standards.in_force(wb, NEW_YEAR)) == set(standards.shipped())


def test_a_holiday_can_be_taken_back_and_set_again_and_nothing_is_deleted(wb: Workbook) -> None:
    for day in (NEW_YEAR, CHRISTMAS):
        standards.set_holiday(wb, day, NOW)
    assert standards.holidays(wb) == (CHRISTMAS, NEW_YEAR)
    standards.set_holiday(wb, CHRISTMAS, NOW, is_kept=False)
    assert standards.holidays(wb) == (NEW_YEAR,)
    standards.set_holiday(wb, CHRISTMAS, NOW)
    assert standards.holidays(wb) == (CHRISTMAS, NEW_YEAR)
    with wb.read() as con:
        assert con.execute(select(func.count()).select_from(holiday)).scalar_one() == 4


def test_the_shipped_file_has_no_other_columns() -> None:
    heading = Path(standards.SHIPPED).read_text(encoding="utf-8").splitlines()[0]
    assert heading == "stage,pathway,expected_days,review_every_days"
