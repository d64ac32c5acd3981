"""Staying signed in: a ticket that is swapped once for a session, and sessions that end when they should.

Both are 256 random bits of which only the hash is kept. Both belong to one version of an account, so that a new role,
a new password or a disabling ends them in every process at once. Moments are passed in, aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, true, update

from data.workbook.accounts import find
from data.workbook.people import Account
from data.workbook.secret import digest, fresh
from data.workbook.tables import session, ticket
from data.workbook.workbook import Workbook

TICKET_LIFE = timedelta(seconds=30)
IDLE = timedelta(minutes=30)
"""As NIST SP 800-63B asks at its second level: long enough to talk about one case, short enough for an empty desk."""
LONGEST = timedelta(hours=10)
"""A working day; the same source allows twelve hours."""
SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is written this often, not at every click."""


@dataclass(frozen=True)
class Session:
    """Somebody signed in, as their account is now. It ends at `ends_at`, or IDLE after the last use."""

    account: Account
    started_at: datetime
    ends_at: datetime


def issue_ticket(wb: Workbook, account: Account, nonce: str, now: datetime) -> str:
    """A ticket for an account whose password was just found right.

    account: as it was found before the password was checked; if it changed meanwhile, the ticket is worth nothing.
    nonce: what the browser holds in its cookie of before signing in; a ticket is good in that browser only.
    """
    with wb.begin() as con:
        _sweep(con, now)
        issued = fresh()
        con.execute(
            insert(ticket).values(
                ticket_hash=digest(issued),
                nonce_hash=digest(nonce),
                account=account.name,
                account_version=account.version,
                expires_at=now + TICKET_LIFE,
            )
        )
        return issued


def redeem(wb: Workbook, issued: str, nonce: str, now: datetime, *, demo_allowed: bool = False) -> str | None:
    """The id of a new session for the cookie, or None.

    A ticket presented once is gone, whatever came of it: one that came with a foreign nonce has been seen by somebody
    who should not have it. Of two processes that redeem the same ticket, exactly one gets a session.
    """
    with wb.begin() as con:
        taken = con.execute(
            delete(ticket).where(ticket.c.ticket_hash == digest(issued)).returning(ticket)
        ).one_or_none()
        if taken is None or taken.nonce_hash != digest(nonce) or taken.expires_at <= now:
            return None
        begun = fresh()
        con.execute(
            insert(session).values(
                session_hash=digest(begun),
                account=taken.account,
                account_version=taken.account_version,
                started_at=now,
                seen_at=now,
                ends_at=now + LONGEST,
            )
        )
    return begun if signed_in(wb, begun, now, demo_allowed=demo_allowed) else None


def signed_in(
    wb: Workbook, session_id: str, now: datetime, *, demo_allowed: bool = False, is_used: bool = True
) -> Session | None:
    """Who is signed in with this cookie now, or None. Ask at the start of every script run.

    demo_allowed: whether the current snapshot is synthetic; without it no demo account is signed in.
    is_used: whether the reader does something just now, which keeps the session; looking for another reason does not.
    """
    key = digest(session_id)
    with wb.read() as con:
        row = con.execute(select(session).where(session.c.session_hash == key)).one_or_none()
    if row is None or row.ends_at <= now or row.seen_at + IDLE <= now:
        return None
    account = find(wb, row.account, demo_allowed=demo_allowed)
    if account is None or account.is_disabled or account.version != row.account_version:
        return None
    if is_used and now - row.seen_at >= SEEN_EVERY:
        with wb.begin() as con:
            con.execute(
                update(session).where(session.c.session_hash == key, session.c.seen_at < now).values(seen_at=now)
            )
    return Session(account=account, started_at=row.started_at, ends_at=row.ends_at)


def end(wb: Workbook, session_id: str) -> None:
    """Sign out: the cookie is worth nothing from now on, wherever a copy of it lies."""
    with wb.begin() as con:
        con.execute(delete(session).where(session.c.session_hash == digest(session_id)))


def end_all(wb: Workbook, account: str | None = None) -> int:
    """Sign out everybody, or one account everywhere; returns how many sessions ended. Tickets go too."""
    with wb.begin() as con:
        con.execute(delete(ticket).where(true() if account is None else ticket.c.account == account))
        return con.execute(delete(session).where(true() if account is None else session.c.account == account)).rowcount


def _sweep(con: Connection, now: datetime) -> None:
    """Forget what has run out. Done at each sign-in, so that nothing else has to remember it."""
    con.execute(delete(ticket).where(ticket.c.expires_at <= now))
    con.execute(delete(session).where(or_(session.c.ends_at <= now, session.c.seen_at <= now - IDLE)))
