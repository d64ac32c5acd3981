"""A page finishes on the snapshot it began with; a part of it that runs later takes nothing for granted."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st

from data.demo.make import make_demo
from data.store import Store
from pages.shared.ask import Ask, asking
from queries.reader import default_rules
from queries.scope import Reach

REACH = Reach(account="kim", all_cases=True)


class DrawnAnewError(Exception):
    """Stands in for what Streamlit does when a page is to be drawn anew."""


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agency")
    make_demo(Store(folder), cases=50)
    return folder


@pytest.fixture(autouse=True)
def drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def rerun() -> None:
        raise DrawnAnewError

    monkeypatch.setattr(st, "rerun", rerun)


def drawn(store: Store, answers: list[bool]) -> Ask:
    """An Ask whose page has been drawn; `answers` are given, in turn, to whether its reader is still there."""
    with asking(store, REACH, default_rules(), "manager", is_still=lambda: answers.pop(0)) as ask:
        ask("teams")
    return ask


def test_while_a_page_is_drawn_nobody_asks_who_is_there(agency: Path) -> None:
    with asking(Store(agency), REACH, default_rules(), "manager", is_still=lambda: False) as ask:
        assert len(ask("teams").rows) == 4


def test_a_part_that_asks_later_is_answered_while_its_reader_is_there(agency: Path) -> None:
    ask = drawn(Store(agency), [True])
    assert len(ask("teams").rows) == 4


def test_a_part_that_asks_later_is_not_answered_when_its_reader_is_not(agency: Path) -> None:
    ask = drawn(Store(agency), [False])
    with pytest.raises(DrawnAnewError):
        ask("teams")


def test_a_part_that_asks_after_an_import_draws_the_page_anew(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make_demo(store, cases=50)
    with asking(store, REACH, default_rules(), "manager") as ask:
        before = ask("teams").snapshot_id
        make_demo(store, cases=50, seed=2)
        assert ask("teams").snapshot_id == before
    with pytest.raises(DrawnAnewError):
        ask("teams")
