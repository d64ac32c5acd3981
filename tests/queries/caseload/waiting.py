"""A small agency in which people wait: two teams, a programme with aftercare, and whatever a test adds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from data.store import Snapshot
from queries.answer import Answer
from queries.ask import ask
from queries.scope import Reach, Scope
from tests.queries.probe import MANAGER
from tests.world import TODAY, built

AGENCY = {
    "team": "team_id|name\nA|Team A\nB|Team B",
    "worker": "worker_id|team_id\nWA|A\nWB|B",
    "programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01\nN|None offered|A|-",
}
FOLLOW_UPS = "follow_up_id|case_id|person_id|kind|basis|due_by|done_on|outcome|recorded_on\n"


def people(*keys: str, closed: dict[str, str] | None = None, team: str = "A") -> dict[str, str]:
    """Tables in which person Qx has case Cx since 1 Jan 2026, led by the team's worker; closed: key → closing day."""
    closed = closed or {}
    cases = [
        f"C{key}|Q{key}|P|2026-01-01|{closed.get(key, '-')}|{'goals_met' if key in closed else '-'}" for key in keys
    ]
    return {
        "person": "\n".join(["person_id", *(f"Q{key}" for key in keys)]),
        "cases": "\n".join(["case_id|person_id|programme_id|opened_on|closed_on|close_reason", *cases]),
        "assignment": "\n".join(
            ["case_id|worker_id|role|from_on", *(f"C{key}|W{team}|lead|2026-01-01" for key in keys)]
        ),
    }


@contextmanager
def waiting(folder: Path, follow_up: str, data_date: date = TODAY, **tables: str) -> Iterator[Snapshot]:
    """A published snapshot of the agency with these follow-ups (columns of FOLLOW_UPS, or as they are headed)."""
    text = follow_up if follow_up.startswith("follow_up_id") else FOLLOW_UPS + follow_up
    with built(folder, data_date, **{**AGENCY, **tables, "follow_up": text}) as snapshot:
        yield snapshot


def asked(
    snapshot: Snapshot,
    question: str,
    *,
    as_of: date | None = None,
    reach: Reach = MANAGER,
    back: int = 7,
    **narrowed: Any,
) -> Answer:
    """The answer of a question, compared with `back` days earlier."""
    data_date = snapshot.info.data_date
    day = as_of or data_date
    scope = Scope(reach=reach, data_date=data_date, as_of=day, compare=day - timedelta(days=back), **narrowed)
    return ask(snapshot, question, scope)


def told(rows: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Chosen columns as plain values, days as text, missing as None."""
    return [tuple(_plain(value) for value in row) for row in rows[list(columns)].itertuples(index=False, name=None)]


def _plain(value: object) -> object:
    if pd.isna(value):
        return None
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else getattr(value, "item", lambda: value)()
