"""The only door from a page to a question: it knows the reader's scope and the snapshot this page is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import streamlit as st

from data.store import Snapshot, Store
from queries.answer import Answer
from queries.ask import ask as ask_snapshot
from queries.scope import COMPARED_DAYS_BACK, Reach, Rules, Scope


@dataclass(frozen=True)
class Ask:
    """A reader's questions to one snapshot: `ask("caseload_today")` is an Answer; `narrowed` changes the scope."""

    scope: Scope
    role: str
    source_kind: str
    synthetic: bool
    snapshot_id: str
    answered: Callable[[str, Scope], Answer]
    note: Callable[[str, str], None] = lambda what, detail: None

    def __call__(self, question: str) -> Answer:
        """The answer for this scope. Raises AnswerError in words a reader can act on."""
        return self.answered(question, self.scope)

    def narrowed(self, scope: Scope) -> Ask:
        """The same reader and snapshot with other choices; reach can not change."""
        if scope.reach != self.scope.reach:
            raise ValueError("a page may narrow a scope, never change whose it is")
        return replace(self, scope=scope)


@contextmanager
def asking(
    store: Store, reach: Reach, rules: Rules, role: str, note: Callable[[str, str], None] | None = None
) -> Iterator[Ask]:
    """An Ask for one page run: one lease, so that a page finishes on the snapshot it began with."""
    with store.lease() as snapshot:
        data_date = snapshot.info.data_date
        yield Ask(
            scope=Scope(
                reach=reach,
                data_date=data_date,
                as_of=data_date,
                compare=data_date - timedelta(days=COMPARED_DAYS_BACK),
                rules=rules,
            ),
            role=role,
            source_kind=snapshot.info.source_kind,
            synthetic=snapshot.info.synthetic,
            snapshot_id=snapshot.info.snapshot_id,
            answered=lambda question, scope: _cached(question, snapshot.info.snapshot_id, scope, snapshot),
            note=note or (lambda what, detail: None),
        )


@st.cache_data(show_spinner=False, max_entries=2000)
def _cached(question: str, snapshot_id: str, scope: Scope, _snapshot: Snapshot) -> Answer:
    """Kept by question, snapshot and scope; the scope holds the reader's reach, so nobody gets another's answer."""
    return ask_snapshot(_snapshot, question, scope)
