"""What the stage page says: its sentences and the words of its cells, written from the numbers of its questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.shared import words

NO_STANDARD = "no standard set"
MUCH = 10
"""One case in so many is worth a word in the answer."""
NOT_JUDGED = {
    "aftercare": "Each contact has its own date: see Overdue follow-ups",
    "not_recorded": "Stage not recorded",
}
"""What has no days to be judged by, and why."""
MOVES = {
    "opened": "Opened",
    "taken_over": "Taken over from another team",
    "advanced": "Moved forward",
    "reassessed": "Reassessed",
    "ended": "Ended",
    "handed_over": "Handed over to another team",
}
"""What can happen to a case, in the order of the table."""
ALWAYS_SAID = ("opened", "advanced", "reassessed", "ended")
ACCOUNT = ("opened", "taken_over", "ended", "handed_over")
"""What changes how many cases are open."""


def answer_in_words(
    now: Mapping[str, object], *, as_of: date, compare: date, data_date: date, chosen: Sequence[str]
) -> str:
    """The line under the title: cases and people apart, how many more than before, and for whom nothing moved."""
    aftercare = _aftercare(now["aftercare_people"])
    if not now["open_cases"]:
        told = [f"No case is open in what is recorded up to {words.day_near(as_of, data_date)}."]
        return " ".join([*told, *([f"Chosen: {', '.join(chosen)}."] if chosen else []), *aftercare])
    cases = words.count(now["open_cases"], "case")
    is_or_are = "is" if now["open_cases"] == 1 else "are"
    than = f", {more_cases(now['open_cases_more'])} {words.day_near(compare, data_date)}" if compare < as_of else ""
    told = f"{cases} {is_or_are} open for {words.people(now['open_people'])}{than}."
    return " ".join([told, _unmoved(now), *_stageless(now), *aftercare])


def more_cases(number: object) -> str:
    """`4 cases more than on`, `1 case fewer than on` or `as many as on`."""
    value = int(number)  # type: ignore[call-overload]
    if value == 0:
        return "as many as on"
    return f"{words.count(abs(value), 'case')} {'more' if value > 0 else 'fewer'} than on"


def _unmoved(now: Mapping[str, object]) -> str:
    if now["stageless_cases"] == now["open_cases"]:
        return "In which stage they are is not recorded."
    if not now["judged_cases"]:
        return "None of them has a standard for its stage and pathway, so none is judged."
    if not now["beyond_people"]:
        return "Where a standard is set, a movement is recorded within it for all of them."
    everyone = (
        "For all of them" if now["beyond_people"] == now["open_people"] else f"For {now['beyond_people']:,} of them"
    )
    whom = "For this person" if now["open_people"] == 1 else everyone
    return f"{whom} no movement is recorded for longer than the standard for their stage."


def _stageless(now: Mapping[str, Any]) -> list[str]:
    """Said where it is much of the caseload; where it is little, the chart says it."""
    stageless, of_all = now["stageless_cases"], now["open_cases"]
    if stageless * MUCH < of_all or stageless == of_all:
        return []
    return [f"For {words.count(stageless, 'case')} the stage is not recorded."]


def _aftercare(people: object) -> list[str]:
    if not people:
        return []
    return ["Another person is in aftercare."] if people == 1 else [f"Another {people:,} people are in aftercare."]


def than_on(number: object, day: str) -> str:
    """`2 fewer than on 9 Nov`, `as many as on 9 Nov`."""
    said = words.change(number)
    return f"as many as on {day}" if said == "no change" else f"{said} than on {day}"


def number_of(cases: object) -> str:
    """A count, or that the source does not record it."""
    return words.NOT_RECORDED if words.is_missing(cases) else f"{int(cases):,}"  # type: ignore[call-overload]


def stage_hover(row: Mapping[str, object], day: str) -> str:
    """One bar in words."""
    if words.is_missing(row["cases"]):
        return f"{row['stage_label']}: this source does not record it"
    told = [f"{row['stage_label']}: {words.count(row['cases'], 'case')}, {than_on(row['cases_more'], day)}"]
    if not words.is_missing(row["half_within"]):
        told.append(f"half have been in it {up_to(row['half_within'])}, nine in ten {up_to(row['nine_in_ten_within'])}")
    if row["judged"]:
        told.append(f"{beyond_of(row)} beyond the standard")
    return "<br>".join([*told, "click to list them"])


def up_to(days: object) -> str:
    """`up to 12 days`; nought days is `less than a day`."""
    if words.is_missing(days):
        return words.NOT_RECORDED
    return "less than a day" if days == 0 else f"up to {words.days(days)}"


def beyond_of(row: Mapping[str, object]) -> str:
    """`9 of 32` that have a standard, or that none has."""
    if row["stage"] in NOT_JUDGED:
        return "not judged"
    if words.is_missing(row["judged"]):
        return words.NOT_RECORDED
    return f"{row['beyond']:,} of {row['judged']:,}" if row["judged"] else "none judged"


def standard_in_words(standards: Sequence[Mapping[str, Any]], stage: str) -> str:
    """`Crisis 7; short, other 45; long-term: review every 90`, in days, the strictest first."""
    if stage in NOT_JUDGED:
        return NOT_JUDGED[stage]
    told = []
    for column, between in (("expected_days", ""), ("review_every_days", "a review every ")):
        pathways = defaultdict(list)
        for row in standards:
            if row["stage"] == stage and not words.is_missing(row[column]):
                pathways[int(row[column])].append(str(row["pathway_label"]))
        told += [f"{', '.join(names)} {between}{days}" for days, names in sorted(pathways.items())]
    said = "; ".join(told).lower()
    return said[:1].upper() + said[1:] if said else NO_STANDARD


def noted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a list with `note`: what must be known first, and for moves `what`: the move in words."""
    records = rows.to_dict("records")
    more = rows.assign(note=[_note(row) for row in records])
    return more.assign(what=[_what_moved(row) for row in records]) if "kind" in rows else more


def _note(row: Mapping[str, object]) -> str:
    """Flags, that the person died, further cases or moves, that the case is co-worked."""
    told = [
        "" if words.is_missing(row["flag_words"]) else str(row["flag_words"]),
        "died, the case is still recorded" if row.get("has_died") else "",
        _and_more(row.get("more_cases"), "case"),
        _and_more(row.get("more_moves"), "move"),
        "co-worked" if row["is_co_worked"] else "",
    ]
    said = "; ".join(one for one in told if one)
    return said[:1].upper() + said[1:]


def _and_more(number: object, one: str) -> str:
    return f"and {words.count(number, f'more {one}')}" if number else ""


def _what_moved(row: Mapping[str, object]) -> str:
    """From where to where, or how it ended."""
    if not words.is_missing(row["reason_label"]):
        return str(row["reason_label"])
    if words.is_missing(row["to_label"]):
        return MOVES[str(row["kind"])]
    return f"{row['from_label']} → {row['to_label']}"


def moves_in_words(moves: pd.DataFrame) -> list[tuple[str, str | None]]:
    """The moves as one sentence, in pieces: the words, and the choice that lists who is meant (None = just words)."""
    by_kind = moves[moves["reason"].isna()].set_index("kind")["moves"]
    kinds = [kind for kind in MOVES if kind in ALWAYS_SAID or by_kind[kind]]
    pieces: list[tuple[str, str | None]] = []
    for kind in kinds:
        pieces += [(", ", None)] if pieces else []
        pieces += [(f"{by_kind[kind]:,} {MOVES[kind].lower()}", MOVES[kind])]
        pieces += [(f" ({_reasons(moves)})", None)] if kind == "ended" and by_kind[kind] else []
    return [*pieces, (".", None)]


def _reasons(moves: pd.DataFrame) -> str:
    reasons = moves[moves["reason"].notna()]
    return ", ".join(f"{row.reason_label.lower()} {row.moves:,}" for row in reasons.itertuples())


def accounted(now: Mapping[str, object], moves: pd.DataFrame, day: str) -> str:
    """How the number of the comparison day became today's: `295 open on 9 Nov, 4 opened, 5 ended: 294 open now.`"""
    happened = moves[moves["reason"].isna()].set_index("kind")["moves"]
    told = [f"{happened[kind]:,} {MOVES[kind].lower()}" for kind in ACCOUNT if happened[kind]]
    before = f"{now['open_cases_then']:,} open on {day}"
    return f"{', '.join([before, *told])}: {now['open_cases']:,} open now."


def written_up(row: Mapping[str, object]) -> str:
    """How soon a move is usually written up."""
    if words.is_missing(row["half_within"]):
        return "How soon moves are written up is not recorded."
    half, most = (_within(row[name]) for name in ("half_within", "nine_in_ten_within"))
    return f"Half of the moves here are written up {half}, nine in ten {most}."


def _within(days: object) -> str:
    return "on the same day" if days == 0 else f"within {words.days(days)}"
