"""Asking: refused in words where it must be, restricted cases counted to few, a long question stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.store import Snapshot
from queries import ask as asking
from queries.answer import AnswerError, Question
from queries.ask import ask, questions, topics
from queries.scope import Reach, Scope
from queries.sql import ScopeForgottenError
from tests.queries.probe import MANAGER, reader, scope_of
from tests.world import TODAY, built

TABLES = {
    "team": "team_id|name\nA|Team A\nB|Team B",
    "worker": "worker_id|team_id\nWA|A\nWB|B",
    "person": "person_id\nQ1\nQ2\nQ3",
    "cases": "case_id|person_id|opened_on|restricted\nK1|Q1|2026-01-05|-\nK2|Q2|2026-01-05|true\nK3|Q3|2026-01-05|true",
    "assignment": "case_id|worker_id|role|from_on\nK1|WA|lead|2026-01-05\nK2|WA|lead|2026-01-05\nK3|WB|lead|2026-01-05",
}
Define = Callable[..., str]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with built(tmp_path_factory.mktemp("ask"), **TABLES) as opened:
        yield opened


@pytest.fixture
def define(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Define:
    """Adds a question of a test beside the real ones."""

    def defined(sql: str, *, lists_people: bool = False) -> str:
        path = tmp_path / f"of_a_test_{len(list(tmp_path.iterdir()))}.sql"
        path.write_text(f"-- Of a test.\n{sql}\n")
        known = {**questions(), "of_a_test": Question("of_a_test", "tests", "?", "!", lists_people, path)}
        monkeypatch.setattr(asking, "questions", lambda: known)
        return "of_a_test"

    return defined


def test_an_unknown_question_is_told_with_those_there_are(snapshot: Snapshot) -> None:
    with pytest.raises(AnswerError, match=r"no question called gossip. Choose one of: .*caseload_today"):
        ask(snapshot, "gossip", scope_of(MANAGER, TODAY))


@pytest.mark.parametrize("column", ["case_id", "person_id"])
def test_a_question_that_lists_people_must_say_so(column: str, define: Define, snapshot: Snapshot) -> None:
    name = define(f"select c.{column} from cases c order by 1")
    with pytest.raises(AnswerError, match="does not say that it lists people"):
        ask(snapshot, name, scope_of(MANAGER, TODAY))
    name = define(f"select c.{column} from cases c order by 1", lists_people=True)
    assert len(ask(snapshot, name, scope_of(MANAGER, TODAY)).rows) == 1


@pytest.mark.parametrize(
    ("reach", "listed", "hidden"),
    [
        (MANAGER, ["K1"], {"restricted": 2}),
        (reader("A"), ["K1"], {"restricted": 1}),
        (reader("B"), [], {"restricted": 1}),
        (reader("A", restricted_cases=("K2",)), ["K1", "K2"], {}),
        (reader("A", restricted_cases=("K3",)), ["K1", "K3"], {"restricted": 1}),
        (replace(MANAGER, restricted_cases=("K2", "K3")), ["K1", "K2", "K3"], {}),
    ],
)
def test_restricted_cases_are_counted_to_whoever_may_see_their_team_and_to_nobody_else(
    reach: Reach, listed: list[str], hidden: dict[str, int], define: Define, snapshot: Snapshot
) -> None:
    name = define("select c.case_id from cases c order by 1", lists_people=True)
    answer = ask(snapshot, name, scope_of(reach, TODAY))
    assert list(answer.rows["case_id"]) == listed
    assert dict(answer.hidden) == hidden


@pytest.mark.parametrize("narrowed", [{"cases": ("K2",)}, {"people": ("Q2",)}])
def test_of_a_named_case_or_person_nobody_is_told_that_it_is_restricted(
    narrowed: dict[str, tuple[str, ...]], define: Define, snapshot: Snapshot
) -> None:
    name = define("select c.case_id from cases c order by 1", lists_people=True)
    answer = ask(snapshot, name, scope_of(MANAGER, TODAY, **narrowed))
    assert answer.rows.empty
    assert dict(answer.hidden) == {}


@pytest.mark.parametrize(
    "select", ["count(*) as n from cases", "count(*) as n from worker", "1 as n from follow_up_status"]
)
def test_a_reader_without_cases_gets_no_zero(select: str, define: Define, snapshot: Snapshot) -> None:
    name = define(f"select {select} order by 1")
    for reach in (reader(), reader(upkeep=True)):
        with pytest.raises(AnswerError, match="not a count of none"):
            ask(snapshot, name, scope_of(reach, TODAY))
    assert len(ask(snapshot, define("select t.name from team t order by 1"), scope_of(reader(), TODAY)).rows) == 2


def test_a_question_that_takes_too_long_is_stopped_and_the_next_one_is_answered(
    define: Define, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "range(100000000)"
    endless = f"select count(*) as n from {many} a(x) cross join {many} b(y) where a.x <> b.y + 1 order by 1"
    monkeypatch.setattr(asking, "TIME_LIMIT_SECONDS", 0.2)
    with pytest.raises(AnswerError, match="was stopped"):
        ask(snapshot, define(endless), scope_of(MANAGER, TODAY))
    monkeypatch.setattr(asking, "TIME_LIMIT_SECONDS", 20.0)
    assert len(ask(snapshot, "teams", scope_of(MANAGER, TODAY)).rows) == 2


def test_every_topic_says_what_it_is_about() -> None:
    assert set(topics()) == {one.topic for one in questions().values()}
    assert all(about.endswith(".") and len(about.split()) > 3 for about in topics().values())


def test_every_question_says_what_it_asks_and_what_is_counted() -> None:
    for one in questions().values():
        assert one.asks.rstrip(".?") != ""
        assert len(one.definition.split()) >= 8, one.name


def test_a_scope_can_only_narrow(snapshot: Snapshot, define: Define) -> None:
    name = define("select c.case_id from cases c order by 1", lists_people=True)
    beyond = Scope(reader("A"), TODAY, TODAY, TODAY, teams=("A", "B"), cases=("K1", "K2", "K3"), people=("Q1", "Q3"))
    assert list(ask(snapshot, name, beyond).rows["case_id"]) == ["K1"]


def test_a_question_cannot_ask_with_another_reach_than_its_readers(
    define: Define, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = define("select count(*) as n from cases c order by n")
    greedy = replace(asking.questions()[name], answer=lambda rows, scope: rows(replace(scope, reach=MANAGER)))
    monkeypatch.setattr(asking, "questions", lambda: {name: greedy})
    with pytest.raises(ScopeForgottenError, match="not its reader's"):
        ask(snapshot, name, scope_of(reader("A"), TODAY))
