"""Whom nobody is chasing, and why; what the source keeps at all."""

from __future__ import annotations

from pathlib import Path

from tests.queries.caseload.waiting import asked, people, told, waiting

HEADING = (
    "follow_up_id|case_id|person_id|kind|basis|due_by|done_on|outcome|exempt_from|exempt_until|exempt_reason|exempt_by|"
    "lapses_on\n"
)


def test_exempt_people_and_those_who_asked_not_to_be_contacted_with_why_and_until_when(tmp_path: Path) -> None:
    follow_up = (
        HEADING
        + """
        1|C1|Q1|contact|policy|2026-11-01|-|-|2026-10-20|2026-12-01|in_hospital|WA|-
        2|C1|Q1|review|policy|2026-11-05|-|-|2026-10-20|2026-12-01|in_hospital|WA|-
        3|C2|Q2|contact|statutory|2026-11-01|2026-10-30|asked_not_to|-|-|-|-|-
        4|C3|Q3|contact|policy|2026-11-20|-|-|2026-11-01|2026-12-01|away|WA|-
        5|C3|Q3|contact|policy|2026-10-01|-|-|2026-09-20|2026-10-20|away|WA|2026-10-10
        6|C4|Q4|contact|policy|2026-10-01|2026-09-30|asked_not_to|-|-|-|-|2026-11-01
        7|C5|Q5|review|policy|2026-11-01|2026-10-30|asked_not_to|-|-|-|-|-
    """
    )
    flags = "case_id|kind|from_on\nC5|no_contact|2026-11-01"
    with waiting(tmp_path, follow_up, **people(*"12345"), case_flag=flags) as snapshot:
        rows = asked(snapshot, "follow_up_apart").rows
    # not yet due, already passed, and people who must not be contacted are on no list at all
    assert told(
        rows, "person_id", "status", "reason_label", "exempt_until", "asked_not_to_on", "more", "is_binding"
    ) == [
        ("Q2", "client_declined", None, None, "2026-10-30", 0, True),
        ("Q1", "exempt", "In hospital", "2026-12-01", None, 1, False),
    ]


def test_a_wish_in_aftercare_stands_apart_for_every_later_window(tmp_path: Path) -> None:
    tables = people("1", closed={"1": "2026-10-01"}) | {
        "consent": "person_id|kind|given|on_date\nQ1|contact_after_closing|yes|2026-02-01",
    }
    follow_up = "follow_up_id|case_id|person_id|kind|basis|rung|due_by|done_on|outcome|survives_closure|lapses_on\n"
    follow_up += "1|C1|Q1|aftercare|agreed|7|2026-10-08|2026-10-05|asked_not_to|true|2026-10-31"
    with waiting(tmp_path, follow_up, **tables) as snapshot:
        rows = asked(snapshot, "follow_up_apart").rows
        listed = asked(snapshot, "aftercare_list").rows
    assert told(rows, "part", "rung", "asked_not_to_on") == [("after_closing", 30, "2026-10-05")]
    assert listed.empty


def test_what_a_source_keeps_is_known_from_what_is_there(tmp_path: Path) -> None:
    none = {"follow_up": "follow_up_id|case_id|person_id|kind|basis|due_by"}
    with waiting(tmp_path / "a", none["follow_up"], **people("1")) as snapshot:
        kept = asked(snapshot, "follow_up_kept").one()
    assert kept.tolist() == [0, 0, 0, 0, 1, 1]
    with waiting(
        tmp_path / "b", "1|C1|Q1|contact|policy|2026-10-01|2026-10-01|reached|2026-10-02", **people("1")
    ) as snapshot:
        kept = asked(snapshot, "follow_up_kept").one()
    assert kept.tolist() == [1, 0, 0, 1, 1, 1]
