"""Reads accounts from their three tables, inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from data.workbook.demo_accounts import PREFIX
from data.workbook.people import Account, Membership, NamedFor
from data.workbook.tables import account, account_case, account_team


class AccountError(ValueError):
    """A change that cannot be made to an account, and why; nothing was changed."""


def accounts_in(con: Connection, name: str | None = None) -> Iterator[Account]:
    """Every account, or the one of that name, with teams and cases; by name."""

    def of(table: Table) -> Sequence[RowMapping]:
        column = table.c.name if table is account else table.c.account
        wanted = select(table) if name is None else select(table).where(column == name)
        return con.execute(wanted.order_by(*table.primary_key.columns)).mappings().all()

    teams, cases = of(account_team), of(account_case)
    for row in of(account):
        yield Account(
            name=row["name"],
            role=row["role"],
            is_disabled=row["disabled_at"] is not None,
            memberships=tuple(
                Membership(one["team_id"], one["role"], one["from_on"], one["to_on"])
                for one in teams
                if one["account"] == row["name"]
            ),
            restricted_cases=tuple(
                NamedFor(one["case_id"], one["from_on"], one["to_on"]) for one in cases if one["account"] == row["name"]
            ),
            version=row["version"],
            created_at=row["created_at"],
            role_changed_at=row["role_changed_at"],
        )


def only(con: Connection, name: str) -> Account:
    """The account of that name. Raises AccountError where there is none."""
    if name.startswith(PREFIX):
        raise AccountError(f"{name} belongs to the synthetic agency: demo accounts are the same everywhere.")
    found = next(accounts_in(con, name), None)
    if found is None:
        raise AccountError(f"There is no account {name}. `python -m data account list` lists them.")
    return found
