"""Identifiers of people in the texts that are stored as they are are found and told by kind; names are let pass."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from data.linter import kinds_of_identifier
from tests.data.validation.agency import found

HITS = {
    "jo.smith@example.org": "an e-mail address",
    "Call jo@example": None,
    "https://example.org/jo": "a web address",
    "see www.example": "a web address",
    "shelter.org.uk": "a web address",
    "10.0.0.12": "an internet address of a computer",
    "020 7946 0958": "a phone number",
    "+44 20 7946 0958": "a phone number",
    "(313) 555-0142": "a phone number",
    "Line 555-0142": "a phone number",
    "2963828643": "a phone number",
    "E1 6AN": "a postcode",
    "K1A 0B1": "a postcode",
    "Detroit MI 48201": "a postcode",
    "48201-1234": "a postcode",
    "48201": "a postcode",
    "12/05/2021": "a date",
    "2021-05-12": "a date",
    "born 5 May 2021": "a date",
    "May 5, 2021": "a date",
    "943 476 5919": "a number that a state gives to a person",
    "536-90-4399": "a number that a state gives to a person",
    "131052-308T": "a number that a state gives to a person",
    "RCCMNL83S18D969H": "a number that a state gives to a person",
    "File 123456789": "a number of nine digits or more",
}
NAMES = (
    "Team North", "Ashgrove Housing Trust", "24/7 crisis line", "Organization A - RRH - 2", "Talking helps 2024",
    "Bridge House 10293", "CORE-10", "PHQ-9", "Route 66 Cafe", "St. Mary's, 2nd floor", "2019-2020 intake", "MI-501",
    "Zone 1.2", "Straße der Einheit", "مركز الأمل", "希望之家", "Unit 4B", "Under 5s", "9 to 5 club", "O'Brien & Co.",
)  # fmt: skip
"""What teams, places and services are called."""


@pytest.mark.parametrize(("text", "kind"), HITS.items())
def test_a_text_is_what_it_looks_like(text: str, kind: str | None) -> None:
    assert (kind in kinds_of_identifier(text)) if kind else kinds_of_identifier(text) == []


@pytest.mark.parametrize("name", NAMES)
def test_names_of_teams_places_and_services_are_let_pass(name: str) -> None:
    assert kinds_of_identifier(name) == []
    assert kinds_of_identifier(name, is_key=True) == []


def test_running_numbers_and_codes_are_let_pass_as_keys_of_lists() -> None:
    draw = random.Random(7)
    keys = [str(draw.randint(1, 10**10)) for _ in range(500)]
    keys += [f"{draw.getrandbits(32):08x}" for _ in range(500)]
    keys += [f"PRG-{draw.randint(0, 10**6):06}" for _ in range(500)]
    assert [key for key in keys if kinds_of_identifier(key, is_key=True)] == []


@pytest.mark.parametrize("key", ["jo@example.org", "943 476 5919", "131052-308T", "313-555-0142"])
def test_a_person_is_found_in_a_key_of_a_list_too(key: str) -> None:
    assert kinds_of_identifier(key, is_key=True)


def test_a_hit_blocks_and_names_column_kind_and_count_but_never_the_text(tmp_path: Path) -> None:
    hits = found(tmp_path, {"provider": "provider_id,name\nV1,Jo 020 7946 0999\nV2,Jo 020 7946 0999\nV3,Trust\n"})
    first = hits[0]
    assert (first.check_id, first.severity) == ("identifier_in_text", "blocks")
    assert (first.table, first.column, first.row_number, first.count) == ("provider", "name", 2, 2)
    assert "Looks like a phone number." in first.message
    assert "7946" not in str(hits)


def test_what_never_reaches_the_store_may_be_anything(tmp_path: Path) -> None:
    people = "person_id\n943 476 5919\njo.smith@example.org\n"
    cases = "case_id,person_id,opened_on,notes\n12/05/2021 Jo,943 476 5919,2026-01-05,call 020 7946 0958\n"
    keep = {"person": people, "cases": cases}
    others = dict.fromkeys(
        [
            "person_household", "person_community", "consent", "request", "case_flag", "case_rating", "assignment",
            "stage_event", "contact", "follow_up", "need", "strength", "referral", "referral_event", "barrier_report",
            "goal", "session_participant", "outcome_score", "client_feedback", "ending_plan",
        ]
    )  # fmt: skip
    hits = found(tmp_path, {**others, **keep})
    assert {one.check_id for one in hits} == {"column_never_read", "tables_not_given"}


@pytest.mark.parametrize(("different", "is_found"), [(50, True), (47, False)])
def test_a_column_in_which_nearly_every_text_differs_holds_no_list(
    different: int, is_found: bool, tmp_path: Path
) -> None:
    rows = "".join(f"K1,score {min(row, different - 1)},2026-01-10\n" for row in range(50))
    hits = found(tmp_path, {"outcome_score": "case_id,instrument,taken_on\n" + rows})
    assert [(one.check_id, one.column) for one in hits] == (
        [("text_nearly_all_different", "instrument")] if is_found else []
    )


def test_a_place_for_each_person_is_an_address(tmp_path: Path) -> None:
    places = "".join(f"C{row},House {row},place\n" for row in range(60))
    lives = "".join(f"Q{row % 2 + 1},C{row},2026-01-01\n" for row in range(60))
    hits = found(
        tmp_path,
        {
            "community": "community_id,name,kind\n" + places,
            "person_community": "person_id,community_id,from_on\n" + lives,
            "provider": None,
            "community_action": None,
        },
    )
    assert ("text_nearly_all_different", "person_community", "community_id") in {
        (one.check_id, one.table, one.column) for one in hits
    }
