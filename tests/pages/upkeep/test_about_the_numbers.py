"""About the numbers: every definition in the code's own words, for every role, and no figure of anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from queries.ask import questions
from queries.scope import Rules, StageStandard
from tests.pages.drawn import drawn, html, real_ask, words
from tests.queries.probe import MANAGER, reader
from tests.world import built

PAGE = "pages.upkeep.about_the_numbers"
ADVOCATE = reader()
EVERYONE = {
    "supervisor": reader("A"),
    "manager": MANAGER,
    "advocate": ADVOCATE,
    "administrator": reader(upkeep=True),
}
ROWS = {
    "team": "team_id|name\nA|Team A",
    "programme": "programme_id|name|team_id\nP|Family|A",
    "person": "person_id\nQSECRET",
    "cases": "case_id|person_id|programme_id|opened_on\nKSECRET|QSECRET|P|2026-01-05",
}


@pytest.mark.parametrize("role", EVERYONE)
def test_every_role_reads_every_definition_and_no_figure(role: str, tmp_path: Path) -> None:
    with built(tmp_path, **ROWS) as snapshot:
        told = words(drawn(PAGE, real_ask(snapshot, EVERYONE[role], role=role)))
    for one in questions().values():
        if one.topic != "choices":
            assert " ".join(one.asks.split()) in told
            assert " ".join(one.definition.split()) in told
    assert "SECRET" not in told


def test_questions_that_only_fill_a_choice_are_not_explained(tmp_path: Path) -> None:
    with built(tmp_path) as snapshot:
        told = words(drawn(PAGE, real_ask(snapshot, ADVOCATE, role="advocate")))
    assert questions()["teams"].asks not in told


def test_standards_are_those_in_force_by_stage_and_pathway(tmp_path: Path) -> None:
    standards = (
        StageStandard("assessment", "short", expected_days=45),
        StageStandard("assessment", "long_term", review_every_days=90),
        StageStandard("planning", "short", expected_days=1),
    )
    with built(tmp_path) as snapshot:
        ask = real_ask(snapshot, ADVOCATE, role="advocate")
        rules = Rules("v1", standards, (date(2026, 12, 25),))
        told = words(drawn(PAGE, replace(ask, scope=replace(ask.scope, rules=rules))))
        none = words(drawn(PAGE, replace(ask, scope=replace(ask.scope, rules=Rules()))))
    assert "Stage Short Long-term Assessment 45 days review every 90 days Planning 1 day no standard" in told
    assert "Holidays kept: 25 Dec 2026." in told
    assert "No standards are in force" in none


def test_the_ladder_is_the_one_that_the_build_uses(tmp_path: Path) -> None:
    with built(tmp_path) as snapshot:
        told = words(drawn(PAGE, real_ask(snapshot, ADVOCATE, role="advocate")))
    assert "day 7 day 1 day 30 day 30 day 15 day 90 day 90 day 60 day 180 day 180 day 150 day 210" in told


def test_a_code_has_its_words_its_note_and_its_source(tmp_path: Path) -> None:
    with built(tmp_path) as snapshot:
        told = words(drawn(PAGE, real_ask(snapshot, ADVOCATE, role="advocate")))
    assert "shame or embarrassment (stg_shame): stigma: self; BACE-3" in told
    assert "Ending (termination)" in told


def test_every_link_of_the_contents_leads_to_a_section(tmp_path: Path) -> None:
    with built(tmp_path) as snapshot:
        body = html(drawn(PAGE, real_ask(snapshot, ADVOCATE, role="advocate")))
    anchors = [part.split('"')[0] for part in body.split('href="#')[1:]]
    assert len(anchors) >= 6
    for anchor in anchors:
        assert f'id="{anchor}"' in body
