"""The rules of a follow-up's status, read slowly and plainly: one follow-up, day after day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

STATUSES = (
    "done_on_time",
    "done_late",
    "no_longer_applies",
    "exempt",
    "client_declined",
    "not_yet_due",
    "lapsed",
    "overdue",
)


@dataclass(frozen=True)
class Promise:
    """One follow-up of one person with everything that may happen to it; None = it never happens."""

    kind: str
    basis: str
    due_by: date
    due_from: date | None = None
    lapses_on: date | None = None
    survives_closure: bool = False
    done_on: date | None = None
    outcome: str | None = None
    exempt_from: date | None = None
    exempt_until: date | None = None
    exempt_reason: str | None = None
    exempt_by: str | None = None
    closed_on: date | None = None
    reopened_on: date | None = None
    died_on: date | None = None
    unsafe_from: date | None = None
    unsafe_to: date | None = None
    consents: tuple[tuple[date, str], ...] = ()
    wished_on: date | None = None


def is_promised(one: Promise, as_of: date) -> bool:
    """Whether it is promised by that day: what is for the time after closing is not, until the case has closed."""
    return one.kind not in ("aftercare", "handover") or (one.closed_on is not None and one.closed_on <= as_of)


def status_by_hand(one: Promise, as_of: date, data_date: date) -> str:
    """The status on a day, with what is known on the data date."""
    if _is_done(one, as_of):
        return "done_on_time" if one.done_on <= one.due_by else "done_late"
    end, passed_on = _how_it_ended(one, as_of, data_date)
    if end == "no_longer_applies":
        return end
    if _is_exempt(one, as_of, passed_on):
        return "exempt"
    asked_on = _asked_not_to_on(one, as_of)
    if asked_on and (passed_on is None or asked_on < passed_on):
        return "client_declined"
    if as_of <= one.due_by:
        return "not_yet_due"
    return "lapsed" if passed_on else "overdue"


def _is_done(one: Promise, as_of: date) -> bool:
    if one.done_on is None or one.done_on > as_of or one.outcome in ("not_reached", "asked_not_to"):
        return False
    if one.due_from and one.done_on < one.due_from:
        return False
    closed_by_then = one.closed_on is not None and one.closed_on <= as_of
    return not (one.kind == "aftercare" and closed_by_then and one.done_on <= one.closed_on)


def _how_it_ended(one: Promise, as_of: date, data_date: date) -> tuple[str, date | None]:
    """Day after day until its window passes or a reason to stop begins; ("open", None) where neither happened."""
    day = min(day for day in (one.due_by, one.unsafe_from, one.died_on, one.closed_on, date(2025, 1, 1)) if day)
    while day <= as_of:
        if one.lapses_on and one.lapses_on <= day:
            return "passed", day
        if _reason_on(one, day, as_of, data_date):
            return "no_longer_applies", None
        if one.closed_on and one.closed_on <= day and not one.survives_closure:
            return ("passed", day) if one.due_by < one.closed_on else ("no_longer_applies", None)
        day += timedelta(days=1)
    return "open", None


def _reason_on(one: Promise, day: date, as_of: date, data_date: date) -> bool:
    if one.died_on and one.died_on <= day:
        return True
    if one.kind in ("contact", "aftercare") and one.unsafe_from and one.unsafe_from <= data_date:
        still = one.unsafe_to is None or as_of < one.unsafe_to
        if still and (one.unsafe_from <= day or day == as_of):
            return True
    if one.kind != "aftercare":
        return False
    if one.reopened_on and one.reopened_on <= day:
        return True
    said = sorted((on, given == "no") for on, given in one.consents if on <= as_of)
    if not said or not said[-1][1]:
        return False
    last_yes = max((on for on, is_no in said if not is_no), default=date.min)
    return min(on for on, is_no in said if is_no and on >= last_yes) <= day


def _is_exempt(one: Promise, as_of: date, passed_on: date | None) -> bool:
    if not (one.exempt_from and one.exempt_until and one.exempt_reason and one.exempt_by):
        return False
    if one.basis in ("statutory", "court") or one.exempt_from > as_of:
        return False
    if one.exempt_from > one.due_by or not 0 <= (one.exempt_until - one.exempt_from).days <= 90:
        return False
    return as_of <= one.exempt_until or (passed_on is not None and passed_on <= one.exempt_until + timedelta(days=1))


def _asked_not_to_on(one: Promise, as_of: date) -> date | None:
    if one.outcome == "asked_not_to" and one.done_on and one.done_on <= as_of:
        return one.done_on
    if one.kind == "aftercare" and one.wished_on and one.wished_on <= as_of:
        return one.wished_on
    return None
