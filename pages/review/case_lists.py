"""The lists of one case: which question, which columns, and what is said where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pages.review import case_rows, case_words
from pages.shared import words
from pages.shared.parts import Column

Row = Mapping[str, object]


def dated(value: object) -> str:
    """A day with its year that does not break in a narrow column."""
    return words.day(value, year=True).replace(" ", "\u00a0")


@dataclass(frozen=True)
class Part:
    """One list of the case: its question, its columns, and columns that are told from the whole row."""

    title: str
    question: str
    columns: tuple[Column, ...]
    empty: str
    told: Mapping[str, Callable[[Row], str]]


PARTS = (
    Part(
        "Follow-ups",
        "one_case_follow_ups",
        (
            Column("promise", "What", is_strong=True),
            Column("stands", "How it stands"),
            Column("due_by", "Due by", says=dated),
            Column("basis_label", "Basis"),
        ),
        "No follow-ups are recorded.",
        {"promise": case_rows.promise, "stands": case_rows.follow_up},
    ),
    Part(
        "Stages",
        "one_case_stages",
        (
            Column("stage_label", "Stage", is_strong=True),
            Column("entered_on", "Entered", says=dated),
            Column("left", "Then"),
            Column("days_there", "Days there", says=lambda value: f"{value:,}", is_number=True),
        ),
        "No stages are recorded.",
        {"left": case_rows.stay},
    ),
    Part(
        "Contacts and attempts",
        "one_case_contacts",
        (
            Column("on_date", "Day", says=dated, is_strong=True),
            Column("reached_words", "Reached?"),
            Column("kind_label", "Kind"),
            Column("channel_label", "How"),
            Column("with_whom_label", "With whom"),
        ),
        "No contact and no attempt is recorded yet.",
        {"reached_words": case_rows.contact},
    ),
    Part(
        "Flags",
        "one_case_flags",
        (
            Column("kind_label", "Flag", is_strong=True),
            Column("from_on", "From", says=dated),
            Column("stands", "How it stands"),
        ),
        "No flags are recorded.",
        {"stands": case_rows.flag},
    ),
    Part(
        "Goals",
        "one_case_goals",
        (
            Column("domain_label", "Goal", is_strong=True),
            Column("level_label", "Level"),
            Column("written", "Written"),
            Column("stands", "How it stands"),
            Column("set_on", "Set", says=dated),
            Column("target_on", "By", says=dated),
        ),
        "No goals are recorded.",
        {"written": case_rows.written_by, "stands": case_rows.goal},
    ),
    Part(
        "Needs and strengths",
        "one_case_needs",
        (
            Column("domain_label", "Area", is_strong=True),
            Column("noted", "Need or strength"),
            Column("noted_on", "Noted", says=dated),
            Column("met", "Met"),
        ),
        "No needs and no strengths are recorded.",
        {"noted": case_rows.noted, "met": case_rows.met},
    ),
    Part(
        "Referrals",
        "one_case_referrals",
        (
            Column("domain_label", "Need", is_strong=True),
            Column("provider_name", "Service"),
            Column("stands", "How far it went"),
            Column("step_on", "On", says=dated),
            Column("began_on", "Began", says=dated),
        ),
        "No referrals are recorded.",
        {"stands": case_rows.referral},
    ),
    Part(
        "What the person agreed to",
        "one_case_consents",
        (
            Column("kind_label", "What for", is_strong=True),
            Column(
                "given", "Agreed", says=lambda value: {"yes": "yes", "no": "no"}.get(str(value), words.NOT_RECORDED)
            ),
            Column("on_date", "On", says=dated),
            Column("given_by_label", "Said by"),
            Column("counts", "Counts"),
        ),
        "Nothing is recorded: nobody was asked, or it was not written down.",
        {"counts": case_rows.counts},
    ),
    Part(
        "In whose hands",
        "one_case_hands",
        (
            Column("role_label", "Part", is_strong=True),
            Column("team_name", "Team"),
            Column("worker_id", "Worker", says=case_words.worker, is_key=True, leaves=False),
            Column("from_on", "From", says=dated),
            Column("until", "Until"),
        ),
        "Nobody was given this case.",
        {"until": case_rows.until},
    ),
)
