"""Which version a workbook has, and how an older one is brought forward, step by step, in one transaction.

A new table is a higher VERSION and nothing more. A changed one also needs a step: the statements, for every engine,
that make a workbook of the version before into this one.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, insert, inspect, select, text

from data.workbook.tables import metadata, schema_version
from data.workbook.turns import Turn, take

VERSION = 1
STEPS: Mapping[int, tuple[str, ...]] = {}
"""Version → the statements that lead to it from the version before."""


class NewerWorkbookError(Exception):
    """The workbook was written by a newer Caseboard."""


def is_current(con: Connection, version: int = VERSION) -> bool:
    """Whether nothing needs to be done. Raises NewerWorkbookError."""
    return _version_of(con, version) == version


def bring_forward(con: Connection, version: int = VERSION, steps: Mapping[int, tuple[str, ...]] = STEPS) -> None:
    """Make the tables, or bring them forward. `con` is a transaction that writes; whoever waited finds it done."""
    take(con, Turn.BRING_FORWARD)
    found = _version_of(con, version)
    if found == version:
        return
    for step in range(found + 1, version + 1) if found else ():
        for statement in steps.get(step, ()):
            con.execute(text(statement))
    metadata.create_all(con)
    con.execute(insert(schema_version).values(version=version))


def _version_of(con: Connection, known: int) -> int:
    """0 where there are no tables yet."""
    if not inspect(con).has_table("schema_version"):
        return 0
    found: int = con.execute(select(func.coalesce(func.max(schema_version.c.version), 0))).scalar_one()
    if found > known:
        raise NewerWorkbookError(f"workbook version {found}, this program reads {known}")
    return found
