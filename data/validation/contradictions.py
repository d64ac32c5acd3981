"""Rows that say two things which cannot both be true, or that do not fit the case they belong to.

Where one of two dates must be wrong and nobody can know which, the row is left out. Where there is one clear way to
read it, the row is kept and said to be doubtful.
"""

from __future__ import annotations

from data.import_checks import (
    AFTER_CASE_END,
    AFTERCARE_CONTRADICTED,
    BARRIER_BESIDE_NONE,
    BEFORE_CASE_START,
    END_BEFORE_START,
    EXEMPTION_NOT_COUNTED,
    OUTCOME_WITHOUT_DAY,
    REASON_WITHOUT_CLOSING,
    RECORDED_BEFORE,
    RESULT_BEFORE_REFERRAL,
    RUNG_WITHOUT_AFTERCARE,
    STAGES_DISORDERED,
)
from data.validation.values import Rule

ENDS = {
    "worker": (("active_to", "active_from"),),
    "worker_absence": (("to_on", "from_on"),),
    "person_household": (("to_on", "from_on"),),
    "person_community": (("to_on", "from_on"),),
    "request": (("decided_on", "received_on"),),
    "cases": (("closed_on", "opened_on"),),
    "case_flag": (("to_on", "from_on"),),
    "assignment": (("to_on", "from_on"),),
    "follow_up": (("due_by", "due_from"), ("exempt_until", "exempt_from")),
    "need": (("resolved_on", "identified_on"),),
    "referral": (("on_hold_to", "on_hold_from"),),
    "community_action": (("ended_on", "started_on"),),
}
RECORDED = {"stage_event": "entered_on", "contact": "on_date", "follow_up": "done_on"}
RESULTS = ("answered_on", "accepted_on", "first_service_on", "closed_on", "feedback_on")
EXEMPTION = (
    "exempt_reason is not null and not coalesce(exempt_by is not null and basis not in ('statutory', 'court') "
    "and date_diff('day', exempt_from, exempt_until) <= 90, false)"
)
ROW_RULES: dict[str, tuple[Rule, ...]] = {
    "cases": (Rule(REASON_WITHOUT_CLOSING, "closed_on", "close_reason is not null and closed_on is null"),),
    "follow_up": (
        Rule(
            OUTCOME_WITHOUT_DAY,
            "done_on",
            "done_on is null and outcome in ('reached', 'new_worry', 'new_support_arranged', 'came_back')",
        ),
        Rule(EXEMPTION_NOT_COUNTED, "exempt_reason", EXEMPTION),
        Rule(RUNG_WITHOUT_AFTERCARE, "rung", "rung is not null and kind <> 'aftercare'"),
    ),
    "referral": tuple(Rule(RESULT_BEFORE_REFERRAL, column, f"{column} < sent_on") for column in RESULTS),
}
CASE_RULES: dict[str, tuple[Rule, ...]] = {
    "stage_event": (
        Rule(AFTER_CASE_END, "entered_on", "t.entered_on > c.closed_on and t.stage <> 'aftercare'"),
        Rule(BEFORE_CASE_START, "entered_on", "t.entered_on < c.opened_on"),
    ),
    "case_rating": (Rule(AFTER_CASE_END, "from_on", "t.from_on > c.closed_on"),),
    "need": (Rule(AFTER_CASE_END, "identified_on", "t.identified_on > c.closed_on"),),
    "goal": (Rule(AFTER_CASE_END, "set_on", "t.set_on > c.closed_on"),),
    "referral": (Rule(AFTER_CASE_END, "identified_on", "t.identified_on > c.closed_on"),),
    "follow_up": (
        Rule(
            AFTERCARE_CONTRADICTED,
            "due_by",
            "t.kind = 'aftercare' and t.lapses_on is not null "
            "and (t.due_by <= c.closed_on or c.close_reason in ('died', 'declined', 'transferred_in'))",
        ),
    ),
}
"""Over a row `t` and its case `c`."""
TABLE_RULES: dict[str, tuple[Rule, ...]] = {
    "stage_event": (
        Rule(
            STAGES_DISORDERED,
            "seq",
            "select t.source_file, t.source_row from (select e.source_file, e.source_row, e.entered_on, "
            "lag(e.entered_on) over (partition by e.case_id order by e.seq) as before from {table} e) t "
            "where t.entered_on < t.before",
        ),
    ),
    "barrier_report": (
        Rule(
            BARRIER_BESIDE_NONE,
            "answer",
            "select t.source_file, t.source_row from {table} t "
            "where t.answer = 'none' and t.ask_id in (select o.ask_id from {table} o "
            "where o.answer not in ('none', 'would_not_say', 'not_asked'))",
        ),
    ),
}
"""Over all rows of a table, `{table}`."""


def row_rules(table: str) -> list[Rule]:
    """What may contradict within one row of a table."""
    found = [
        Rule(END_BEFORE_START, end, f"{end} < {start}", {"start": start.replace("_", " ")})
        for end, start in ENDS.get(table, ())
    ]
    if table in RECORDED:
        found.append(Rule(RECORDED_BEFORE, "recorded_on", f"recorded_on < {RECORDED[table]}"))
    return found + list(ROW_RULES.get(table, ()))
