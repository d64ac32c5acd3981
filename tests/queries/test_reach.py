"""No reader is ever given a row, a key or a number from beyond their reach: all questions, small random agencies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from data.store import Snapshot
from queries.answer import Answer, AnswerError
from queries.ask import ask, classes_of, questions
from queries.reader import default_rules
from queries.scope import FULL_REACH, NOT_ALLOCATED, Reach, Scope
from queries.sql import scoped_tables
from tests.queries.agency import PLACES, PROGRAMMES, SELF_DESCRIBED, TEAMS, WORKERS, Agency, Bundle, Row
from tests.queries.agency_rows import drawn
from tests.queries.probe import MANAGER, probed, reader
from tests.world import TODAY

FEW, MANY = range(2), range(2, 60)
EVERY_SEED = [pytest.param(seed, id=f"seed-{seed}") for seed in FEW] + [
    pytest.param(seed, id=f"seed-{seed}", marks=pytest.mark.soak) for seed in MANY
]
GIVEN_AT_BUILD = ["snapshot_id", "built_at", "follow_up_id"]
"""Columns in which two snapshots differ whoever's rows they hold: names, moments and row numbers given at build."""


def readers(agency: Agency, draw: Random) -> list[Reach]:
    """One reader of each kind, supervisors of one and of two teams, some named for restricted cases."""
    named = tuple(draw.sample(sorted(agency.cases), min(3, len(agency.cases))))
    return [
        reader(draw.choice(TEAMS)),
        reader(*draw.sample(TEAMS, 2)),
        reader(draw.choice(TEAMS), restricted_cases=named),
        reader(restricted_cases=named),
        MANAGER,
        replace(MANAGER, restricted_cases=named),
        reader(),
        reader(upkeep=True),
        FULL_REACH,
    ]


def some_readers(agency: Agency, draw: Random, seed: int) -> list[Reach]:
    """All kinds of readers in a long trial, four of them in the share of it that always runs."""
    everybody = readers(agency, draw)
    return draw.sample(everybody, 4) if seed in FEW else everybody


def scopes(agency: Agency, reach: Reach, draw: Random, *, least: int) -> list[Scope]:
    """The whole reach and `least` of its narrowings: a past day, a team, a place, a community that people describe

    themselves by, a worker, a case, people.
    """
    day = TODAY - timedelta(days=draw.randint(0, 400))
    whole = Scope(reach, TODAY, TODAY, TODAY - timedelta(days=7), rules=default_rules())
    some_cases = tuple(draw.sample(sorted(agency.cases), min(2, len(agency.cases))))
    narrowed = [
        replace(whole, as_of=day, compare=day - timedelta(days=draw.randint(0, 90))),
        replace(whole, teams=(draw.choice((*TEAMS, NOT_ALLOCATED)),)),
        replace(whole, communities=(draw.choice((*PLACES, *SELF_DESCRIBED)),)),
        replace(whole, workers=(draw.choice(sorted(WORKERS)),)),
        replace(whole, cases=some_cases[:1]),
        replace(whole, people=tuple(agency.cases[key].person for key in some_cases)),
    ]
    return [whole, *draw.sample(narrowed, least)]


def asked(snapshot: Snapshot, name: str, scope: Scope) -> Answer | str:
    """The answer, or the words with which it is refused."""
    try:
        return ask(snapshot, name, scope)
    except AnswerError as refused:
        return str(refused)


def cells(rows: pd.DataFrame) -> set[str]:
    """Every text in a frame, and the parts of those that hold several words."""
    texts = {str(value) for name in rows.columns for value in rows[name] if isinstance(value, str)}
    return texts | {part.strip(",;()") for text in texts for part in text.split()}


def keys_within(agency: Agency, reach: Reach, cases: set[str]) -> set[str]:
    """Every key that a reader of these cases may read."""
    allowed = set(cases)
    for bundle in agency.bundles:
        if any(case.key in cases for case in bundle.cases):
            allowed |= {bundle.person, *bundle.households}
        allowed |= {person for key, person in bundle.promised.items() if key in cases}
    own = {one for one, team in WORKERS.items() if reach.all_cases or team in reach.teams}
    lent = {
        work.worker for key in cases for work in agency.cases[key].work if reach.all_cases or work.team in reach.teams
    }
    return allowed | own | lent


def every_key(agency: Agency) -> set[str]:
    people = {key for bundle in agency.bundles for key in (bundle.person, *bundle.households)}
    return {*agency.cases, *people, *WORKERS}


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Agency, Snapshot]]:
    agency = drawn(request.param)
    with agency.published(tmp_path / "one") as snapshot:
        yield request.param, agency, snapshot


@pytest.mark.parametrize("world", EVERY_SEED, indirect=True)
def test_no_key_from_beyond_a_readers_reach_is_in_any_answer(world: tuple[int, Agency, Snapshot]) -> None:
    seed, agency, snapshot = world
    draw, keys = Random(seed), every_key(agency)
    for reach in some_readers(agency, draw, seed):
        allowed = keys_within(agency, reach, agency.listed(reach))
        for scope in scopes(agency, reach, draw, least=1):
            for name in questions():
                answer = asked(snapshot, name, scope)
                if isinstance(answer, Answer):
                    beyond = (cells(answer.rows) & keys) - allowed
                    assert not beyond, f"{name} shows {sorted(beyond)} to {reach} in {scope}"


@pytest.mark.parametrize("world", EVERY_SEED, indirect=True)
def test_no_key_from_beyond_a_readers_reach_is_in_any_table_that_a_question_may_read(
    world: tuple[int, Agency, Snapshot],
) -> None:
    """What no question asks yet, a later one may: whatever it selects, it finds only these rows."""
    seed, agency, snapshot = world
    draw, keys = Random(seed), every_key(agency)
    for reach in some_readers(agency, draw, seed):
        listed, held = (
            keys_within(agency, reach, cases) for cases in (agency.listed(reach), agency.within_reach(reach))
        )
        whole = Scope(reach, TODAY, TODAY, TODAY)
        for table in scoped_tables():
            for listing, allowed in ((True, listed), (False, held)):
                shown = cells(probed(snapshot, f"select * from {table}", whole, listing=listing)) & keys
                assert not shown - allowed, f"{table} shows {sorted(shown - allowed)} to {reach}"


@pytest.mark.parametrize("world", EVERY_SEED, indirect=True)
def test_a_list_shows_every_case_within_reach_and_no_other(world: tuple[int, Agency, Snapshot]) -> None:
    """The oracle and the scope agree in both directions: nothing beyond reach, and nothing within it is lost."""
    seed, agency, snapshot = world
    for reach in readers(agency, Random(seed)):
        whole = Scope(reach, TODAY, TODAY, TODAY)
        listed = probed(snapshot, "select c.case_id from cases c", whole, listing=True)["case_id"]
        assert sorted(listed) == sorted(agency.listed(reach)), reach


@pytest.mark.parametrize("world", EVERY_SEED, indirect=True)
def test_a_total_counts_each_case_for_the_team_that_held_it_on_the_day(world: tuple[int, Agency, Snapshot]) -> None:
    seed, agency, snapshot = world
    draw = Random(seed)
    for reach in readers(agency, draw):
        for day in (TODAY, TODAY - timedelta(days=draw.randint(1, 500))):
            within = [agency.cases[key] for key in agency.within_reach(reach) if agency.cases[key].opened_on <= day]
            expected = Counter(case.owned_by(day) for case in within)
            own = {team: n for team, n in expected.items() if reach.all_cases or team is None or team in reach.teams}
            rows = probed(snapshot, "select c.team_id, count(*) as n from cases c group by c.team_id",
                          Scope(reach, TODAY, day, day), listing=False)  # fmt: skip
            counted = {None if pd.isna(row.team_id) else row.team_id: row.n for row in rows.itertuples()}
            assert counted == own, (reach, day)


@pytest.mark.parametrize("world", EVERY_SEED, indirect=True)
def test_no_list_shows_how_people_describe_themselves(world: tuple[int, Agency, Snapshot]) -> None:
    seed, agency, snapshot = world
    draw = Random(seed)
    told = {*SELF_DESCRIBED, "The deaf people", "The Somali people", "disability", "ethnicity"}
    lists = [name for name, question in questions().items() if question.lists_people]
    for reach in (MANAGER, reader(*TEAMS)):
        for scope in scopes(agency, reach, draw, least=1):
            for name in lists:
                answer = asked(snapshot, name, scope)
                assert isinstance(answer, str) or not cells(answer.rows) & told, f"{name} in {scope}"


@pytest.mark.parametrize("world", EVERY_SEED, indirect=True)
def test_an_advocate_and_an_administrator_get_no_row_of_a_case_from_any_question(
    world: tuple[int, Agency, Snapshot],
) -> None:
    _, agency, snapshot = world
    for reach in (reader(), reader(upkeep=True)):
        for name, question in questions().items():
            answer = asked(snapshot, name, Scope(reach, TODAY, TODAY, TODAY, rules=default_rules()))
            if classes_of(question) & {"by case", "by team"}:
                assert isinstance(answer, str), f"{name} answers {reach.account} about cases"
            else:
                assert isinstance(answer, Answer)
                assert not cells(answer.rows) & every_key(agency), name


@pytest.mark.parametrize("seed", EVERY_SEED)
def test_what_other_teams_do_changes_no_answer_of_a_reader(seed: int, tmp_path: Path) -> None:
    """Two agencies with the same people in a reader's reach and quite other people beyond it answer alike."""
    here, elsewhere, draw = drawn(seed), drawn(seed, prefix="X"), Random(seed)
    supervisors = [reader(draw.choice(TEAMS)), reader(*draw.sample(TEAMS, 2))]
    for number, reach in enumerate(supervisors[:1] if seed in FEW else supervisors):
        mine = answered_for(here, here.within_reach(reach))
        theirs = beyond_reach(elsewhere, reach)
        assert mine and theirs and len(mine) < len(here.bundles)
        other = Agency([*theirs, *mine], rows_of_teams(here, elsewhere, reach))
        with here.published(tmp_path / f"{number}a") as one, other.published(tmp_path / f"{number}b") as two:
            kept = Agency(mine, {})
            for table in scoped_tables():
                assert of_table(one, table, reach) == of_table(two, table, reach), f"{table} for {reach}"
            for scope in scopes(kept, reach, draw, least=1 if seed in FEW else 3):
                for name in questions():
                    assert told(asked(one, name, scope)) == told(asked(two, name, scope)), f"{name} in {scope}"


def answered_for(agency: Agency, cases: set[str]) -> list[Bundle]:
    """The people of these cases, and whoever is promised something in any case of theirs: they come along."""
    kept = [one for one in agency.bundles if cases & {case.key for case in one.cases}]
    while more := [one for one in agency.bundles if one not in kept and one.person in _promised(kept)]:
        kept += more
    return [one for one in agency.bundles if one in kept]


def _promised(bundles: list[Bundle]) -> set[str]:
    return {person for one in bundles for person in one.promised.values()}


def beyond_reach(agency: Agency, reach: Reach) -> list[Bundle]:
    """The people of whom the reader sees nothing, leaving out those who promise something to somebody seen."""
    seen, kept = agency.within_reach(reach), {}
    for one in agency.bundles:
        if not seen & {case.key for case in one.cases} and set(one.promised.values()) <= kept.keys():
            kept[one.person] = one
    return list(kept.values())


def rows_of_teams(here: Agency, elsewhere: Agency, reach: Reach) -> dict[str, list[Row]]:
    """Rows of teams: those of the reader's teams from here, all others from elsewhere."""

    def is_own(row: Row) -> bool:
        team = PROGRAMMES[str(row["programme_id"])] if "programme_id" in row else WORKERS[str(row["worker_id"])]
        return team in reach.teams

    return {
        table: [*(row for row in here.of_teams[table] if is_own(row)),
                *(row for row in elsewhere.of_teams[table] if not is_own(row))]
        for table in here.of_teams
    }  # fmt: skip


def of_table(snapshot: Snapshot, table: str, reach: Reach) -> list[str]:
    """The rows of a scoped table, in no order, without what a build gives."""
    rows = probed(snapshot, f"select * from {table}", Scope(reach, TODAY, TODAY, TODAY), listing=False)
    rows = rows.drop(columns=GIVEN_AT_BUILD, errors="ignore")
    return sorted(str(row) for row in rows.astype(str).itertuples(index=False, name=None))


def told(answer: Answer | str) -> str:
    """All that an answer says, byte for byte."""
    if isinstance(answer, str):
        return answer
    rows = answer.rows.drop(columns=GIVEN_AT_BUILD, errors="ignore")
    return f"{list(rows.dtypes)} {rows.to_json(orient='split', date_format='iso')} {dict(answer.hidden)}"
