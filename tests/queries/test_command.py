"""Asking at the shell: the same answer as the page, narrowed by names people use, wrong use told in words."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from data.build import building
from data.places import places
from data.store import Store
from data.workbook.access_log import entries
from data.workbook.workbook import Workbook
from queries.__main__ import main
from queries.ask import ask, questions
from queries.scope import FULL_REACH, Scope
from tests.conftest import ROOT
from tests.world import TODAY, fill

TABLES = {
    "team": "team_id|name\nT-NORTH|Team North\nT-SOUTH|Team South",
    "community": "community_id|name|kind\nC-ASH|Ashgrove|place\nS-DEAF|Deaf|disability",
    "worker": "worker_id|team_id\nWN|T-NORTH\nWS|T-SOUTH",
    "person": "person_id\nQ1\nQ2\nQ3",
    "person_community": "person_id|community_id|from_on\nQ1|C-ASH|2020-01-01",
    "cases": "case_id|person_id|opened_on\nK1|Q1|2026-01-05\nK2|Q2|2026-01-05\nK3|Q3|2026-01-05",
    "assignment": "case_id|worker_id|role|from_on\nK1|WN|lead|2026-01-05\nK2|WS|lead|2026-01-05",
}


class Told(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Asks = Callable[..., Told]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two teams with a case each, and one case that nobody was given."""
    kept = Store(tmp_path_factory.mktemp("shell") / "store")
    with building(kept, source_kind="caseboard", data_date=TODAY, pseudonym_scheme="random", synthetic=True) as build:
        fill(build.con, TABLES)
        build.publish()
    return kept


@pytest.fixture
def asks(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asks:
    """Asks as a person at the shell does."""

    def asked(*words: str) -> Told:
        monkeypatch.setenv("CASEBOARD_STORE", str(store.folder))
        monkeypatch.setattr(sys, "argv", ["queries", *words])
        code = main()
        return Told(code, *capsys.readouterr())

    return asked


def cases(asks: Asks, *words: str) -> int:
    told = asks("caseload_today", "--format", "json", *words)
    assert told.code == 0, told.err
    return int(json.loads(told.out)["rows"][0]["cases"])


def test_without_a_name_every_question_is_listed_with_what_it_asks_by_topic(asks: Asks) -> None:
    told = asks()
    assert told.code == 0
    for one in questions().values():
        assert any(line.split()[:1] == [one.name] and line.endswith(one.asks) for line in told.out.splitlines())
        assert f"\n{one.topic}: " in f"\n{told.out}"


@pytest.mark.parametrize("name", ["caseload_today", "teams", "places"])
def test_the_answer_is_the_one_of_the_page(name: str, asks: Asks, store: Store) -> None:
    told = json.loads(asks(name, "--format", "json").out)
    with store.lease() as snapshot:
        scope = Scope(FULL_REACH, TODAY, as_of=TODAY, compare=TODAY)
        rows = ask(snapshot, name, scope).rows
    assert told["rows"] == json.loads(rows.to_json(orient="records"))
    assert (told["as_of"], told["compare"]) == ("2026-11-16", "2026-11-09")


@pytest.mark.parametrize("name", ["T-NORTH", "t-north", "Team North", "team north", "north", " North "])
def test_a_team_is_named_by_id_or_name_in_large_or_small_letters(name: str, asks: Asks) -> None:
    assert cases(asks, "--team", name) == 1


def test_teams_can_be_named_together_and_so_can_what_nobody_was_given(asks: Asks) -> None:
    assert cases(asks) == 3
    assert cases(asks, "--team", "north", "--team", "SOUTH") == 2
    assert cases(asks, "--team", "not-allocated") == 1
    assert cases(asks, "--team", "Not allocated", "--team", "north") == 2


def test_a_place_and_a_case_narrow_too(asks: Asks) -> None:
    assert cases(asks, "--community", "ashgrove") == 1
    assert cases(asks, "--case", "K1", "--case", "K2") == 2


def test_a_past_day_is_looked_at_with_the_week_before_it(asks: Asks) -> None:
    told = json.loads(asks("teams", "--as-of", "2026-09-30", "--format", "json").out)
    assert (told["as_of"], told["compare"]) == ("2026-09-30", "2026-09-23")
    told = json.loads(asks("teams", "--as-of", "2026-09-30", "--compare", "2026-01-01", "--format", "json").out)
    assert told["compare"] == "2026-01-01"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no_such",), "Choose one of: aftercare_list"),
        (("teams", "--team", "east"), "T-NORTH (Team North), T-SOUTH (Team South), not-allocated"),
        (("teams", "--community", "north"), "C-ASH (Ashgrove)"),
        (("teams", "--community", "Deaf"), "C-ASH (Ashgrove)"),
        (("teams", "--as-of", "2026-11-17"), "after the data date"),
        (("teams", "--compare", "2026-11-17"), "Choose an earlier one"),
        (("teams", "--as-of", "yesterday"), "2026"),
        (("teams", "--format", "xml"), "json"),
        (("teams", "--colour"), "colour"),
    ],
)
def test_wrong_use_ends_with_1_and_says_the_choices(words: tuple[str, ...], said: str, asks: Asks) -> None:
    told = asks(*words)
    assert told.code == 1
    assert said in told.err or words[-1] in {"yesterday", "xml"}
    assert told.out == ""
    assert "Traceback" not in told.err


def test_a_store_that_cannot_be_read_ends_with_2(asks: Asks, tmp_path: Path) -> None:
    told = asks("teams", "--store", str(tmp_path / "nothing"))
    assert told.code == 2
    assert "There is no data yet" in told.err
    assert told.out == ""


def test_without_an_account_the_shell_says_that_it_asks_with_full_reach(asks: Asks) -> None:
    assert "full reach" in asks("teams").err
    assert "full reach" not in asks("teams", "--as", "demo-manager").err


def logged(store: Store) -> list[tuple[str, str, str]]:
    """Who asked what, oldest first."""
    with Workbook.open(places(store.folder).workbook) as book:
        since, before = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        return [(one.account, one.what, one.detail) for one in reversed(entries(book, since=since, before=before))]


def test_each_question_answered_is_in_the_access_log_before_its_answer_is_shown(asks: Asks, store: Store) -> None:
    before = logged(store)
    asks("teams")
    asks("caseload_today", "--as", "demo-supervisor")
    asks("no_such")
    asks("caseload_today", "--as", "demo-advocate")
    assert logged(store)[len(before) :] == [
        ("shell", "asked", "teams"),
        ("shell", "asked", "caseload_today:demo-supervisor"),
    ]


def test_nothing_is_shown_where_the_log_cannot_be_written(asks: Asks, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    told = asks("teams", "--workbook", f"sqlite:///{tmp_path / 'a-file' / 'workbook.sqlite'}")
    assert told.code == 2
    assert told.out == ""


def test_an_account_asks_within_its_own_reach(asks: Asks) -> None:
    assert cases(asks, "--as", "demo-supervisor") == 1
    assert cases(asks, "--as", " Demo-Manager ") == 3
    told = asks("caseload_today", "--as", "demo-supervisor", "--team", "south")
    assert told.code == 1
    assert "T-NORTH (Team North), not-allocated" in told.err
    assert "South" not in told.err


def test_a_reader_without_cases_is_told_so_and_not_given_a_zero(asks: Asks) -> None:
    for who in ("demo-advocate", "demo-administrator"):
        told = asks("caseload_today", "--as", who, "--format", "json")
        assert told.code == 2
        assert told.out == ""
        assert "not a count of none" in told.err


def test_an_account_that_may_not_sign_in_may_not_ask(asks: Asks) -> None:
    told = asks("teams", "--as", "kim")
    assert told.code == 1
    assert "no account kim" in told.err


def test_it_runs_as_a_module(store: Store) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "queries", "teams", "--format", "csv", "--store", str(store.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "team_id,name\nT-NORTH,Team North\nT-SOUTH,Team South\n"
