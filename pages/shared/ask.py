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
    """A reader's questions to one snapshot: `ask("caseload_today")` is an Answer; `narrowed` changes the scope.

    note: adds a line to the access log: what was done (`opened`, `downloaded`) and to which page, question or case.
    is_still: whether the reader is still here with this reach, long after the page was drawn.
    """

    scope: Scope
    role: str
    source_kind: str
    synthetic: bool
    snapshot_id: str
    answered: Callable[[str, Scope], Answer]
    note: Callable[[str, str], None] = lambda what, detail: None
    is_still: Callable[[], bool] = lambda: True

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
    store: Store,
    reach: Reach,
    rules: Rules,
    role: str,
    note: Callable[[str, str], None] | None = None,
    is_still: Callable[[], bool] = lambda: True,
) -> Iterator[Ask]:
    """An Ask for one page run: one lease, so that a page finishes on the snapshot it began with.

    is_still: whether the reader is still signed in with this reach. It is asked where the page's run is over and a
    part of the page asks again by itself (a fragment): where it is not, or the data has changed, all is drawn anew.
    """
    with store.lease() as snapshot:
        drawing = _Drawing(store, snapshot, is_still)
        data_date = snapshot.info.data_date
        try:
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
                answered=drawing.answered,
                note=note or (lambda what, detail: None),
                is_still=is_still,
            )
        finally:
            drawing.is_over = True


class _Drawing:
    """One run of a page: while it lasts, questions go to its snapshot; afterwards nothing is taken for granted."""

    def __init__(self, store: Store, snapshot: Snapshot, is_still: Callable[[], bool]) -> None:
        self._store, self._snapshot, self._is_still = store, snapshot, is_still
        self.is_over = False

    def answered(self, question: str, scope: Scope) -> Answer:
        if not self.is_over:
            return _cached(question, self._snapshot.info.snapshot_id, scope, self._snapshot)
        if not self._is_still():
            st.rerun()
        with self._store.lease() as current:
            if current.info != self._snapshot.info:
                st.rerun()
            return _cached(question, current.info.snapshot_id, scope, current)


@st.cache_data(show_spinner=False, max_entries=2000, hash_funcs={Scope: repr})
def _cached(question: str, snapshot_id: str, scope: Scope, _snapshot: Snapshot) -> Answer:
    """Kept by question, snapshot and scope; the scope holds the reader's reach, so nobody gets another's answer."""
    return ask_snapshot(_snapshot, question, scope)
