"""How one case is told as a whole: what comes first, where it stands, its figures and its facts."""

from __future__ import annotations

from collections.abc import Mapping

from pages.shared import words

Row = Mapping[str, object]


def standing(case: Row) -> str:
    """Where the case stands, in a sentence or two."""
    again = ", after an earlier case was closed" if case["is_reopening"] else ""
    if not case["is_open"]:
        reason = (
            ""
            if words.is_missing(case["close_reason_label"])
            else f" ({words.lower_first(case['close_reason_label'])})"
        )
        told = (
            f"Closed on {words.day(case['closed_on'], year=True)}{reason} after {words.days(case['days_open'])}{again}."
        )
        if case["stage"] == "aftercare":
            return f"{told} In aftercare since, {words.days(case['days_in_stage'])}."
        return told
    since = f"Open since {words.day(case['opened_on'], year=True)}, {words.days(case['days_open'])}{again}."
    if words.is_missing(case["entered_on"]):
        return f"{since} No stage is recorded."
    there = f"In {words.lower_first(case['stage_label'])} for {words.days(case['days_in_stage'])}."
    return f"{since} {there} {_pace(case)}".strip()


def _pace(case: Row) -> str:
    """How the time in the stage compares with the standard; nothing where there is none."""
    if words.is_missing(case["standard_days"]):
        return ""
    expected = words.days(case["standard_days"])
    if case["is_by_review"]:
        if case["is_beyond"]:
            unmoved = words.days(case["days_unmoved"])
            return f"No review of the plan recorded for {unmoved}; one is expected every {expected}."
        return f"A review of the plan is expected every {expected}."
    if case["is_beyond"]:
        return f"No movement recorded for {words.days(case['days_beyond'])} longer than the {expected} expected."
    return f"Expected: {expected}."


def first(case: Row) -> str:
    """What must be known before anything is done, or nothing."""
    if case["is_dead_at_data_date"]:
        return "This person has died."
    if words.is_missing(case["flag_words"]):
        return ""
    return f"Before anything else: {case['flag_words']}."


def figures(case: Row) -> list[tuple[str, str, str, str]]:
    """At most four figures: value, label, what stands under it, meaning."""
    return [_time(case), _overdue(case), _last_contact(case), *_next(case)]


def _time(case: Row) -> tuple[str, str, str, str]:
    if not case["is_open"]:
        return f"{case['days_closed']:,}", "days since closing", words.day(case["closed_on"], year=True), "plain"
    if words.is_missing(case["entered_on"]):
        return f"{case['days_open']:,}", "days open", "no stage recorded", "plain"
    label = f"days in {words.lower_first(case['stage_label'])}"
    under = (
        "no standard" if words.is_missing(case["standard_days"]) else f"expected {words.days(case['standard_days'])}"
    )
    if case["is_by_review"]:
        under = f"plan review every {words.days(case['standard_days'])}"
    return f"{case['days_in_stage']:,}", label, under, "late" if case["is_beyond"] else "plain"


def _overdue(case: Row) -> tuple[str, str, str, str]:
    if words.is_missing(case["overdue"]):
        return "no", "follow-ups recorded", "", "plain"
    number = int(case["overdue"])  # type: ignore[call-overload]
    label = "overdue follow-up" if number == 1 else "overdue follow-ups"
    under = f"longest {words.days(case['longest_overdue_days'])} past its date" if number else ""
    return f"{number:,}", label, under, "late" if number else "plain"


def _last_contact(case: Row) -> tuple[str, str, str, str]:
    tried = int(case["attempt_days"])  # type: ignore[call-overload]
    under = f"tried on {words.days(tried)} since" if tried else ""
    if words.is_missing(case["last_contact_on"]):
        return "no", "contact recorded yet", under.replace(" since", ""), "plain"
    since = int(case["days_since_contact"])  # type: ignore[call-overload]
    day = words.day(case["last_contact_on"], year=True)
    label = "day since last contact" if since == 1 else "days since last contact"
    return f"{since:,}", label, f"{day}; {under}" if under else day, "plain"


def _next(case: Row) -> list[tuple[str, str, str, str]]:
    if words.is_missing(case["next_due_by"]):
        return []
    return [(words.day(case["next_due_by"]), "next due", "", "plain")]


def facts(case: Row) -> list[tuple[str, str]]:
    """The facts of the case, named."""
    team = "not allocated" if words.is_missing(case["team_name"]) else str(case["team_name"])
    together = ", worked together with yours" if case["is_co_worked"] else ""
    born = [
        words.lower_first(case[name]) for name in ("age_band_label", "gender_label") if not words.is_missing(case[name])
    ]
    pathway = "" if words.is_missing(case["pathway_label"]) else f", {words.lower_first(case['pathway_label'])}"
    programme = words.NOT_RECORDED if words.is_missing(case["programme_name"]) else f"{case['programme_name']}{pathway}"
    told = [
        ("Case", words.grouped(case["case_id"])),
        ("Person", words.grouped(case["person_id"])),
        ("Team", team + together),
        ("Worker", "nobody yet" if words.is_missing(case["team_name"]) else worker(case["lead_worker_id"])),
        ("Programme", programme),
        ("Age and gender", ", ".join(born) or words.NOT_RECORDED),
        ("Language", _language(case)),
        ("Place", words.NOT_RECORDED if words.is_missing(case["place_name"]) else str(case["place_name"])),
    ]
    if not words.is_missing(case["ending_planned_on"]):
        told.append(("Ending planned on", words.day(case["ending_planned_on"], year=True)))
    if case["restricted"]:
        told.append(("Restricted", "yes; you are named for it"))
    return told


def keys(case: Row) -> list[str]:
    """Names of the facts that are keys."""
    return ["Case", "Person", *([] if words.is_missing(case["lead_worker_id"]) else ["Worker"])]


def _language(row: Row) -> str:
    """The person's language, and whether an interpreter is needed."""
    spoken = words.NOT_RECORDED if words.is_missing(row["language"]) else str(row["language"])
    needed = {"yes": ", interpreter needed", "no": ""}.get(str(row["interpreter_need"]), ", interpreter not recorded")
    return spoken + needed


def worker(key: object) -> str:
    """A worker's key to their own team; of another team it is not told."""
    return "of another team, not shown" if words.is_missing(key) else words.grouped(key)
