"""Asks a question of the current snapshot: through the scope, within a time limit, two at a time."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from data.store import Snapshot
from queries.answer import PEOPLE_COLUMNS, Answer, AnswerError, Question
from queries.scope import Reach, Scope
from queries.sql import ScopeForgottenError, behind_scope, classes_read, parameters_in

TIME_LIMIT_SECONDS = 20.0
"""A question that takes longer is stopped: the page says so and stays usable."""

_TURNS = threading.BoundedSemaphore(2)
"""Two questions at a time: on two cores more would only make all of them wait."""


@cache
def questions() -> dict[str, Question]:
    """Every question by name: each module with a .sql of its own name in a folder of queries/."""
    here = Path(__file__).resolve().parent
    found: dict[str, Question] = {}
    for topic in pkgutil.iter_modules([str(here)]):
        if not topic.ispkg:
            continue
        for module in pkgutil.iter_modules([str(here / topic.name)]):
            sql = here / topic.name / f"{module.name}.sql"
            if not sql.exists():
                continue
            source = importlib.import_module(f"queries.{topic.name}.{module.name}")
            if module.name in found:
                raise AnswerError(f"Two questions are called {module.name}. Rename one; nothing was asked.")
            found[module.name] = Question(
                name=module.name,
                topic=topic.name,
                asks=(source.__doc__ or "").strip().splitlines()[0],
                definition=source.DEFINITION,
                lists_people=source.LISTS_PEOPLE,
                sql=sql,
                answer=getattr(source, "answer", None),
            )
    return found


@cache
def topics() -> dict[str, str]:
    """Each topic that has questions, with what it is about: the first line of its folder's docstring."""
    found = {one.topic: importlib.import_module(f"queries.{one.topic}").__doc__ for one in questions().values()}
    return {topic: (about or topic).strip().splitlines()[0] for topic, about in sorted(found.items())}


def ask(snapshot: Snapshot, name: str, scope: Scope) -> Answer:
    """The answer to the named question for this scope.

    Raises AnswerError for an unknown name, one about cases where the reader has none, one that takes too long, or one
    that lists people without saying so.
    """
    question = questions().get(name)
    if question is None:
        known = ", ".join(sorted(questions()))
        raise AnswerError(f"There is no question called {name}. Choose one of: {known}. Nothing was asked.")
    if not scope.reach.has_cases and classes_of(question) & {"by case", "by team"}:
        raise AnswerError(
            f"No cases are within the reach of {scope.reach.account}: there is nothing to count, which is not a count "
            "of none. Whoever keeps the accounts can say which teams it should have; nothing was shown."
        )
    rows = _rows(snapshot, question, scope, listing=question.lists_people)
    return Answer(
        question=name,
        asks=question.asks,
        definition=question.definition,
        rows=rows,
        snapshot_id=snapshot.info.snapshot_id,
        data_date=snapshot.info.data_date,
        synthetic=snapshot.info.synthetic,
        scope=scope,
        hidden=_hidden(snapshot, question, scope, rows),
    )


def _rows(snapshot: Snapshot, question: Question, scope: Scope, *, listing: bool) -> pd.DataFrame:
    def run(at: Scope) -> pd.DataFrame:
        if at.reach != scope.reach:
            raise ScopeForgottenError(f"{question.name} asks with a reach that is not its reader's.")
        return _run(snapshot, question, at, listing=listing)

    rows = question.answer(run, scope) if question.answer else run(scope)
    people = PEOPLE_COLUMNS & set(rows.columns)
    if people and not question.lists_people:
        raise AnswerError(
            f"{question.name} returns {', '.join(sorted(people))} but does not say that it lists people. "
            "Set LISTS_PEOPLE in its module; nothing was shown."
        )
    return rows


def _hidden(snapshot: Snapshot, question: Question, scope: Scope, rows: pd.DataFrame) -> dict[str, int]:
    """How many rows a list would have had more, were none of the reader's cases restricted; totals hide nothing.

    Of named cases or people nothing is counted: the count alone would say that this very case is restricted.
    """
    if not question.lists_people or scope.cases or scope.people:
        return {}
    named = scope.reach.restricted_cases
    restricted = restricted_cases(snapshot, scope.reach)
    if not set(restricted) - set(named):
        return {}
    as_if_named = replace(scope, reach=replace(scope.reach, restricted_cases=tuple(sorted({*named, *restricted}))))
    left_out = len(_rows(snapshot, question, as_if_named, listing=True)) - len(rows)
    return {"restricted": left_out} if left_out > 0 else {}


def restricted_cases(snapshot: Snapshot, reach: Reach) -> tuple[str, ...]:
    """Keys of the restricted cases of a reader's teams; never shown, only to count how many rows a list leaves out."""
    with snapshot.cursor() as cursor:
        found = cursor.execute(
            "select c.case_id from store.cases c where coalesce(c.restricted, false) and ($all_cases or c.case_id in "
            "(select r.case_id from store.case_reach r where r.team_id in (select unnest(cast($teams as varchar[])))))",
            {"all_cases": reach.all_cases, "teams": list(reach.teams)},
        ).fetchall()
    return tuple(row[0] for row in found)


def _run(snapshot: Snapshot, question: Question, scope: Scope, *, listing: bool) -> pd.DataFrame:
    statement = statement_of(question)
    offered = scope.params(listing=listing)
    params = {name: offered[name] for name in parameters_in(statement) if name in offered}
    with _TURNS, snapshot.cursor() as cursor, _time_limit(cursor, question.name):
        return cursor.execute(statement, params).df()


@cache
def statement_of(question: Question) -> str:
    """The question's SQL behind the scope, checked once a process."""
    return behind_scope(question.sql.read_text(encoding="utf-8"), where=question.sql.name)


@cache
def classes_of(question: Question) -> frozenset[str]:
    """The classes of the tables that the question reads."""
    return frozenset(classes_read(question.sql.read_text(encoding="utf-8")))


@contextmanager
def _time_limit(cursor: duckdb.DuckDBPyConnection, name: str) -> Iterator[None]:
    timer = threading.Timer(TIME_LIMIT_SECONDS, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.InterruptException as stopped:
        raise AnswerError(
            f"{name} took longer than {TIME_LIMIT_SECONDS:.0f} seconds and was stopped. "
            "Choose one team or a shorter period and try again; nothing was changed."
        ) from stopped
    finally:
        timer.cancel()
