"""Accounts from the shell: added with a password shown once, bound to teams, changed and ended; refusals in words."""

from __future__ import annotations

import io
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from data.__main__ import main
from data.command_line.accounts import Role
from data.workbook import access_log, accounts, sessions, throttle
from data.workbook.demo_accounts import PASSWORD, demo_accounts
from data.workbook.passwords import matches
from data.workbook.people import Account, Membership, NamedFor
from data.workbook.tables import ROLES
from data.workbook.workbook import Workbook
from tests.conftest import ROOT
from tests.data.command_line.shell import data
from tests.world import built

Shell = Callable[..., subprocess.CompletedProcess[str]]


@cache
def now() -> datetime:
    return datetime.now(UTC)


def in_days(count: int) -> date:
    return now().astimezone().date() + timedelta(days=count)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two teams, an open case of each, one of them restricted."""
    with built(
        tmp_path,
        team="team_id | name\n north | Team North\n south | Team South",
        programme="programme_id | name | team_id\n p | Family support | north",
        person="person_id\n P1\n P2",
        cases="case_id | person_id | programme_id | opened_on | restricted\n"
        "C1 | P1 | p | 2026-01-05 | true\n C2 | P2 | p | 2026-01-05 | false",
    ):
        return tmp_path / "store"


@pytest.fixture
def told(store: Path) -> Shell:
    """Gives an `account` command and returns how it went."""
    return lambda *words, **more: data("account", *words, store=store, **more)


def opened(store: Path) -> Workbook:
    return Workbook.open(f"sqlite:///{store / 'workbook.sqlite'}")


def found(store: Path, name: str = "kim") -> Account:
    with opened(store) as wb:
        return accounts.known(wb, name)


def logged(store: Path) -> list[str]:
    with opened(store) as wb:
        entries = access_log.entries(wb, since=now() - timedelta(days=1), before=now() + timedelta(days=1))
    assert {one.account for one in entries} <= {"shell"}
    return [f"{one.what} {one.detail}" for one in reversed(entries)]


def password_of(words: str) -> str:
    (shown,) = re.findall(r"shown this once: ([a-z0-9-]{19})\b", words)
    return shown


def opens(store: Path, name: str, password: str) -> bool:
    with opened(store) as wb:
        return matches(password, accounts.password_hash(wb, name))


def test_the_roles_of_the_command_are_those_of_the_workbook() -> None:
    assert tuple(Role) == ROLES


def test_an_account_is_added_with_a_password_that_is_shown_once_and_kept_nowhere(told: Shell, store: Path) -> None:
    added = told("add", " Kim", "--role", "manager")
    assert added.returncode == 0
    password = password_of(added.stdout)
    assert opens(store, "kim", password)
    assert not opens(store, "kim", password[:-1])
    assert found(store).role == "manager"
    kept = b"".join(one.read_bytes() for one in store.iterdir())
    assert password.encode() not in kept
    assert password not in told("list").stdout
    assert logged(store) == ["account_added kim:manager"]


def test_a_supervisor_is_added_with_teams_by_id_or_name_and_as_a_deputy_for_some_days(told: Shell, store: Path) -> None:
    days = ("--from", str(in_days(1)), "--to", str(in_days(7)))
    added = told("add", "kim", "--role", "supervisor", "--team", "TEAM NORTH", "--deputy-for", "south", *days)
    assert added.returncode == 0
    assert set(found(store).memberships) == {
        Membership("north", "lead", in_days(0)),
        Membership("south", "deputy", in_days(1), in_days(7)),
    }
    assert "sees no case yet" not in added.stdout
    assert "sees no case yet" in told("add", "lee", "--role", "supervisor").stdout


def test_a_password_can_be_given_on_stdin_but_not_as_an_argument(told: Shell, store: Path) -> None:
    added = told("add", "kim", "--role", "advocate", "--password-stdin", stdin="a good long one\nnot this line\n")
    assert added.returncode == 0
    assert "a good long one" not in added.stdout + added.stderr
    assert opens(store, "kim", "a good long one")
    assert told("add", "lee", "--role", "advocate", "--password", "a good long one").returncode == 1


@pytest.mark.parametrize(
    ("words", "stdin", "why"),
    [
        (("add", "kim", "--role", "boss"), "", "boss"),
        (("add", "kim"), "", "--role"),
        (("add", "K!m", "--role", "manager"), "", "cannot be called"),
        (("add", "demo-manager", "--role", "manager"), "", "synthetic agency"),
        (("add", "shell", "--role", "manager"), "", "choose another name"),
        (("add", "robin", "--role", "manager"), "", "already"),
        (("add", "kim", "--role", "manager", "--password-stdin"), "short\n", "too short"),
        (("add", "kim", "--role", "manager", "--password-stdin"), "", "too short"),
        (("add", "kim", "--role", "manager", "--password-stdin"), PASSWORD, "published"),
        (("add", "kim", "--role", "manager", "--password-stdin", "--ask-password"), "a good long one", "not both"),
        (("add", "kim", "--role", "manager", "--team", "north"), "", "only supervisors"),
        (("add", "kim", "--role", "supervisor", "--team", "west"), "", "north (Team North); south (Team South)"),
        (("add", "kim", "--role", "supervisor", "--team", "north", "--to", "2027-01-01"), "", "--deputy-for"),
        (("add", "kim", "--role", "supervisor", "--deputy-for", "north", "--to", "2020-01-01"), "", "must come after"),
        (("add", "kim", "--role", "supervisor", "--deputy-for", "north", "--to", "1 May"), "", "1 May"),
        (("disable", "kim"), "", "no account kim"),
        (("enable", "kim"), "", "no account kim"),
        (("reset", "kim"), "", "no account kim"),
        (("reset", "robin", "--password-stdin"), "robin and the hood", "account's name"),
        (("reset", "demo-manager"), "", "synthetic agency"),
        (("disable", "demo-manager"), "", "synthetic agency"),
        (("role", "kim", "manager"), "", "no account kim"),
        (("team", "kim", "north"), "", "no account kim"),
        (("team", "robin", "west"), "", "north (Team North)"),
        (("team", "robin", "north", "--remove"), "", "does not have the team"),
        (("team", "robin", "south", "--remove", "--from", "2020-01-01"), "", "stays on record"),
        (("team", "robin", "south", "--remove", "--to", "2099-01-01"), "", "--from alone"),
        (("case", "robin", "C9"), "", "no case C9"),
        (("case", "robin", "C2"), "", "not restricted"),
        (("case", "kim", "C1"), "", "no account kim"),
        (("case", "robin", "C1", "--remove"), "", "not named"),
    ],
)
def test_what_cannot_be_done_is_told_in_words_and_changes_nothing(
    words: tuple[str, ...],
    stdin: str,
    why: str,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In this process, because there are many ways to go wrong; how a process ends is tried elsewhere."""
    monkeypatch.setattr(sys, "argv", ["data", "account", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("CASEBOARD_STORE", str(store))
    with opened(store) as wb:
        south = [Membership("south", "lead", in_days(0))]
        accounts.add(wb, "robin", "supervisor", "a" * 60, now(), south)
        before = accounts.all_accounts(wb)
    assert main() == 1
    refused = capsys.readouterr().err
    assert why in refused
    assert "Usage" in refused or "Nothing was changed." in refused
    with opened(store) as wb:
        assert accounts.all_accounts(wb) == before
    assert logged(store) == []


def test_a_supervisor_with_a_team_cannot_be_added_before_there_is_data(tmp_path: Path) -> None:
    refused = data("account", "add", "kim", "--role", "supervisor", "--team", "north", store=tmp_path / "store")
    assert refused.returncode == 2
    assert "There is no data yet" in refused.stderr
    first = data("account", "add", "kim", "--role", "administrator", store=tmp_path / "store")
    assert first.returncode == 0
    assert found(tmp_path / "store").role == "administrator"


@pytest.mark.parametrize(
    "words", [("disable", "kim"), ("reset", "kim"), ("role", "kim", "advocate"), ("role", "kim", "manager")]
)
def test_who_is_disabled_reset_or_given_another_role_is_signed_out_at_once(
    words: tuple[str, ...], told: Shell, store: Path
) -> None:
    with opened(store) as wb:
        for name in ("kim", "lee"):
            accounts.add(wb, name, "supervisor", "a" * 60, now())
        ids = [
            sessions.redeem(wb, sessions.issue_ticket(wb, accounts.known(wb, name), "nonce", now()), "nonce", now())
            or ""
            for name in ("kim", "lee")
        ]
        assert told(*words).returncode == 0
        assert [sessions.signed_in(wb, one, now()) is not None for one in ids] == [False, True]


def test_a_disabled_account_cannot_sign_in_and_an_enabled_one_has_its_old_password(told: Shell, store: Path) -> None:
    password = password_of(told("add", "kim", "--role", "manager").stdout)
    assert told("disable", "KIM").returncode == 0
    assert not opens(store, "kim", password)
    assert "no, disabled" in told("list").stdout
    assert told("enable", "kim").returncode == 0
    assert opens(store, "kim", password)
    assert logged(store) == ["account_added kim:manager", "account_disabled kim", "account_enabled kim"]


def test_a_reset_gives_a_new_password_and_ends_the_waiting(told: Shell, store: Path) -> None:
    old = password_of(told("add", "kim", "--role", "manager").stdout)
    with opened(store) as wb:
        while not throttle.admit(wb, "kim", "203.0.113.7", now()):
            pass
    new = password_of(told("reset", "kim").stdout)
    assert not opens(store, "kim", old)
    assert opens(store, "kim", new)
    with opened(store) as wb:
        assert throttle.wait_seconds(wb, "kim", "203.0.113.7", now()) == 0
    assert logged(store)[-1] == "password_reset kim"


def test_teams_are_given_stood_in_for_and_taken_back(told: Shell, store: Path) -> None:
    told("add", "kim", "--role", "supervisor", "--team", "north")
    assert told("team", "kim", "south", "--deputy", "--to", str(in_days(7))).returncode == 0
    listed = told("list").stdout
    assert re.search(rf"kim +supervisor +yes +north, south as deputy until {in_days(7)} +-", listed)
    assert told("team", "kim", "Team South", "--remove", "--from", str(in_days(1))).returncode == 0
    assert told("team", "kim", "north", "--remove").returncode == 0
    assert found(store).memberships == (Membership("south", "deputy", in_days(0), in_days(1)),)
    assert logged(store)[1:] == ["team_bound kim:south:deputy", "team_unbound kim:south", "team_unbound kim:north"]


def test_a_team_that_is_no_longer_in_the_data_can_still_be_taken_back(told: Shell, store: Path) -> None:
    with opened(store) as wb:
        accounts.add(wb, "kim", "supervisor", "a" * 60, now(), [Membership("closed team", "lead", in_days(0))])
    assert told("team", "kim", "closed team", "--remove").returncode == 0
    assert found(store).memberships == ()
    assert logged(store) == ["team_unbound kim:closed_team"]


def test_an_account_is_named_for_a_restricted_case_and_no_longer(told: Shell, store: Path) -> None:
    told("add", "kim", "--role", "manager")
    assert told("case", "kim", "C1", "--to", str(in_days(7))).returncode == 0
    assert found(store).restricted_cases == (NamedFor("C1", in_days(0), in_days(7)),)
    assert re.search(rf"kim +manager +yes +- +C1 until {in_days(7)}", told("list").stdout)
    assert told("case", "kim", "C1", "--remove", "--from", str(in_days(1))).returncode == 0
    assert found(store).restricted_cases == (NamedFor("C1", in_days(0), in_days(1)),)
    assert logged(store)[1:] == ["case_named kim:C1", "case_unnamed kim:C1"]


def test_the_list_says_whom_there_is_and_that_demo_accounts_may_sign_in_too(told: Shell, tmp_path: Path) -> None:
    assert "No accounts of your own yet" in data("account", "list", store=tmp_path / "empty").stdout
    assert "demo-manager" not in data("account", "list", store=tmp_path / "empty").stdout
    listed = told("list").stdout
    assert all(one.name in listed for one in demo_accounts())


def test_the_workbook_named_by_the_option_is_the_one_that_is_changed(told: Shell, tmp_path: Path, store: Path) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    assert told("add", "kim", "--role", "manager", "--workbook", elsewhere).returncode == 0
    assert "No accounts of your own yet" in told("list").stdout
    assert "kim" in told("list", CASEBOARD_WORKBOOK=elsewhere).stdout


def test_a_refusal_ends_the_process_with_1_and_without_a_traceback(told: Shell) -> None:
    refused = told("disable", "kim")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("There is no account kim.")


def test_a_workbook_that_is_newer_or_cannot_be_used_ends_with_2(told: Shell, store: Path) -> None:
    assert told("list", "--workbook", "mysql://x/y").returncode == 2
    told("add", "kim", "--role", "manager")
    with sqlite3.connect(store / "workbook.sqlite") as con:
        con.execute("insert into schema_version values (99)")
    con.close()
    refused = told("list")
    assert refused.returncode == 2
    assert "Update Caseboard" in refused.stderr


def test_the_same_commands_work_on_postgresql(told: Shell, postgres_url: str) -> None:
    assert (
        told("add", "kim", "--role", "supervisor", "--team", "north", CASEBOARD_WORKBOOK=postgres_url).returncode == 0
    )
    assert re.search(r"kim +supervisor +yes +north", told("list", CASEBOARD_WORKBOOK=postgres_url).stdout)
    with Workbook.open(postgres_url) as wb:
        assert [one.name for one in accounts.all_accounts(wb)] == ["kim"]


def test_the_readme_lists_the_demo_accounts_as_they_are() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- demo accounts -->")[1].split("\n\n")[1]
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert [row[0] for row in rows] == [one.name for one in demo_accounts()]
    assert [row[1] for row in rows] == [one.role for one in demo_accounts()]
    assert {row[2] for row in rows} == {PASSWORD}
