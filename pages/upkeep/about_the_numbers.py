"""About the numbers: every definition, threshold and code in one place, taken from the code that computes them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.aftercare import LADDER
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.parts import Column, contents, facts, folded, headline, prose, section, small_table
from pages.shared.scope_bar import head
from pages.upkeep import snapshot_words
from queries.answer import Answer
from queries.ask import questions, topics

TITLE = "About the numbers"
STANDARDS = "How long a stage is expected to take"
AFTERCARE = "Aftercare, window by window"
CODES = "Words and codes"

PSEUDONYMISED = (
    "There are no names in Caseboard. A person or a case has a key instead, and only a look-up that is kept elsewhere, "
    "under lock, leads from the key to the case file.",
    "That is not anonymous. A date, a place and an age are often enough to recognise somebody one knows, and exact "
    "dates are what this dashboard is about. So everything here is personal data and is treated like a case file.",
)
READING = {
    "Which day is a number true for?": "For the day at the top of its page: the data date, unless an earlier day is "
    "chosen there. Its change is counted from the comparison date, a week before unless another is chosen. A past day "
    "is looked at with what is known today, so what was typed later is counted too.",
    "Whose cases does a number count?": "A supervisor's numbers are of the cases of their own teams, a manager's of all"
    " teams. A total counts a case for the team that held it on that day. A list also shows cases that a team works "
    "together with another one, and says so; that is why a list can be longer than its total. Beyond one's own cases "
    "there are only released numbers.",
    "What is a restricted case?": "One that must stay among few, such as a colleague's relative or an adoption. It is "
    "counted as usual, and listed only to people who are named for it.",
    "What does “not recorded” mean?": "That nobody wrote it down; not that it was not done. What is missing is never "
    "counted as zero, and somebody who was not asked has not said that there is no barrier.",
    "Why do people and cases differ?": "One person may have several cases, and several people may live in one "
    "household. Lists show one line a person, because a call to a mother of four is one call.",
    "Late, or not yet typed?": "Notes are written up some days after the contact. So the newest lateness is always "
    "partly paperwork; pages with overdue lists say how long recording usually takes.",
}


def page(ask: Ask) -> None:
    """Draw the page. It holds definitions and no figure of anybody, so that every role may read it."""
    head(ask, TITLE)
    headline("What every number in Caseboard counts, and what it leaves out, in the words of the code that counts it.")
    contents(["The data", "How to read a page", STANDARDS, AFTERCARE, *map(_titled, explained()), CODES])
    section("The data")
    facts(
        [
            ("Figures are true for", words.day(ask.scope.data_date, year=True)),
            ("They come from", snapshot_words.source(ask.source_kind)),
        ]
    )
    section("Pseudonymised, not anonymous")
    prose(*PSEUDONYMISED)
    section("How to read a page")
    folded([(asked, [said]) for asked, said in READING.items()])
    _standards(ask("stage_standards"), ask)
    _ladder()
    for topic, about in explained().items():
        section(_titled(topic), about)
        folded([(one.asks, [one.definition]) for one in questions().values() if one.topic == topic])
    section(CODES, "What is recorded as a code, and the words it is shown by.")
    folded(list(_codes(ask("code_meanings").rows)), side_by_side=True)


def explained() -> dict[str, str]:
    """The topics whose questions give numbers; those that only fill a choice at the top of a page give none."""
    return {topic: about for topic, about in topics().items() if topic != "choices"}


def _titled(topic: str) -> str:
    return topic.replace("_", " ").capitalize()


def _standards(standards: Answer, ask: Ask) -> None:
    section(STANDARDS, standards.definition)
    rows = standards.rows
    if rows.empty:
        prose("No standards are in force, so no case is judged by its days in a stage.")
        return
    told = rows.assign(said=[_standard(record) for record in rows.to_dict("records")])
    table = told.pivot_table(
        index="stage_label", columns="pathway_label", values="said", aggfunc="first", sort=False
    ).reset_index()
    pathways = [Column(str(one), str(one), says=_or_none) for one in table.columns if one != "stage_label"]
    small_table(
        table, [Column("stage_label", "Stage", is_strong=True), *pathways], title="Standards by stage and pathway"
    )
    kept = [words.day(day, year=True) for day in ask.scope.rules.holidays]
    prose(
        f"Holidays kept: {', '.join(kept)}."
        if kept
        else "No holidays are entered. No number counts business days yet: every length is in calendar days."
    )


def _or_none(said: object) -> str:
    return "no standard" if words.is_missing(said) else str(said)


def _standard(record: dict[str, object]) -> str:
    if not words.is_missing(record["review_every_days"]):
        return f"review every {words.days(record['review_every_days'])}"
    return words.days(record["expected_days"])


def _ladder() -> None:
    section(
        AFTERCARE,
        "Counted in days from the day after closing, only where aftercare is offered and the person agreed to it.",
    )
    rows = pd.DataFrame([vars(rung) for rung in LADDER])
    small_table(
        rows,
        [
            Column("due", "Due by", says=lambda day: f"day {day}", is_strong=True),
            Column("opens", "A contact counts from", says=lambda day: f"day {day}"),
            Column("passes", "The window has passed on", says=lambda day: f"day {day}"),
        ],
        title="The aftercare ladder",
    )


def _codes(rows: pd.DataFrame) -> Iterator[tuple[str, list[str]]]:
    for kind, codes in rows.groupby("kind", sort=True):
        yield _titled(str(kind)), [_code(one) for one in codes.to_dict("records")]


def _code(one: dict[str, object]) -> str:
    more = [str(one[name]) for name in ("note", "source") if not words.is_missing(one[name])]
    return f"{one['label']} ({one['code']})" + (f": {'; '.join(more)}" if more else "")
