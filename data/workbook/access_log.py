"""Who looked at what, took away what or changed what. Entries are added, never changed.

An entry holds codes only: what was done, and to which page, question, account, team or pseudonym key. Never a value of
a case, and never what somebody typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from data.workbook.tables import CODE, KEY, NAME, access_log
from data.workbook.workbook import Workbook

CODED = re.compile(rf"[a-z][a-z_]{{1,{CODE - 1}}}")
SHORT = re.compile(rf"[A-Za-z0-9_.:=,/+-]{{0,{KEY}}}")
WHO = re.compile(rf"[a-z][a-z0-9._-]{{1,{NAME - 1}}}")
CODED_KEY = 80
"""Leaves room for the account's name beside it."""
NOBODY = "nobody"
"""Who has not signed in. A name that is no account's is never kept: it may be a password in the wrong box."""
SHELL = "shell"
"""Whoever gave a command on the server."""


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    noted_at: datetime
    account: str
    what: str
    detail: str


def note(wb: Workbook, account: str, what: str, detail: str, now: datetime) -> None:
    """Add an entry. what: a word like `signed_in` or `downloaded`. detail: short and code-like, may be empty.

    Raises ValueError for anything that reads like text: a mistake in the program, not in what a reader did.
    """
    for value, form in ((account, WHO), (what, CODED), (detail, SHORT)):
        if not form.fullmatch(value):
            raise ValueError(f"the access log keeps codes only; {what!r} was noted with something that is none")
    with wb.begin() as con:
        con.execute(insert(access_log).values(noted_at=now, account=account, what=what, detail=detail))


def coded(key: str) -> str:
    """A key that an agency chose (a team's, a provider's), as it may stand in the log."""
    return re.sub(r"[^A-Za-z0-9_.:=,/+-]", "_", key)[:CODED_KEY]


def entries(
    wb: Workbook, *, since: datetime, before: datetime, account: str | None = None, limit: int = 1000
) -> tuple[Entry, ...]:
    """The newest entries of a time, newest first; of one account where it is given."""
    asked = select(access_log.c.noted_at, access_log.c.account, access_log.c.what, access_log.c.detail).where(
        access_log.c.noted_at >= since, access_log.c.noted_at < before
    )
    if account is not None:
        asked = asked.where(access_log.c.account == account)
    newest_first = asked.order_by(access_log.c.noted_at.desc(), access_log.c.entry_id.desc()).limit(limit)
    with wb.read() as con:
        return tuple(Entry(*row) for row in con.execute(newest_first))
