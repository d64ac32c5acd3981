"""The sentences of Overdue follow-ups, written from the numbers of its questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pages.shared import words
from pages.shared.parts import Figure
from queries.scope import Scope

Row = Mapping[str, Any]
"""One row of an answer: column → value."""

Than = Callable[[object], str]
"""Says a change against the day compared with."""
LeadsTo = Callable[..., str]
"""The address of this page with these choices, beginning at its list."""
BINDING, HANDOVERS = "Statutory or court", "Handovers"
NO_FOLLOW_UPS = "This source records no follow-ups; nothing can be said to be overdue."
NONE_IN_VIEW = "No follow-ups are recorded in this view; nothing can be said to be overdue."
NO_CONTACT_YET = "no contact recorded yet"
NO_LAG = "This source does not record when notes are written."
WAITING, DUE_IN_7, DUE_IN_14 = "Overdue", "Due in 7 days", "Due in 14 days"
SHOWN = {WAITING: "", DUE_IN_7: "show:due-7", DUE_IN_14: "show:due-14"}
"""What a list shows, as the reader chooses it → the code of it in a question."""


def headline(everything: Row, kept: Row, scope: Scope, chosen: Sequence[str]) -> str:
    """The answer to the page's question: how many are overdue, for how many people, and how that changed."""
    where = f" Chosen: {', '.join(chosen)}." if chosen else ""
    if not kept["follow_ups"]:
        return NO_FOLLOW_UPS if scope.reach.all_cases and not chosen else f"{NONE_IN_VIEW}{where}"
    late = everything["overdue"]
    if not late:
        return f"Nothing is overdue in what is recorded up to {words.day_near(scope.as_of, scope.data_date)}.{where}"
    than = comparing(scope)(everything["overdue_change"])
    whom = f"{words.people(everything['people'])}{', ' + than if than else ''}"
    return " ".join([f"{words.count(late, 'follow-up')} {_is(late)} overdue for {whom}.", *_of_these(everything)])


def _of_these(everything: Row) -> list[str]:
    named = (
        ("binding_overdue", "a statutory or court date", "statutory or court dates"),
        ("aftercare_overdue", "aftercare", "aftercare"),
        ("handovers_overdue", "a handover not yet confirmed", "handovers not yet confirmed"),
    )
    told = [
        (everything[name], f"{_is(everything[name])} {one if everything[name] == 1 else many}")
        for name, one, many in named
        if everything[name]
    ]
    if everything["overdue"] == 1:
        return [f"It {what}." for _, what in told]
    return [f"Of these, {words.joined([f'{number:,} {what}' for number, what in told])}."] if told else []


def comparing(scope: Scope) -> Than:
    """How a figure's change is said: `5 more than on 9 Nov`; nothing where no other day is compared."""
    if scope.compare == scope.as_of:
        return lambda change: ""
    day = words.day_near(scope.compare, scope.data_date)
    return lambda change: f"{words.change(change)} than on {day}" if change else f"as many as on {day}"


def list_title(show: str, people: int, *, what: str = "") -> str:
    """`Who is waiting for aftercare: 45 people`, `Due in 7 days: 1 person`."""
    return f"{f'Who is waiting{what}' if show == WAITING else show}: {words.people(people)}"


def open_case_figures(part: Row, than: Than, leads_to: LeadsTo) -> list[Figure]:
    """The four figures of open cases; `leads_to` gives the address of a list from its choices."""
    late, binding = part["overdue"], part["binding_overdue"]
    return [
        Figure(
            f"{late:,}",
            "overdue in open cases",
            _listed(f"for {words.people(part['people'])}", than(part["overdue_change"])),
            "late" if late else "plain",
            leads_to(due=WAITING),
        ),
        Figure(
            f"{binding:,}",
            "statutory or court date" if binding == 1 else "statutory or court dates",
            than(part["binding_overdue_change"]),
            "serious" if binding else "plain",
            leads_to(due=WAITING, basis=BINDING),
        ),
        due_soon(part, leads_to),
        on_time(part),
    ]


def aftercare_figures(part: Row, than: Than, leads_to: LeadsTo) -> list[Figure]:
    """The four figures of aftercare; `leads_to` gives the address of a list from its choices."""
    late, handovers = part["aftercare_overdue"], part["handovers_overdue"]
    return [
        Figure(
            f"{late:,}",
            "aftercare overdue",
            _listed(f"for {words.people(part['aftercare_people'])}", than(part["aftercare_overdue_change"])),
            "late" if late else "plain",
            leads_to(due=WAITING),
        ),
        Figure(
            f"{handovers:,}",
            "handover not yet confirmed" if handovers == 1 else "handovers not yet confirmed",
            than(part["handovers_overdue_change"]),
            "late" if handovers else "plain",
            leads_to(due=WAITING, window=HANDOVERS),
        ),
        due_soon(part, leads_to),
        on_time(part),
    ]


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def due_soon(part: Row, leads_to: LeadsTo) -> Figure:
    """What is due in the next days."""
    soon = leads_to(due=DUE_IN_7)
    return Figure(f"{part['due_in_7']:,}", "due in the next 7 days", f"{part['due_in_14']:,} in 14 days", leads_to=soon)


def on_time(part: Row) -> Figure:
    """The share done on time of what was due in the last four weeks; of nothing there is none."""
    if not part["due"]:
        return Figure(words.NOT_RECORDED, "on time", "nothing was due in 4 weeks")
    counted_in = f"; {words.percent(part['share_with_exempt'])} with exempt ones" if part["exempt"] else ""
    return Figure(
        words.percent(part["on_time_share"]),
        "on time",
        f"of {part['due']:,} due in 4 weeks{counted_in}",
    )


def lag(recording: Row) -> str:
    """How long notes usually take: what stands under every list of what is overdue."""
    if words.is_missing(recording["half_within"]):
        return NO_LAG
    half, nine = _within(recording["half_within"]), _within(recording["nine_in_ten_within"])
    return f"Notes here are usually written up {half}, nine in ten {nine}."


def _within(days: Any) -> str:
    return f"within {words.days(days)}" if days else "on the same day"


def excused(apart: pd.DataFrame) -> str:
    """`7 exempt for a time and 12 who asked not to be contacted`, of people whom nobody is chasing."""
    exempt, asked = int((apart["status"] == "exempt").sum()), int((apart["status"] == "client_declined").sum())
    told = [
        *([f"{exempt:,} exempt for a time"] if exempt else []),
        *([f"{asked:,} who asked not to be contacted"] if asked else []),
    ]
    return words.joined(told)


def left_out(apart: pd.DataFrame, as_of: date) -> str:
    """What the list counts, and who was left out of it."""
    out = excused(apart)
    return (
        f"Counted: due before {words.day(as_of)}, not done, its window not passed{f'; {out} left out' if out else ''}."
    )


def not_to_be_called(part: Row) -> list[str]:
    """Quiet lines: people whom no list names, because a call could harm them or they have died."""
    flagged, counted, died = part["people_not_to_be_called"], part["of_them_counted"], part["people_died_since"]
    lines = []
    if flagged:
        above = (
            f"; {counted:,} of them {_is(counted)} counted above, for something that needs no call" if counted else ""
        )
        lines.append(f"{words.people(flagged)} must not be contacted, not listed{above}.")
    if died:
        lines.append(f"{words.people(died)} {'has' if died == 1 else 'have'} died since, not listed.")
    return lines


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def typed_later(everything: Row, as_of: date) -> str:
    """When looking back: how much of what was done by then was written up only afterwards."""
    late = everything["typed_later"]
    return (
        f"{words.count(late, 'follow-up')} done by {words.day(as_of)} {'was' if late == 1 else 'were'} written up only "
        "afterwards: on the day itself more looked overdue."
        if late
        else ""
    )


def co_worked(rows: pd.DataFrame) -> str:
    """Why a list can be longer than its number: work shared with a team that counts it."""
    shared = int(rows["is_co_worked"].sum()) if len(rows) else 0
    if not shared:
        return ""
    return f"{words.people(shared)} {'is' if shared == 1 else 'are'} co-worked with another team, which counts them."


def nothing_here(show: str, choices: Sequence[str], as_of: date) -> str:
    """An empty list says what is empty and which choice caused it."""
    what = "Nothing overdue" if show == WAITING else f"Nothing due within {show.removeprefix('Due in ')}"
    which = f" for {words.joined([choice.lower() for choice in choices])}" if choices else ""
    return f"{what}{which} in what is recorded up to {words.day(as_of)}."


def offer(told: Row, kept: Row) -> str:
    """To whom aftercare is due at all: where it was offered and the person agreed."""
    if not kept["offering"] and not kept["aftercare"]:
        return "No programme in this view offers aftercare."
    if not told["people"]:
        return "In this month and the twelve before it nobody's case came to an ending with aftercare."
    rest = [
        (told["not_offered"], "not offered"),
        (told["said_no"], "said no"),
        (told["not_recorded"], "answer not recorded"),
    ]
    others = words.joined([f"{number:,} {what}" for number, what in rest if number])
    return (
        f"Aftercare is due where it was offered and the person agreed: to {told['agreed']:,} of "
        f"{words.people(told['people'])} whose case ended in this month or the twelve before it"
        f"{'; ' + others if others else ''}."
    )
