"""Accounts: what may be called what, dated teams and cases, and every change that must end what was before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from data.demo.make import make_demo
from data.store import Store
from data.workbook import accounts
from data.workbook.account_rows import AccountError
from data.workbook.demo_accounts import PASSWORD, demo_accounts, demo_hash
from data.workbook.passwords import NOBODYS_HASH, matches
from data.workbook.people import Membership, NamedFor
from data.workbook.tables import ROLES
from data.workbook.workbook import Workbook
from tests.data.workbook.at_once import at_once

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
A_HASH = "a" * 60


def memberships(wb: Workbook, name: str = "kim") -> tuple[Membership, ...]:
    found = accounts.find(wb, name)
    assert found is not None
    return found.memberships


def add_supervisor(wb: Workbook, name: str = "kim") -> None:
    accounts.add(wb, name, "supervisor", A_HASH, NOW)


def add_each(url: str, names: list[str]) -> list[str]:
    refused = []
    with Workbook.open(url) as wb:
        for name in names:
            try:
                accounts.add(wb, name, "manager", A_HASH, NOW)
            except AccountError:
                refused.append(name)
    return refused


def test_an_account_is_found_as_it_was_added(wb: Workbook) -> None:
    accounts.add(wb, "kim", "advocate", A_HASH, NOW)
    (kim,) = accounts.all_accounts(wb)
    assert kim == accounts.find(wb, "kim")
    assert (kim.name, kim.role, kim.is_disabled, kim.created_at) == ("kim", "advocate", False, NOW)
    assert accounts.find(wb, "kit") is None


@pytest.mark.parametrize(
    "name",
    ["", "k", "Kim", "kim o", "kim@x", "1kim", "kïm", "k" * 41, "kim\n", "demo-manager", "demo-kim", "nobody", "shell"],
)
def test_a_name_that_is_not_well_formed_or_belongs_to_the_demo_is_refused(name: str, wb: Workbook) -> None:
    with pytest.raises(AccountError):
        accounts.add(wb, name, "manager", A_HASH, NOW)
    assert accounts.all_accounts(wb) == ()


def test_a_name_is_given_once_even_to_two_at_the_same_moment(workbook_url: str, wb: Workbook) -> None:
    names = [f"worker-{number}" for number in range(20)]
    refused = at_once(add_each, workbook_url, names, processes=2)
    assert sorted(refused[0] + refused[1]) == sorted(names)
    assert [one.name for one in accounts.all_accounts(wb)] == sorted(names)


def test_an_unknown_role_is_refused_on_adding_and_on_changing(wb: Workbook) -> None:
    with pytest.raises(AccountError, match="no role 'boss'"):
        accounts.add(wb, "kim", "boss", A_HASH, NOW)
    add_supervisor(wb)
    with pytest.raises(AccountError, match="no role 'boss'"):
        accounts.change_role(wb, "kim", "boss", NOW, NOW.date())


def test_changes_to_nobody_are_refused(wb: Workbook) -> None:
    for change in (
        lambda: accounts.disable(wb, "kim", NOW),
        lambda: accounts.enable(wb, "kim"),
        lambda: accounts.reset_password(wb, "kim", A_HASH),
        lambda: accounts.change_role(wb, "kim", "manager", NOW, NOW.date()),
        lambda: accounts.bind_team(wb, "kim", "north", from_on=NOW.date()),
        lambda: accounts.unbind_team(wb, "kim", "north", NOW.date()),
        lambda: accounts.name_for_case(wb, "kim", "K7QF-2M", from_on=NOW.date()),
        lambda: accounts.end_naming(wb, "kim", "K7QF-2M", NOW.date()),
    ):
        with pytest.raises(AccountError, match="no account kim"):
            change()


def test_every_change_of_who_may_sign_in_is_a_new_version(wb: Workbook) -> None:
    add_supervisor(wb)
    versions = []
    for change in (
        lambda: accounts.disable(wb, "kim", NOW),
        lambda: accounts.enable(wb, "kim"),
        lambda: accounts.reset_password(wb, "kim", A_HASH),
        lambda: accounts.change_role(wb, "kim", "manager", LATER, LATER.date()),
    ):
        change()
        kim = accounts.find(wb, "kim")
        assert kim is not None
        versions.append((kim.version, kim.is_disabled, kim.role))
    assert versions == [
        (2, True, "supervisor"),
        (3, False, "supervisor"),
        (4, False, "supervisor"),
        (5, False, "manager"),
    ]
    assert kim.role_changed_at == LATER


def test_only_enabled_accounts_have_credentials_and_all_others_an_impossible_hash(wb: Workbook) -> None:
    add_supervisor(wb, "kim")
    add_supervisor(wb, "lee")
    accounts.disable(wb, "lee", NOW)
    assert accounts.credentials(wb) == {"kim": A_HASH}
    assert accounts.password_hash(wb, "kim") == A_HASH
    assert accounts.password_hash(wb, "lee") == accounts.password_hash(wb, "nobody") == NOBODYS_HASH
    accounts.enable(wb, "lee")
    assert accounts.password_hash(wb, "lee") == A_HASH


def test_what_was_typed_becomes_a_name() -> None:
    assert accounts.as_name("  Kim.O \n") == "kim.o"


def test_a_team_is_bound_with_dates_and_the_last_day_can_be_set_anew(wb: Workbook) -> None:
    add_supervisor(wb)
    accounts.bind_team(wb, "kim", "north", from_on=date(2026, 11, 1))
    accounts.bind_team(wb, "kim", "south", role="deputy", from_on=date(2026, 12, 1), to_on=date(2026, 12, 15))
    accounts.bind_team(wb, "kim", "south", role="deputy", from_on=date(2026, 12, 1), to_on=date(2027, 1, 1))
    assert memberships(wb) == (
        Membership("north", "lead", date(2026, 11, 1)),
        Membership("south", "deputy", date(2026, 12, 1), date(2027, 1, 1)),
    )


def test_dates_that_end_before_they_begin_are_refused(wb: Workbook) -> None:
    add_supervisor(wb)
    for to_on in (date(2026, 11, 1), date(2026, 10, 31)):
        with pytest.raises(AccountError, match="must come after"):
            accounts.bind_team(wb, "kim", "north", from_on=date(2026, 11, 1), to_on=to_on)
        with pytest.raises(AccountError, match="must come after"):
            accounts.name_for_case(wb, "kim", "K7QF-2M", from_on=date(2026, 11, 1), to_on=to_on)
    assert memberships(wb) == ()


def test_unbinding_ends_what_holds_takes_back_what_has_not_begun_and_keeps_what_was(wb: Workbook) -> None:
    add_supervisor(wb)
    add_supervisor(wb, "lee")
    day = date(2026, 11, 16)
    accounts.bind_team(wb, "kim", "north", from_on=date(2026, 1, 1), to_on=date(2026, 3, 1))
    accounts.bind_team(wb, "kim", "north", from_on=date(2026, 6, 1))
    accounts.bind_team(wb, "kim", "north", role="deputy", from_on=day)
    accounts.bind_team(wb, "kim", "south", from_on=date(2026, 6, 1))
    accounts.bind_team(wb, "lee", "north", from_on=date(2026, 6, 1))
    accounts.unbind_team(wb, "kim", "north", day)
    assert set(memberships(wb)) == {
        Membership("north", "lead", date(2026, 1, 1), date(2026, 3, 1)),
        Membership("north", "lead", date(2026, 6, 1), day),
        Membership("south", "lead", date(2026, 6, 1)),
    }
    assert memberships(wb, "lee") == (Membership("north", "lead", date(2026, 6, 1)),)
    with pytest.raises(AccountError, match="does not have the team north"):
        accounts.unbind_team(wb, "kim", "north", day)


@pytest.mark.parametrize("role", ["manager", "advocate", "administrator"])
def test_only_supervisors_have_teams(role: str, wb: Workbook) -> None:
    accounts.add(wb, "kim", role, A_HASH, NOW)
    with pytest.raises(AccountError, match="only supervisors"):
        accounts.bind_team(wb, "kim", "north", from_on=NOW.date())


def test_supervisors_and_managers_are_named_for_restricted_cases_and_nobody_else(wb: Workbook) -> None:
    for role in ROLES:
        accounts.add(wb, role, role, A_HASH, NOW)
    for role in ("supervisor", "manager"):
        accounts.name_for_case(wb, role, "K7QF-2M", from_on=date(2026, 11, 1))
        accounts.end_naming(wb, role, "K7QF-2M", date(2026, 11, 16))
        with pytest.raises(AccountError, match="not named"):
            accounts.end_naming(wb, role, "K7QF-2M", date(2026, 11, 16))
        found = accounts.find(wb, role)
        assert found is not None
        assert found.restricted_cases == (NamedFor("K7QF-2M", date(2026, 11, 1), date(2026, 11, 16)),)
    for role in ("advocate", "administrator"):
        with pytest.raises(AccountError, match="nobody else sees cases"):
            accounts.name_for_case(wb, role, "K7QF-2M", from_on=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("role", "teams_end", "cases_end"),
    [("supervisor", False, False), ("manager", True, False), ("advocate", True, True), ("administrator", True, True)],
)
def test_rights_of_a_former_role_do_not_come_back_with_a_later_one(
    role: str, teams_end: bool, cases_end: bool, wb: Workbook
) -> None:
    add_supervisor(wb)
    accounts.bind_team(wb, "kim", "north", from_on=date(2026, 11, 1))
    accounts.name_for_case(wb, "kim", "K7QF-2M", from_on=date(2026, 11, 1))
    accounts.change_role(wb, "kim", role, NOW, NOW.date())
    accounts.change_role(wb, "kim", "supervisor", LATER, LATER.date())
    kim = accounts.find(wb, "kim")
    assert kim is not None
    assert [one.holds_on(LATER.date()) for one in kim.memberships] == [not teams_end]
    assert [one.holds_on(LATER.date()) for one in kim.restricted_cases] == [not cases_end]


def test_demo_accounts_exist_only_where_they_are_allowed(wb: Workbook) -> None:
    names = [one.name for one in demo_accounts()]
    assert {one.role for one in demo_accounts()} == set(ROLES)
    assert not set(names) & accounts.credentials(wb).keys()
    for name in names:
        assert accounts.find(wb, name) is None
        assert accounts.password_hash(wb, name) == NOBODYS_HASH
        assert accounts.password_hash(wb, name, demo_allowed=True) == demo_hash()
        found = accounts.find(wb, name, demo_allowed=True)
        assert found is not None
        assert found.name == name
    assert accounts.credentials(wb, demo_allowed=True) == dict.fromkeys(names, demo_hash())
    assert accounts.find(wb, "demo-nobody", demo_allowed=True) is None
    assert accounts.all_accounts(wb) == ()


def test_the_published_password_opens_the_demo_accounts() -> None:
    assert matches(PASSWORD, demo_hash())


def test_demo_supervisors_lead_teams_of_the_synthetic_agency(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    make_demo(store, cases=50)
    with store.lease() as snapshot:
        teams = {row[0] for row in snapshot.cursor().execute("select team_id from store.team").fetchall()}
    led = {team.team_id for one in demo_accounts() for team in one.memberships}
    assert led
    assert led <= teams
