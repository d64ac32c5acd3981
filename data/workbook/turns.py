"""One at a time, across processes: what must not happen twice at once takes its turn first."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, func, select


class Turn(IntEnum):
    """What is done by one process at a time; the numbers only have to differ from those of other programs."""

    BRING_FORWARD = 4207849484
    THROTTLE = 4207849485


def take(con: Connection, turn: Turn) -> None:
    """Wait for the turn and keep it until the transaction ends. On SQLite every writer has waited already."""
    if con.dialect.name == "postgresql":
        con.execute(select(func.pg_advisory_xact_lock(int(turn))))
