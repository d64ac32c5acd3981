"""What a snapshot says of itself: its date, its rows, its smallest group, and how soon things are typed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from queries.ask import ask
from queries.scope import Scope
from tests.queries.probe import MANAGER, reader
from tests.world import TODAY, built

UPKEEP = Scope(reader(upkeep=True), TODAY, TODAY, TODAY)
AGENCY = {
    "team": "team_id|name\nA|Team A",
    "programme": "programme_id|name|team_id\nP|Family|A",
    "person": "person_id|age_band\nQ1|18-29\nQ2|18-29\nQ3|-",
    "cases": "case_id|person_id|programme_id|opened_on\nK1|Q1|P|2026-01-05\nK2|Q2|P|2026-01-05\nK3|Q3|P|2026-01-05",
}


def test_the_smallest_group_is_of_people_alike_and_not_recorded_is_a_value(tmp_path: Path) -> None:
    with built(tmp_path, **AGENCY) as snapshot:
        facts = ask(snapshot, "snapshot_facts", UPKEEP).one()
    assert (facts["smallest_group"], facts["share_in_groups_under_5"], facts["people"], facts["cases"]) == (
        1,
        1.0,
        3,
        3,
    )
    assert facts["data_date"].date() == TODAY


def test_rows_are_counted_by_table(tmp_path: Path) -> None:
    with built(tmp_path, **AGENCY) as snapshot:
        rows = ask(snapshot, "table_rows", UPKEEP).rows
    counted = dict(zip(rows["table_name"], rows["row_count"], strict=True))
    assert (counted["person"], counted["case_spell"], counted["contact"]) == (3, 3, 0)


def contacts(typed_after: list[int | None]) -> str:
    """Contacts with the client, each typed so many days after; None: no day of typing is kept."""
    day = date(2026, 8, 1)
    lines = [
        f"{number}|K1|{day}|{'-' if after is None else day + timedelta(days=after)}"
        for number, after in enumerate(typed_after)
    ]
    return "\n".join(["contact_id|case_id|on_date|recorded_on", *lines])


@pytest.mark.parametrize(
    ("typed_after", "expected"),
    [
        ([0, 1, 1, 2, 2, 2, 2, 3, 4, 9, 30], (11, 11, 2, 9)),
        ([0] * 10 + [50], (11, 11, 0, 0)),
        ([1] * 11 + [None] * 4, (15, 11, 1, 1)),
        ([-3] * 11, (11, 11, 0, 0)),
        ([1] * 10, (10, 10, None, None)),
        ([None] * 12, (12, 0, None, None)),
    ],
)
def test_days_of_typing_are_those_that_cover_half_and_nine_in_ten(
    typed_after: list[int | None], expected: tuple[int | None, ...], tmp_path: Path
) -> None:
    with built(tmp_path, **AGENCY, contact=contacts(typed_after)) as snapshot:
        row = ask(snapshot, "recording_time", UPKEEP).one()
    found = (row["total"], row["typed"], row["half_within"], row["nine_in_ten_within"])
    assert tuple(None if pd.isna(one) else int(one) for one in found) == expected


def test_it_is_the_measure_that_readers_with_cases_see_of_theirs(demo_store: Store) -> None:
    """One definition: over all cases both say the same of each kind of record."""
    named = {"contact": "contact", "follow_up": "follow_up", "stage_event": "stage"}
    columns = ["half_within", "nine_in_ten_within"]
    with demo_store.lease() as snapshot:
        typed = ask(snapshot, "recording_time", UPKEEP).rows
        lag = ask(snapshot, "recording_lag", Scope(MANAGER, TODAY, TODAY, TODAY)).rows.set_index("record")
    for row in typed.itertuples():
        theirs = lag.loc[named[row.table_name]]
        assert [row.total, row.typed, row.half_within, row.nine_in_ten_within] == [
            theirs["records"], theirs["with_day"], *theirs[columns]
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_counted"), [("2026-05-18", False), ("2026-05-19", True), ("2026-10-19", True), ("2026-10-20", False)]
)
def test_the_last_four_weeks_and_what_is_older_than_half_a_year_are_left_out(
    day: str, is_counted: bool, tmp_path: Path
) -> None:
    typed = "\n".join(["contact_id|case_id|on_date|recorded_on", f"1|K1|{day}|{day}"])
    with built(tmp_path, **AGENCY, contact=typed) as snapshot:
        assert len(ask(snapshot, "recording_time", UPKEEP).rows) == is_counted


def test_how_soon_things_are_typed_is_asked_over_everyone_by_an_administrator_alone(tmp_path: Path) -> None:
    with built(tmp_path, **AGENCY, contact=contacts([1] * 20)) as snapshot:
        for reach in (MANAGER, reader("A"), reader()):
            assert ask(snapshot, "recording_time", Scope(reach, TODAY, TODAY, TODAY)).rows.empty


def test_every_code_has_its_meaning_for_everyone(tmp_path: Path) -> None:
    with built(tmp_path) as snapshot:
        rows = ask(snapshot, "code_meanings", Scope(reader(), TODAY, TODAY, TODAY)).rows
    stages = rows[rows["kind"] == "stage"]["label"].tolist()
    assert stages == [
        "Assessment", "Goal setting", "Planning", "Implementation", "Evaluation", "Ending", "Follow-up and aftercare"
    ]  # fmt: skip
