"""What an account reaches on a day, and a version of the rules that changes when they do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.workbook import standards
from data.workbook.people import Account, Membership, NamedFor
from data.workbook.standards import Standard
from data.workbook.workbook import Workbook
from queries.reader import default_rules, reach_of, rules_in_force
from queries.scope import Reach

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
DATED = {
    "memberships": (
        Membership("north", "lead", date(2026, 1, 1)),
        Membership("east", "lead", date(2026, 1, 1), date(2026, 11, 16)),
        Membership("south", "deputy", date(2026, 11, 16), date(2026, 11, 30)),
        Membership("south", "deputy", date(2026, 11, 1), date(2026, 11, 20)),
        Membership("west", "deputy", date(2026, 11, 17), date(2026, 11, 30)),
    ),
    "restricted_cases": (
        NamedFor("K7QF-2M", date(2026, 1, 1)),
        NamedFor("K7QF-3N", date(2026, 1, 1), date(2026, 11, 16)),
        NamedFor("K7QF-4P", date(2026, 11, 17)),
    ),
}


def reach(role: str, on: date = TODAY, *, is_disabled: bool = False) -> Reach:
    return reach_of(Account("kim", role, is_disabled=is_disabled, **DATED), on)


@pytest.mark.parametrize(
    ("day", "teams"),
    [
        (date(2025, 12, 31), ()),
        (date(2026, 1, 1), ("east", "north")),
        (date(2026, 11, 15), ("east", "north", "south")),
        (date(2026, 11, 16), ("north", "south")),
        (date(2026, 11, 17), ("north", "south", "west")),
        (date(2026, 11, 29), ("north", "south", "west")),
        (date(2026, 11, 30), ("north",)),
    ],
)
def test_a_supervisor_reaches_the_teams_led_or_stood_in_for_on_that_day(day: date, teams: tuple[str, ...]) -> None:
    assert reach("supervisor", day).teams == teams


def test_each_role_reaches_what_it_may_and_nothing_else() -> None:
    named = ("K7QF-2M",)
    assert reach("supervisor") == Reach("kim", teams=("north", "south"), restricted_cases=named)
    assert reach("manager") == Reach("kim", all_cases=True, restricted_cases=named)
    assert reach("advocate") == Reach("kim")
    assert reach("administrator") == Reach("kim", upkeep=True)


def test_an_account_is_named_for_a_case_from_its_first_day_up_to_the_day_before_its_last() -> None:
    assert reach("manager", date(2026, 11, 15)).restricted_cases == ("K7QF-2M", "K7QF-3N")
    assert reach("manager", date(2026, 11, 17)).restricted_cases == ("K7QF-2M", "K7QF-4P")


@pytest.mark.parametrize("role", ["supervisor", "manager", "advocate", "administrator", "a role of tomorrow"])
def test_a_disabled_account_and_an_unknown_role_reach_nothing(role: str) -> None:
    assert reach(role, is_disabled=True) == Reach("kim")
    assert reach("a role of tomorrow") == Reach("kim")


def test_the_rules_of_an_untouched_workbook_are_the_default_ones(tmp_path: Path) -> None:
    with Workbook.open(f"sqlite:///{tmp_path / 'workbook.sqlite'}") as wb:
        assert rules_in_force(wb, TODAY) == default_rules()
    assert len(default_rules().stage_standards) == 30


def test_the_version_changes_when_what_is_in_force_changes_and_only_then(tmp_path: Path) -> None:
    with Workbook.open(f"sqlite:///{tmp_path / 'workbook.sqlite'}") as wb:
        seen = [rules_in_force(wb, TODAY).version]
        standards.set_standard(wb, Standard("assessment", "short", 30, valid_from=date(2027, 1, 1)), NOW)
        assert rules_in_force(wb, TODAY).version == seen[0], "it holds from next year only"
        for change in (
            lambda: standards.set_standard(wb, Standard("assessment", "short", 30, valid_from=TODAY), NOW),
            lambda: standards.set_standard(wb, Standard("assessment", "short", None, 30, valid_from=TODAY), NOW),
            lambda: standards.set_holiday(wb, date(2026, 12, 25), NOW),
        ):
            change()
            seen.append(rules_in_force(wb, TODAY).version)
        assert len(set(seen)) == 4
        standards.set_holiday(wb, date(2026, 12, 25), NOW, is_kept=False)
        standards.set_standard(wb, Standard("assessment", "short", 45, valid_from=TODAY), NOW)
        assert rules_in_force(wb, TODAY).version == seen[0], "the same rules have the same version"
