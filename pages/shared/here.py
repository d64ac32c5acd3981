"""What this process keeps open: the store, the workbook, and who a session's cookie says is here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from data.places import places
from data.store import Store, StoreError
from data.workbook import access_log, sessions
from data.workbook.sessions import Session
from data.workbook.workbook import Workbook


@cache
def store() -> Store:
    """The snapshots, in the place that the environment says."""
    return Store(places().store)


@cache
def workbook() -> Workbook:
    """Accounts, sessions and the log. Raises WorkbookError where it cannot be opened, and tries again next time."""
    return Workbook.open(places().workbook)


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The day by which rights are judged; no number is: numbers go by the data date."""
    return datetime.now().astimezone().date()


def demo_allowed() -> bool:
    """Whether demo accounts exist: only while the current snapshot is the synthetic agency."""
    try:
        current = store().current()
    except StoreError:
        return False
    return current is not None and current.synthetic


def signed_in(token: str, *, is_used: bool = True) -> Session | None:
    """Who holds the session with this cookie now; nobody where the workbook cannot say."""
    try:
        return sessions.signed_in(workbook(), token, now(), demo_allowed=demo_allowed(), is_used=is_used)
    except StoreError:
        return None


def took(token: str, file: str) -> None:
    """Note that the reader of this session takes away a file. Raises where there is none, or it cannot be noted."""
    session = signed_in(token, is_used=False)
    if session is None:
        raise PermissionError(f"{file} was asked for in a session that has ended; it was not given")
    note(session.account.name, "downloaded", file)


def note(account: str, what: str, detail: str = "") -> None:
    """Add an entry to the access log."""
    access_log.note(workbook(), account, what, detail, now())
