"""Opens the workbook: one SQLite file beside the snapshots, or a PostgreSQL database where its URL says so.

Opening makes or brings forward the tables, safely also when several processes open it at once.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError

from data.store import StoreError
from data.workbook.versions import NewerWorkbookError, bring_forward, is_current

WAIT_SECONDS = 30
"""How long one process waits for another's write. Writes take milliseconds; longer means a stuck disk."""
PAUSE_SECONDS = 0.02
PRIMARY_CODE = 0xFF
"""The rest of an error code of SQLite says which kind of busy it is."""


class WorkbookError(StoreError):
    """Something about the workbook that a person must know: what happened, where, what to do, what was unchanged."""


class Workbook:
    """An open workbook, shared by all threads of a process.

    `begin()` is a transaction that writes; it waits for its turn, and is undone as a whole when the block raises.
    `read()` sees one moment and waits for nobody. Both raise WorkbookError where the database cannot be reached.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine, self.place = engine, place
        self._writing = engine.execution_options(writes=True)

    @classmethod
    def open(cls, url: str) -> Workbook:
        """The workbook at a database URL, made or brought forward where needed.

        url: sqlite:///FILE or postgresql://…; the file is created with mode 0600. Raises WorkbookError.
        """
        address = _address(url)
        opened = cls(_engine(address), _place(address))
        try:
            opened._bring_forward()
        except BaseException:
            opened.close()
            raise
        return opened

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._plainly(), self._writing.begin() as con:
            yield con

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._plainly(), self._engine.begin() as con:
            yield con

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _bring_forward(self) -> None:
        with self.read() as con:
            if is_current(con):
                return
        with self.begin() as con:
            bring_forward(con)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except NewerWorkbookError as newer:
            raise WorkbookError(
                f"The workbook {self.place} is newer than this Caseboard ({newer}). "
                "Update Caseboard, or restore the workbook from a backup of before; it was left as it is."
            ) from newer
        except (IntegrityError, ProgrammingError, DataError):
            raise
        except (DBAPIError, NoFreeConnectionError) as problem:
            raise WorkbookError(
                f"The workbook {self.place} cannot be used: {_first_line(problem)}. Check that it is there, that this "
                "user may write it and that its disk has room; what was being written was left out as a whole."
            ) from problem


def _first_line(problem: DBAPIError | NoFreeConnectionError) -> str:
    return str(problem.orig if isinstance(problem, DBAPIError) else problem).strip().split("\n")[0].rstrip(".")


def _place(address: URL) -> str:
    """As a person would call it, without a password."""
    if address.drivername == "sqlite":
        return str(address.database)
    return address.set(drivername="postgresql").render_as_string(hide_password=True)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        address = None
    if address is not None and address.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    if address is not None and address.drivername == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    kind = address.render_as_string(hide_password=True) if address is not None else "what was given"
    raise WorkbookError(
        f"No workbook can be kept at {kind}. Give a URL like sqlite:////srv/caseboard/workbook.sqlite or "
        "postgresql://user@host/database (CASEBOARD_WORKBOOK or --workbook); nothing was changed."
    )


def _engine(address: URL) -> Engine:
    if address.drivername != "sqlite":
        return create_engine(
            address, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": WAIT_SECONDS}
        )
    _make_file(Path(str(address.database)))
    engine = create_engine(
        address, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS, "isolation_level": None}
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_file(path: Path) -> None:
    """Made before SQLite makes it readable to others; its side files get the mode of the file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as problem:
        raise WorkbookError(
            f"The workbook {path} cannot be opened ({problem.strerror}). Check the owner of the file and its folder; "
            "nothing was changed."
        ) from problem


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    for setting in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        _patiently(connection, f"pragma {setting}")


def _patiently(connection: sqlite3.Connection, pragma: str) -> None:
    """SQLite waits for a lock, but not while another process makes a file a WAL one or is the last to close it."""
    tries = max(1, round(WAIT_SECONDS / PAUSE_SECONDS))
    for left in reversed(range(tries)):
        try:
            connection.execute(pragma).close()
            return
        except sqlite3.OperationalError as problem:
            if left == 0 or problem.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(PAUSE_SECONDS)


def _begin_sqlite(con: Connection) -> None:
    """A writer takes its turn at once: one that read first and wrote later would fail, not wait."""
    con.exec_driver_sql("begin immediate" if con.get_execution_options().get("writes") else "begin")
