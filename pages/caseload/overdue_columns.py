"""The columns of the lists of Overdue follow-ups, and how their values are said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from pages.caseload.overdue_words import NO_CONTACT_YET, WAITING, Row
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.parts import Column

BASIS = {
    "statutory": "statutory",
    "court": "ordered by a court",
    "policy": "our standard",
    "agreed": "agreed with the person",
}
"""What makes a thing due, as it is said after its kind."""
AFTER_CLOSING = ("aftercare", "handover")
"""What is due only once a case is closed; that anything else outlived its case is said."""
KEY = Column("person_id", "Person", words.grouped, is_key=True, is_strong=True)


def with_words(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The rows with what is said of several values together: what is due, since when, the contact, the team."""
    records = rows.to_dict("records")
    return rows.assign(
        what=[_what(one, as_of) for one in records],
        waits=[_waits(one) for one in records],
        contact=[_contact(one, as_of) for one in records],
        care=[_care(one) for one in records],
        until=[_until(one, as_of) for one in records],
        held_by=[_held_by(one) for one in records],
        ending=[_ending(one, as_of) for one in records],
    )


def open_case_columns(ask: Ask, rows: pd.DataFrame, show: str = WAITING) -> list[Column]:
    """What the list of open cases shows; the team only to readers of several, work that is shared only where it is."""
    shared = bool(len(rows) and rows["is_shared"].any())
    return [
        KEY,
        Column("what", "What is due"),
        _waiting(show),
        Column("due_by", "Due by", _day(ask), is_short=True),
        Column("contact", "Last contact"),
        Column("attempt_days", "Tried since", _tried, is_number=True),
        Column("care", "Take care"),
        *([Column("held_by", "Team", is_short=True)] if sees_several_teams(ask) or shared else []),
        *(
            [Column("lead_worker_id", "Lead worker", _worker, is_key=True, leaves=False, is_optional=True)]
            if shared
            else []
        ),
    ]


def aftercare_columns(ask: Ask, show: str = WAITING) -> list[Column]:
    """What the list of aftercare shows."""
    return [
        KEY,
        Column("what", "What is due"),
        _waiting(show),
        Column("due_by", "Due by", _day(ask), is_short=True),
        Column("ending", "Ended"),
        Column("contact", "Contact since the ending"),
        Column("attempt_days", "Tried since", _tried, is_number=True),
        Column("care", "Take care"),
        *([Column("held_by", "Team", is_short=True)] if sees_several_teams(ask) else []),
    ]


def _waiting(show: str) -> Column:
    return Column("waits", "Waiting" if show == WAITING else "Due", is_number=True, is_strong=True)


def apart_columns(ask: Ask) -> list[Column]:
    """What is shown of people whom nobody is chasing."""
    return [
        KEY,
        Column("what", "What was due"),
        Column("due_by", "Due by", _day(ask), is_short=True),
        Column("until", "Why, and until when"),
        *([Column("held_by", "Team", is_short=True)] if sees_several_teams(ask) else []),
    ]


def sees_several_teams(ask: Ask) -> bool:
    """Whether the reader's rows may be of more than one team."""
    return ask.scope.reach.all_cases or len(ask.scope.reach.teams) > 1


def _day(ask: Ask) -> Callable[[object], str]:
    return lambda value: words.day_near(value, ask.scope.data_date)


def _what(one: Row, as_of: date) -> str:
    if one["kind"] == "aftercare":
        name = "Aftercare" if words.is_missing(one["rung"]) else f"{int(one['rung'])}-day window"
    elif one["kind"] == "handover":
        name = "Handover unconfirmed"
    else:
        name = f"{one['kind_label']}, {BASIS[one['basis']]}"
    more = f", and {one['more']} more" if one.get("more") else ""
    closed = one["closed_on"] if one["kind"] not in AFTER_CLOSING and "closed_on" in one else None
    outlived = "" if words.is_missing(closed) else f"; case closed {words.day_near(closed, as_of)}"
    passed = f"; {one['passed_before']:,} earlier passed" if one.get("passed_before") else ""
    return f"{name}{more}{passed}{outlived}"


def _waits(one: Row) -> str:
    past = one.get("days_past_due")
    if past is None:
        return ""
    return words.days(past) if past > 0 else "today" if past == 0 else f"in {words.days(-past)}"


def _contact(one: Row, as_of: date) -> str:
    if one["kind"] == "handover":
        return "waits for the other agency"
    last = one.get("last_contact_on")
    return NO_CONTACT_YET if words.is_missing(last) else words.day_near(last, as_of)


def _care(one: Row) -> str:
    return "" if words.is_missing(one.get("flag_words")) else str(one["flag_words"])


def _until(one: Row, as_of: date) -> str:
    if one.get("status") == "exempt":
        return f"{one['reason_label']}, until {words.day_near(one['exempt_until'], as_of)}"
    return (
        f"Asked not to be contacted on {words.day_near(one['asked_not_to_on'], as_of)}"
        if "asked_not_to_on" in one
        else ""
    )


def _held_by(one: Row) -> str:
    team = "not allocated" if words.is_missing(one["team_name"]) else str(one["team_name"])
    return f"{team}, co-worked" if one.get("is_shared") else team


def _ending(one: Row, as_of: date) -> str:
    if words.is_missing(one.get("closed_on")):
        return ""
    how = "" if words.is_missing(one.get("close_label")) else f", {str(one['close_label']).lower()}"
    return f"{words.day_near(one['closed_on'], as_of)}{how}"


def _tried(value: object) -> str:
    return "" if words.is_missing(value) or not value else words.days(value)


def _worker(value: object) -> str:
    return "" if words.is_missing(value) else words.grouped(value)
