"""Tickets are good once, in one browser, for a moment; sessions end when they should, in every process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from data.workbook import accounts, sessions
from data.workbook.demo_accounts import demo_accounts
from data.workbook.people import Account
from data.workbook.sessions import IDLE, LONGEST, TICKET_LIFE
from data.workbook.tables import session, ticket
from data.workbook.workbook import Workbook
from tests.data.workbook.at_once import at_once, together

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NONCE = "nonce-of-this-browser"


@pytest.fixture
def kim(wb: Workbook) -> Account:
    accounts.add(wb, "kim", "manager", "a" * 60, NOW)
    return found(wb)


def found(wb: Workbook) -> Account:
    account = accounts.find(wb, "kim")
    assert account is not None
    return account


def signed_in_session(wb: Workbook, account: Account, now: datetime = NOW) -> str:
    begun = sessions.redeem(wb, sessions.issue_ticket(wb, account, NONCE, now), NONCE, now)
    assert begun is not None
    return begun


def redeem_each(url: str, tickets: list[str]) -> list[str | None]:
    with Workbook.open(url) as wb:
        won = []
        for one in tickets:
            together()
            won.append(sessions.redeem(wb, one, NONCE, NOW))
        return won


def test_a_ticket_becomes_a_session_that_says_who_is_here(wb: Workbook, kim: Account) -> None:
    session_id = signed_in_session(wb, kim)
    here = sessions.signed_in(wb, session_id, NOW)
    assert here is not None
    assert (here.account, here.started_at, here.ends_at) == (kim, NOW, NOW + LONGEST)


def test_a_ticket_is_good_once(wb: Workbook, kim: Account) -> None:
    issued = sessions.issue_ticket(wb, kim, NONCE, NOW)
    assert sessions.redeem(wb, issued, NONCE, NOW) is not None
    assert sessions.redeem(wb, issued, NONCE, NOW) is None


def test_a_ticket_is_good_in_the_browser_it_was_issued_for_and_burnt_when_shown_in_another(
    wb: Workbook, kim: Account
) -> None:
    issued = sessions.issue_ticket(wb, kim, NONCE, NOW)
    assert sessions.redeem(wb, issued, "nonce-of-another", NOW) is None
    assert sessions.redeem(wb, issued, NONCE, NOW) is None


def test_a_ticket_runs_out(wb: Workbook, kim: Account) -> None:
    issued = [sessions.issue_ticket(wb, kim, NONCE, NOW) for _ in range(2)]
    assert sessions.redeem(wb, issued[0], NONCE, NOW + TICKET_LIFE - SECOND) is not None
    assert sessions.redeem(wb, issued[1], NONCE, NOW + TICKET_LIFE) is None


def test_a_made_up_ticket_or_session_is_nobody(wb: Workbook, kim: Account) -> None:
    session_id = signed_in_session(wb, kim)
    for guess in ("", "x", session_id[:-1], session_id + "x", session_id.swapcase(), "ü" * 43):
        assert sessions.redeem(wb, guess, NONCE, NOW) is None
        assert sessions.signed_in(wb, guess, NOW) is None


def test_of_several_processes_that_redeem_one_ticket_exactly_one_wins(
    workbook_url: str, wb: Workbook, kim: Account
) -> None:
    tickets = [sessions.issue_ticket(wb, kim, NONCE, NOW) for _ in range(25)]
    won = at_once(redeem_each, workbook_url, tickets, processes=4)
    assert [sum(one is not None for one in of_a_ticket) for of_a_ticket in zip(*won, strict=True)] == [1] * 25
    with wb.read() as con:
        assert con.execute(select(func.count()).select_from(session)).scalar_one() == 25


def test_nothing_that_is_kept_opens_anything(wb: Workbook, kim: Account) -> None:
    session_id = signed_in_session(wb, kim)
    issued = sessions.issue_ticket(wb, kim, NONCE, NOW)
    with wb.read() as con:
        kept = [str(value) for table in (session, ticket) for row in con.execute(select(table)) for value in row]
    assert kept
    for secret in (session_id, issued, NONCE):
        assert not any(secret in value for value in kept)
    for value in kept:
        assert sessions.signed_in(wb, value, NOW) is None
        assert sessions.redeem(wb, value, NONCE, NOW) is None


def test_a_session_that_is_used_goes_on_and_an_idle_one_ends(wb: Workbook, kim: Account) -> None:
    session_id = signed_in_session(wb, kim)
    used = NOW + IDLE - SECOND
    assert sessions.signed_in(wb, session_id, used) is not None
    assert sessions.signed_in(wb, session_id, used + IDLE - SECOND) is not None
    assert sessions.signed_in(wb, session_id, used + 2 * IDLE) is None


def test_looking_without_using_keeps_nobody_signed_in(wb: Workbook, kim: Account) -> None:
    session_id = signed_in_session(wb, kim)
    assert sessions.signed_in(wb, session_id, NOW + IDLE - SECOND, is_used=False) is not None
    assert sessions.signed_in(wb, session_id, NOW + IDLE) is None


def test_even_a_session_in_constant_use_ends_after_a_working_day(wb: Workbook, kim: Account) -> None:
    session_id = signed_in_session(wb, kim)
    moment = NOW
    while moment < NOW + LONGEST:
        assert sessions.signed_in(wb, session_id, moment) is not None
        moment += timedelta(minutes=20)
    assert sessions.signed_in(wb, session_id, NOW + LONGEST) is None


def test_a_cookie_replayed_after_signing_out_is_worth_nothing(wb: Workbook, kim: Account) -> None:
    one, other = signed_in_session(wb, kim), signed_in_session(wb, kim)
    sessions.end(wb, one)
    sessions.end(wb, one)
    assert sessions.signed_in(wb, one, NOW) is None
    assert sessions.signed_in(wb, other, NOW) is not None


CHANGES: dict[str, Callable[[Workbook], None]] = {
    "disabled": lambda wb: accounts.disable(wb, "kim", NOW),
    "disabled and enabled again": lambda wb: (accounts.disable(wb, "kim", NOW), accounts.enable(wb, "kim"))[1],
    "given a new password": lambda wb: accounts.reset_password(wb, "kim", "b" * 60),
    "no longer named for a case": lambda wb: (
        accounts.name_for_case(wb, "kim", "K7QF-2M", from_on=NOW.date()),
        accounts.end_naming(wb, "kim", "K7QF-2M", NOW.date()),
    )[1],
    "given another role": lambda wb: accounts.change_role(wb, "kim", "advocate", NOW, NOW.date()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_session_and_ticket_ends_when_the_account_is(
    change: Callable[[Workbook], None], wb: Workbook, workbook_url: str, kim: Account
) -> None:
    session_id, issued = signed_in_session(wb, kim), sessions.issue_ticket(wb, kim, NONCE, NOW)
    with Workbook.open(workbook_url) as another_process:
        change(another_process)
    assert sessions.signed_in(wb, session_id, NOW) is None
    assert sessions.redeem(wb, issued, NONCE, NOW) is None
    late = sessions.issue_ticket(wb, kim, NONCE, NOW)
    assert sessions.redeem(wb, late, NONCE, NOW) is None, "the password was checked before the change"


def test_a_session_ends_when_a_team_is_taken_away(wb: Workbook) -> None:
    accounts.add(wb, "ann", "supervisor", "a" * 60, NOW)
    accounts.bind_team(wb, "ann", "north", from_on=NOW.date())
    ann = accounts.find(wb, "ann")
    assert ann is not None
    session_id = signed_in_session(wb, ann)
    assert sessions.signed_in(wb, session_id, NOW) is not None
    accounts.unbind_team(wb, "ann", "north", NOW.date())
    assert sessions.signed_in(wb, session_id, NOW) is None


def test_a_disabled_account_gets_no_session_even_with_a_fresh_ticket(wb: Workbook, kim: Account) -> None:
    accounts.disable(wb, "kim", NOW)
    assert sessions.redeem(wb, sessions.issue_ticket(wb, found(wb), NONCE, NOW), NONCE, NOW) is None


def test_after_a_change_a_new_sign_in_works(wb: Workbook, kim: Account) -> None:
    accounts.change_role(wb, "kim", "advocate", NOW, NOW.date())
    here = sessions.signed_in(wb, signed_in_session(wb, found(wb)), NOW)
    assert here is not None
    assert here.account.role == "advocate"


def test_a_change_of_teams_is_seen_at_once_without_a_new_sign_in(wb: Workbook) -> None:
    accounts.add(wb, "kim", "supervisor", "a" * 60, NOW)
    session_id = signed_in_session(wb, found(wb))
    accounts.bind_team(wb, "kim", "north", from_on=NOW.date())
    here = sessions.signed_in(wb, session_id, NOW)
    assert here is not None
    assert [one.team_id for one in here.account.memberships] == ["north"]


def test_demo_accounts_are_signed_in_only_while_the_snapshot_is_synthetic(wb: Workbook) -> None:
    for account in demo_accounts():
        issued = [sessions.issue_ticket(wb, account, NONCE, NOW) for _ in range(2)]
        assert sessions.redeem(wb, issued[0], NONCE, NOW) is None
        session_id = sessions.redeem(wb, issued[1], NONCE, NOW, demo_allowed=True)
        assert session_id is not None
        here = sessions.signed_in(wb, session_id, NOW, demo_allowed=True)
        assert here is not None
        assert here.account == account
        assert sessions.signed_in(wb, session_id, NOW) is None


def test_all_sessions_and_tickets_of_one_account_or_of_everybody_can_be_ended(wb: Workbook, kim: Account) -> None:
    accounts.add(wb, "lee", "manager", "a" * 60, NOW)
    lee = accounts.find(wb, "lee")
    assert lee is not None
    of_kim, of_lee = [signed_in_session(wb, kim) for _ in range(2)], signed_in_session(wb, lee)
    ticket_of_kim, ticket_of_lee = (sessions.issue_ticket(wb, one, NONCE, NOW) for one in (kim, lee))
    assert sessions.end_all(wb, "kim") == 2
    assert [sessions.signed_in(wb, one, NOW) for one in of_kim] == [None, None]
    assert sessions.signed_in(wb, of_lee, NOW) is not None
    assert sessions.redeem(wb, ticket_of_kim, NONCE, NOW) is None
    assert sessions.end_all(wb) == 1
    assert sessions.signed_in(wb, of_lee, NOW) is None
    assert sessions.redeem(wb, ticket_of_lee, NONCE, NOW) is None


def test_what_has_run_out_is_swept_at_the_next_sign_in(wb: Workbook, kim: Account) -> None:
    signed_in_session(wb, kim)
    sessions.issue_ticket(wb, kim, NONCE, NOW)
    signed_in_session(wb, kim, NOW + IDLE)
    with wb.read() as con:
        assert con.execute(select(session.c.started_at)).scalars().all() == [NOW + IDLE]
        assert con.execute(select(func.count()).select_from(ticket)).scalar_one() == 0
