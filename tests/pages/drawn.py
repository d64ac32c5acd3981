"""Draws one page alone, without the door and the menu, and reads what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from html import unescape

import pandas as pd
from streamlit.testing.v1 import AppTest

from data.store import Snapshot
from pages.shared.ask import Ask
from queries.answer import Answer
from queries.ask import ask as ask_snapshot
from queries.ask import questions
from queries.reader import default_rules
from queries.scope import Reach, Scope
from tests.world import TODAY

Noted = list[tuple[str, str]]


def fake_ask(
    rows: Mapping[str, pd.DataFrame | Callable[[Scope], pd.DataFrame]],
    *,
    role: str = "manager",
    reach: Reach | None = None,
    noted: Noted | None = None,
    **about: object,
) -> Ask:
    """An Ask that gives these rows for these questions and knows no others. noted: gets what the page logs."""

    def answered(question: str, scope: Scope) -> Answer:
        given = rows[question]
        return Answer(
            question=question,
            asks=questions()[question].asks,
            definition=questions()[question].definition,
            rows=given(scope) if callable(given) else given,
            snapshot_id="S1",
            data_date=TODAY,
            synthetic=bool(about.get("synthetic", False)),
            scope=scope,
        )

    return _ask(answered, role, reach or Reach(role, all_cases=role == "manager"), TODAY, noted, **about)


def real_ask(snapshot: Snapshot, reach: Reach, *, role: str = "manager", noted: Noted | None = None) -> Ask:
    """An Ask of a real snapshot, uncached."""
    info = snapshot.info
    return _ask(
        lambda question, scope: ask_snapshot(snapshot, question, scope),
        role,
        reach,
        info.data_date,
        noted,
        source_kind=info.source_kind,
        synthetic=info.synthetic,
        snapshot_id=info.snapshot_id,
    )


def _ask(
    answered: Callable[[str, Scope], Answer],
    role: str,
    reach: Reach,
    data_date: date,
    noted: Noted | None,
    *,
    source_kind: str = "caseboard",
    synthetic: bool = False,
    snapshot_id: str = "S1",
) -> Ask:
    kept = noted if noted is not None else []
    return Ask(
        scope=Scope(reach, data_date, data_date, data_date - timedelta(days=7), rules=default_rules()),
        role=role,
        source_kind=source_kind,
        synthetic=synthetic,
        snapshot_id=snapshot_id,
        answered=answered,
        note=lambda what, detail: kept.append((what, detail)),
    )


def drawn(module: str, ask: Ask, **address: str) -> AppTest:
    """The page, run once at an address; whatever it raised fails the test."""

    def script(module: str, ask: object) -> None:
        from importlib import import_module

        import_module(module).page(ask)

    at = AppTest.from_function(script, args=(module, ask), default_timeout=30)
    for name, value in address.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    return at


def html(at: AppTest) -> str:
    """All HTML of the page but its style."""
    bodies = [element.proto.body for element in at.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style"))


def words(at: AppTest) -> str:
    """What a reader reads, tags taken out, blanks made single."""
    told, inside = [], False
    for letter in html(at).replace("<", " <").replace(">", "> "):
        inside = letter == "<" or (inside and letter != ">")
        if not inside and letter != ">":
            told.append(letter)
    titles = [one.value for one in at.title]
    return " ".join(unescape(" ".join([*titles, "".join(told)])).split())
