"""How one line of a case's lists is told: a promise, a stay, a contact, a goal, a referral."""

from __future__ import annotations

from collections.abc import Mapping

from pages.shared import words

VOID = {
    "died": "died",
    "not_safe": "not safe to contact",
    "reopened": "another case is open",
    "consent_withdrawn": "no longer agrees to be contacted",
    "closed": "the case had closed",
}
STEPS = {
    "connected": "connected: first service",
    "chose_not_to": "person chose not to",
    "cancelled": "cancelled",
    "none_exists": "no service exists",
    "service_said_no": "service said no",
    "closed": "closed",
    "waiting_list": "on a waiting list",
    "accepted": "accepted, no first service recorded",
    "answered": "answered, no decision recorded",
    "sent": "sent, no answer recorded",
    "agreed": "agreed, not recorded as sent",
    "offered": "offered, no answer of the person recorded",
    "named": "need named, nothing offered yet",
}

Row = Mapping[str, object]


def promise(row: Row) -> str:
    """What was promised: `Aftercare, 30-day window`, `Review`."""
    window = "" if words.is_missing(row["rung"]) else f", {row['rung']}-day window"
    return f"{row['kind_label']}{window}"


def follow_up(row: Row) -> str:
    """How one promise stands."""
    status = str(row["status"])
    if status == "overdue":
        return f"{words.days(row['days_past_due'])} past its date"
    if status == "not_yet_due":
        ahead = -int(row["days_past_due"])  # type: ignore[call-overload]
        return "due that day" if ahead == 0 else f"due in {words.days(ahead)}"
    if status in ("done_on_time", "done_late"):
        when = f"done on {words.day(row['done_on'], year=True)}"
        return f"{when}, late" if status == "done_late" else f"{when}, on time"
    if status == "exempt":
        return (
            f"exempt until {words.day(row['exempt_until'], year=True)}: {words.lower_first(row['exempt_reason_label'])}"
        )
    if status == "no_longer_applies":
        return f"no longer applies: {VOID.get(str(row['void_reason']), words.NOT_RECORDED)}"
    return {"client_declined": "asked not to be contacted", "lapsed": "window passed"}[status]


def stay(row: Row) -> str:
    """How a stay in a stage ended."""
    return "still there" if row["is_current"] else words.lower_first(row["left_to_label"])


def contact(row: Row) -> str:
    """Whether somebody was reached."""
    if words.is_missing(row["reached"]):
        return "not recorded whether reached"
    return "reached" if row["reached"] else "tried, not reached"


def flag(row: Row) -> str:
    """Whether a flag is in force, and since when it should have been looked at again."""
    if not row["is_in_force"]:
        return f"until {words.day(row['to_on'], year=True)}"
    if row["is_elsewhere"]:
        return "in force, on another case of this person"
    if words.is_missing(row["review_by"]):
        return "in force"
    late = "should have been looked at again by" if row["is_review_overdue"] else "to be looked at again by"
    return f"in force, {late} {words.day(row['review_by'], year=True)}"


def goal(row: Row) -> str:
    """Where a goal stands."""
    stands = words.NOT_RECORDED if words.is_missing(row["status_label"]) else words.lower_first(row["status_label"])
    seen = "" if words.is_missing(row["reviewed_on"]) else f", looked at {words.day(row['reviewed_on'], year=True)}"
    return stands + seen


def written_by(row: Row) -> str:
    """Who wrote a goal."""
    if words.is_missing(row["co_written"]):
        return "not recorded with whom"
    return "written together" if row["co_written"] else "not written together"


def noted(row: Row) -> str:
    """A need, or a strength and who noted it."""
    if row["what"] == "need":
        return "need"
    by = "" if words.is_missing(row["noted_by_label"]) else f", noted by {words.lower_first(row['noted_by_label'])}"
    return f"strength{by}"


def met(row: Row) -> str:
    """When a need was met; a strength is not met."""
    if row["what"] != "need":
        return ""
    return "not yet" if words.is_missing(row["resolved_on"]) else words.day(row["resolved_on"], year=True)


def referral(row: Row) -> str:
    """How far a referral went."""
    step, why = str(row["step"]), row["reason_label"]
    said = STEPS.get(step, step)
    return f"{said}: {words.lower_first(why)}" if step == "service_said_no" and not words.is_missing(why) else said


def counts(row: Row) -> str:
    """Whether this word is the one that counts, or a later one replaced it."""
    return "now" if row["is_last"] else "replaced later"


def until(row: Row) -> str:
    """Until when somebody has or had a part in the case."""
    return "now" if row["is_now"] else words.day(row["to_on"], year=True)
