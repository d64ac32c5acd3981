"""Asks the scope itself: any select, run as a question of a reader is run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from data.store import Snapshot
from queries.scope import Reach, Scope
from queries.sql import behind_scope, parameters_in


def reader(*teams: str, **more: Any) -> Reach:
    """A supervisor of these teams; without teams an advocate, unless `more` says otherwise."""
    return Reach(account="reader", teams=teams, **more)


MANAGER = Reach(account="manager", all_cases=True)


def scope_of(reach: Reach, data_date: date, as_of: date | None = None, **narrowed: Any) -> Scope:
    """A scope whose comparison day is the day looked at."""
    day = as_of or data_date
    return Scope(reach=reach, data_date=data_date, as_of=day, compare=day, **narrowed)


def probed(snapshot: Snapshot, select: str, scope: Scope, *, listing: bool) -> pd.DataFrame:
    """The rows of any select over the scoped tables."""
    statement = behind_scope(select, where="a test")
    offered = scope.params(listing=listing)
    with snapshot.cursor() as cursor:
        return cursor.execute(statement, {name: offered[name] for name in parameters_in(statement)}).df()
