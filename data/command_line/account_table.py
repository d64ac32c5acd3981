"""Accounts as a table for the terminal: one row each, what it reaches today or later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.command_line.columns import in_columns
from data.workbook.people import Account, Dated, Membership, NamedFor

HEADING = ("name", "role", "may sign in", "teams", "restricted cases")


def account_table(accounts: Iterable[Account], today: date) -> str:
    """One row an account."""
    return in_columns(HEADING, [_row(one, today) for one in accounts])


def _row(account: Account, today: date) -> tuple[str, ...]:
    return (
        account.name,
        account.role,
        "no, disabled" if account.is_disabled else "yes",
        ", ".join(_words(one, today) for one in account.memberships if not _is_over(one, today)) or "-",
        ", ".join(_words(one, today) for one in account.restricted_cases if not _is_over(one, today)) or "-",
    )


def _words(one: Membership | NamedFor, today: date) -> str:
    what = one.case_id if isinstance(one, NamedFor) else one.team_id
    as_deputy = " as deputy" if isinstance(one, Membership) and one.role == "deputy" else ""
    begins = f" from {one.from_on}" if one.from_on > today else ""
    ends = f" until {one.to_on}" if one.to_on is not None else ""
    return f"{what}{as_deputy}{begins}{ends}"


def _is_over(one: Dated, today: date) -> bool:
    return one.to_on is not None and one.to_on <= today
