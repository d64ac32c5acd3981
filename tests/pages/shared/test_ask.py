"""Answers are kept by question, snapshot and scope: nobody is given another reader's, and none is asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.store import Snapshot, Store
from pages.shared import ask as door
from queries.answer import Answer
from queries.ask import ask as ask_snapshot
from queries.reader import default_rules
from queries.scope import Reach, Rules, Scope
from tests.world import built

MANAGER, TEAM_A = Reach("manager", all_cases=True), Reach("supervisor", teams=("A",))


def test_each_scope_has_its_own_answer_and_the_same_one_is_asked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Scope] = []

    def noted(snapshot: Snapshot, question: str, scope: Scope) -> Answer:
        asked.append(scope)
        return ask_snapshot(snapshot, question, scope)

    monkeypatch.setattr(door, "ask_snapshot", noted)
    with built(tmp_path, team="team_id|name\nA|Team A\nB|Team B"):
        store = Store(tmp_path / "store")
        for reach, names in ((MANAGER, ["Team A", "Team B"]), (TEAM_A, ["Team A"]), (MANAGER, ["Team A", "Team B"])):
            with door.asking(store, reach, default_rules(), "x") as ask:
                assert list(ask("teams").rows["name"]) == names
        assert [scope.reach for scope in asked] == [MANAGER, TEAM_A]
        with door.asking(store, MANAGER, default_rules(), "x") as ask:
            day = ask.scope.as_of - timedelta(days=1)
            for changed in (
                {"as_of": day, "compare": day},
                {"teams": ("A",)},
                {"only": ("planning",)},
                {"rules": Rules("other", default_rules().stage_standards)},
                {"rules": replace(default_rules(), stage_standards=())},
            ):
                ask.narrowed(replace(ask.scope, **changed))("teams")  # type: ignore[arg-type]
    assert len(asked) == 2 + 5
