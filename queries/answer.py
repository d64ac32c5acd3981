"""An answer carries what a number needs to be believed: rows, snapshot, scope, definition, what was hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from queries.scope import Scope

PEOPLE_COLUMNS = frozenset({"case_id", "person_id", "household_id"})
"""A question that returns one of these lists people, and must say so."""


@dataclass(frozen=True)
class Question:
    """One question: a module, its SQL and the words that explain it.

    asks: the question in one line. definition: what is counted and what is not, in plain words.
    lists_people: rows are people or cases (then restricted cases stay out). sql: the text behind the scope.
    answer: how rows are made where one run of the SQL is not enough; it is given a function Scope → rows.
    """

    name: str
    topic: str
    asks: str
    definition: str
    lists_people: bool
    sql: Path
    answer: Callable[[Rows, Scope], pd.DataFrame] | None = None


Rows = Callable[[Scope], pd.DataFrame]
"""Run the question's own SQL for a scope."""


@dataclass(frozen=True)
class Answer:
    """The rows of one question with where they come from.

    rows: one frame, columns as the question's definition names them. hidden: what was left out, by reason → count.
    """

    question: str
    asks: str
    definition: str
    rows: pd.DataFrame
    snapshot_id: str
    data_date: date
    synthetic: bool
    scope: Scope
    hidden: Mapping[str, int] = field(default_factory=dict)

    def one(self) -> pd.Series:
        """The only row of an answer that has one row."""
        if len(self.rows) != 1:
            raise ValueError(f"{self.question} has {len(self.rows)} rows, not one")
        return self.rows.iloc[0]


class AnswerError(Exception):
    """A question could not be answered: what happened, where, what to do, what was left unchanged."""
