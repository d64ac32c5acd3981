"""Accounts: who there is, and every change to them. Whoever may not sign in is still listed, never deleted.

Demo accounts are constants; functions that find accounts know them only where `demo_allowed` is said, which a caller
says only while the current snapshot is synthetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from data.workbook.access_log import NOBODY, SHELL
from data.workbook.account_rows import AccountError, accounts_in, only
from data.workbook.demo_accounts import PREFIX, demo_account, demo_accounts, demo_hash
from data.workbook.passwords import NOBODYS_HASH
from data.workbook.people import Account, Membership
from data.workbook.tables import NAME, ROLES, account, account_case, account_team
from data.workbook.workbook import Workbook

WELL_FORMED = re.compile(rf"[a-z][a-z0-9._-]{{1,{NAME - 1}}}")
RESERVED = {NOBODY, SHELL}
TAKEN = "There is an account {name} already, perhaps a disabled one."


def as_name(typed: str) -> str:
    """An account's name as it is kept, from what somebody typed: without blanks around it, in small letters."""
    return typed.strip().lower()


def all_accounts(wb: Workbook) -> tuple[Account, ...]:
    """Every account of the workbook, disabled ones too, by name."""
    with wb.read() as con:
        return tuple(accounts_in(con))


def find(wb: Workbook, name: str, *, demo_allowed: bool = False) -> Account | None:
    """The account of that name, disabled or not, or None."""
    if name.startswith(PREFIX):
        return demo_account(name) if demo_allowed else None
    with wb.read() as con:
        return next(accounts_in(con, name), None)


def known(wb: Workbook, name: str) -> Account:
    """The account of that name, to be changed. Raises AccountError where there is none, or only a demo account."""
    with wb.read() as con:
        return only(con, name)


def credentials(wb: Workbook, *, demo_allowed: bool = False) -> dict[str, str]:
    """Name → bcrypt hash of every account that may sign in now."""
    with wb.read() as con:
        rows = con.execute(select(account.c.name, account.c.password_hash).where(account.c.disabled_at.is_(None)))
        found = {row.name: row.password_hash for row in rows}
    return {**found, **({one.name: demo_hash() for one in demo_accounts()} if demo_allowed else {})}


def password_hash(wb: Workbook, name: str, *, demo_allowed: bool = False) -> str:
    """What to check a typed password against, whatever name was typed.

    An unknown or disabled one gets a hash that nothing matches, so that refusing it takes as long as a wrong password.
    """
    return credentials(wb, demo_allowed=demo_allowed).get(name, NOBODYS_HASH)


def add(
    wb: Workbook, name: str, role: str, password_hash: str, now: datetime, memberships: Iterable[Membership] = ()
) -> None:
    """A new account, with its teams. Raises AccountError where the name is taken, reserved or not well formed."""
    fit_for_adding(wb, name)
    _known_role(role)
    row = {"name": name, "role": role, "password_hash": password_hash, "version": 1}
    try:
        with wb.begin() as con:
            con.execute(insert(account).values(**row, created_at=now, role_changed_at=now))
            for one in memberships:
                _bind(con, name, one)
    except IntegrityError as taken:
        raise AccountError(TAKEN.format(name=name)) from taken


def fit_for_adding(wb: Workbook, name: str) -> None:
    """Raises AccountError where no account could be added under this name."""
    if not WELL_FORMED.fullmatch(name):
        raise AccountError(
            f"An account cannot be called {name!r}: 2 to {NAME} small letters, digits, dots, hyphens or underscores, "
            "a letter first."
        )
    if name in RESERVED:
        raise AccountError(f"The access log calls somebody else {name}: choose another name.")
    if name.startswith(PREFIX):
        raise AccountError(f"Names that begin with {PREFIX!r} belong to the synthetic agency: choose another.")
    if find(wb, name) is not None:
        raise AccountError(TAKEN.format(name=name))


def disable(wb: Workbook, name: str, now: datetime) -> None:
    """Nobody can sign in as `name` any more, and whoever is signed in no longer is."""
    _change(wb, name, disabled_at=now)


def enable(wb: Workbook, name: str) -> None:
    """`name` can sign in again, with the old password and the old teams; no old session comes back."""
    _change(wb, name, disabled_at=None)


def reset_password(wb: Workbook, name: str, password_hash: str) -> None:
    """Only the new password opens the account, and its sessions have ended."""
    _change(wb, name, password_hash=password_hash)


def change_role(wb: Workbook, name: str, role: str, now: datetime, on: date) -> None:
    """Another role, and the sessions of the former one have ended.

    Teams end with the role of a supervisor, named cases with the roles that see rows: rights that went with a role must
    not come back unasked with a later change. on: the agency's own day of the change, by which rights are judged.
    """
    _known_role(role)
    with wb.begin() as con:
        _changed(con, name, role=role, role_changed_at=now)
        if role != "supervisor":
            _end(con, account_team, [account_team.c.account == name], on)
        if role not in {"supervisor", "manager"}:
            _end(con, account_case, [account_case.c.account == name], on)


def bind_team(
    wb: Workbook, name: str, team_id: str, *, role: str = "lead", from_on: date, to_on: date | None = None
) -> None:
    """`name`, a supervisor, leads a team from a day on, or is its deputy; `to_on` is the first day no longer."""
    with wb.begin() as con:
        _bind(con, name, Membership(team_id, role, from_on, to_on))


def unbind_team(wb: Workbook, name: str, team_id: str, on: date) -> None:
    """From that day `name` has the team no longer, neither as lead nor as deputy. What was before stays on record.

    Sessions end: an open page could still hand out what it was drawn with.
    """
    with wb.begin() as con:
        _changed(con, name)
        if not _end(con, account_team, [account_team.c.account == name, account_team.c.team_id == team_id], on):
            raise AccountError(f"{name} does not have the team {team_id} on {on} or later.")


def name_for_case(wb: Workbook, name: str, case_id: str, *, from_on: date, to_on: date | None = None) -> None:
    """`name`, a supervisor or manager, sees a restricted case row by row from a day on."""
    _in_order(from_on, to_on)
    with wb.begin() as con:
        if only(con, name).role not in {"supervisor", "manager"}:
            raise AccountError(f"{name} is no supervisor or manager: nobody else sees cases.")
        _replace(con, account_case, {"account": name, "case_id": case_id, "from_on": from_on}, to_on)


def end_naming(wb: Workbook, name: str, case_id: str, on: date) -> None:
    """From that day `name` is no longer named for the case, and open pages end."""
    with wb.begin() as con:
        _changed(con, name)
        if not _end(con, account_case, [account_case.c.account == name, account_case.c.case_id == case_id], on):
            raise AccountError(f"{name} is not named for that case on {on} or later.")


def _change(wb: Workbook, name: str, **values: object) -> None:
    with wb.begin() as con:
        _changed(con, name, **values)


def _bind(con: Connection, name: str, team: Membership) -> None:
    _in_order(team.from_on, team.to_on)
    if only(con, name).role != "supervisor":
        raise AccountError(f"{name} is no supervisor: only supervisors have teams.")
    key = {"account": name, "team_id": team.team_id, "role": team.role, "from_on": team.from_on}
    _replace(con, account_team, key, team.to_on)


def _changed(con: Connection, name: str, **values: object) -> None:
    """A change after which no ticket and no session of before counts."""
    done = con.execute(update(account).where(account.c.name == name).values(**values, version=account.c.version + 1))
    if not done.rowcount:
        only(con, name)


def _replace(con: Connection, table: Table, key: dict[str, object], to_on: date | None) -> None:
    """Write a dated row; the same key again sets its last day anew."""
    same = [table.c[column] == value for column, value in key.items()]
    con.execute(delete(table).where(*same))
    con.execute(insert(table).values(**key, to_on=to_on))


def _end(con: Connection, table: Table, whose: list[ColumnElement[bool]], on: date) -> int:
    """End dated rows on a day; those that have not begun by then go. Returns how many were ended."""
    gone = con.execute(delete(table).where(*whose, table.c.from_on >= on))
    still = or_(table.c.to_on.is_(None), table.c.to_on > on)
    ended = con.execute(update(table).where(*whose, still).values(to_on=on))
    return gone.rowcount + ended.rowcount


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise AccountError(f"There is no role {role!r}; roles are {', '.join(ROLES)}.")


def _in_order(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on <= from_on:
        raise AccountError(f"The first day no longer ({to_on}) must come after the first day ({from_on}).")
