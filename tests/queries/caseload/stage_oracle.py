"""Cases and their stages read slowly, day by day, in plain Python: what the questions about stages are held against."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from data.store import Snapshot
from queries.scope import Reach, Rules, Scope, StageStandard
from tests.world import TODAY, built

STAGES = ("assessment", "goal_setting", "planning", "implementation", "evaluation", "termination")
FIRST_DAY = TODAY - timedelta(days=120)
AGENCY = {
    "team": "team_id|name\nA|Team A\nB|Team B",
    "worker": "worker_id|team_id\nA1|A\nA2|A\nB1|B",
    "programme": "programme_id|name|team_id\nP|Family|A",
}
RULES = Rules(
    version="test",
    stage_standards=(
        *(StageStandard(stage, "short", expected_days=14) for stage in STAGES),
        *(StageStandard(stage, "long_term", expected_days=1, review_every_days=30) for stage in STAGES[:4]),
        StageStandard("assessment", "statutory", expected_days=0),
    ),
)


@dataclass(frozen=True)
class Case:
    """A case as its base rows tell it; days are counted from FIRST_DAY, `closed` is the first day not open.

    leads: (worker or None, first day); each holds until the next. events: (day, stage, is a correction).
    reviews: (day, took place).
    """

    name: str
    person: str
    pathway: str | None
    opened: int
    closed: int | None
    reason: str | None
    leads: tuple[tuple[str | None, int], ...]
    events: tuple[tuple[int, str, bool], ...]
    reviews: tuple[tuple[int, bool], ...]

    def is_open(self, day: int) -> bool:
        return self.opened <= day and (self.closed is None or day < self.closed)

    def team(self, day: int) -> str | None:
        """Whose it is on a day: of that day's lead; once closed, of the last one who was known, or of the programme."""
        if self.closed is not None and day >= self.closed:
            held = [self.team(earlier) for earlier in range(self.opened, self.closed)]
            return next((team for team in reversed(held) if team), "A")
        worker = next((who for who, first in reversed(self.leads) if first <= day), None)
        return worker[0] if worker else None

    def entered(self, day: int) -> list[tuple[int, str, bool]]:
        """Stages entered up to a day, oldest first; the stage a case is in already is not entered again."""
        happened = [
            (max(on, self.opened), stage, corrects)
            for on, stage, corrects in sorted(self.events, key=lambda event: event[0])
            if on <= day and (self.closed is None or max(on, self.opened) < self.closed)
        ]
        return [
            event
            for before, event in zip([None, *happened], happened, strict=False)
            if not before or before[1] != event[1]
        ]

    def stage(self, day: int) -> tuple[str, int | None]:
        """The stage on a day and the day it was entered."""
        entered = self.entered(day)
        return (entered[-1][1], entered[-1][0]) if entered else ("not_recorded", None)

    def judged(self, day: int) -> tuple[int, int] | None:
        """Days without movement and the days of the standard, or None where there is no standard."""
        stage, since = self.stage(day)
        if since is None:
            return None
        if self.pathway == "short":
            return day - since, 14
        if self.pathway == "statutory" and stage == "assessment":
            return day - since, 0
        if self.pathway == "long_term" and stage in STAGES[:4]:
            return day - max([since, *(on for on, took_place in self.reviews if took_place and on <= day)]), 30
        return None


@st.composite
def cases(draw: st.DrawFn, name: str) -> Case:
    day = st.integers(0, 119)
    opened = draw(day)
    closed = draw(st.one_of(st.none(), st.integers(opened + 1, 125)))
    firsts = sorted(draw(st.sets(st.integers(opened, 119), max_size=3)))
    workers = [draw(st.sampled_from(["A1", "A2", "B1", None])) for _ in firsts]
    events = draw(st.lists(st.tuples(day, st.sampled_from(STAGES), st.sampled_from([False, False, True])), max_size=5))
    return Case(
        name=name,
        person=draw(st.sampled_from(["Q1", "Q2", "Q3", "Q4"])),
        pathway=draw(st.sampled_from(["short", "long_term", "statutory", "other"])),
        opened=opened,
        closed=closed,
        reason=draw(st.sampled_from(["goals_met", "declined", None])) if closed else None,
        leads=tuple(zip(workers, firsts, strict=True)),
        events=tuple(events),
        reviews=tuple(draw(st.lists(st.tuples(day, st.booleans()), max_size=3))),
    )


WORLDS = st.integers(1, 9).flatmap(lambda size: st.tuples(*(cases(f"C{number}") for number in range(size))))


def tables(world: Iterable[Case]) -> dict[str, str]:
    """The base rows of the cases as text tables."""
    case_rows, assignment, event, follow_up = [], [], [], []
    numbers = itertools.count(1)
    for case in world:
        closed = on(case.closed) if case.closed is not None else "-"
        case_rows.append(
            f"{case.name}|{case.person}|P|{case.pathway or '-'}|{on(case.opened)}|{closed}|{case.reason or '-'}"
        )
        ends = [*(first for _, first in case.leads[1:]), None][: len(case.leads)]
        for (worker, first), end in zip(case.leads, ends, strict=True):
            if worker:
                assignment.append(f"{case.name}|{worker}|lead|{on(first)}|{on(end) if end is not None else '-'}")
        for seq, (day, stage, corrects) in enumerate(sorted(case.events, key=lambda one: one[0])):
            event.append(f"{case.name}|{seq}|{stage}|{on(day)}|{'corrected' if corrects else 'moved'}")
        for day, took_place in case.reviews:
            outcome = "reached" if took_place else "not_reached"
            follow_up.append(f"{next(numbers)}|{case.name}|{case.person}|review|policy|{on(day)}|{on(day)}|{outcome}")
    return {
        **AGENCY,
        "person": "\n".join(["person_id", *sorted({case.person for case in world})]),
        "cases": "\n".join(["case_id|person_id|programme_id|pathway|opened_on|closed_on|close_reason", *case_rows]),
        "assignment": "\n".join(["case_id|worker_id|role|from_on|to_on", *assignment]),
        "stage_event": "\n".join(["case_id|seq|stage|entered_on|kind", *event]),
        "follow_up": "\n".join(
            ["follow_up_id|case_id|person_id|kind|basis|due_by|done_on|outcome", *follow_up],
        ),
    }


def on(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


@dataclass(frozen=True)
class Look:
    """Who looks at which days: a reach (None = everything), a team chosen (None = all), a day and an earlier day."""

    reach: str | None
    team: str | None
    day: int
    earlier: int

    def scope(self) -> Scope:
        reach = Reach(account="reader", all_cases=self.reach is None, teams=(self.reach,) if self.reach else ())
        chosen = ("not-allocated" if self.team == "nobody" else self.team,) if self.team else ()
        return Scope(
            reach=reach, data_date=TODAY, as_of=on(self.day), compare=on(self.earlier), teams=chosen, rules=RULES
        )

    def counts(self, case: Case, day: int) -> bool:
        """Whether the case counts for this reader and this choice on a day, open or not."""
        team = case.team(day)
        if self.reach and ((case.team(120) or "A") != self.reach or team not in (self.reach, None)):
            return False
        return self.team is None or (team or "nobody") == self.team

    def open_cases(self, world: Iterable[Case], day: int) -> list[Case]:
        return [case for case in world if case.is_open(day) and self.counts(case, day)]


@st.composite
def looks(draw: st.DrawFn) -> Look:
    day = draw(st.integers(5, 120))
    return Look(
        reach=draw(st.sampled_from([None, None, "A", "B"])),
        team=draw(st.sampled_from([None, None, "A", "B", "nobody"])),
        day=day,
        earlier=draw(st.integers(max(0, day - 40), day)),
    )


LOOKS = st.lists(looks(), min_size=5, max_size=5)
"""Several looks at one world: to build it takes longer than to ask."""


@contextmanager
def built_from(world: Iterable[Case]) -> Iterator[Snapshot]:
    """A snapshot of the cases, as an import would make it."""
    with tempfile.TemporaryDirectory() as folder, built(Path(folder), **tables(world)) as snapshot:
        yield snapshot


def moves(world: Iterable[Case], look: Look) -> Counter[str]:
    """What happened after the earlier day, found by comparing each day with the day before."""
    found: Counter[str] = Counter()
    for case, day in itertools.product(world, range(look.earlier + 1, look.day + 1)):
        was, now = (case.is_open(d) and look.counts(case, d) for d in (day - 1, day))
        if now and not was:
            found["opened" if case.opened == day else "taken_over"] += 1
        if was and not now:
            found["ended" if case.closed == day else "handed_over"] += 1
        if case.is_open(day) and look.counts(case, day) and case.opened <= day:
            found.update(steps(case, day))
    return found


def steps(case: Case, day: int) -> list[str]:
    """The moves of a case on a day, several where several stages were entered on it; corrections are none."""
    entered = case.entered(day)
    pairs = itertools.pairwise(entered)
    return [
        "advanced" if STAGES.index(later[1]) > STAGES.index(earlier[1]) else "reassessed"
        for earlier, later in pairs
        if later[0] == day and not later[2]
    ]


def days_within(days: list[int], share: Fraction) -> int | None:
    """The smallest day that covers the share, found by trying each."""
    covering = (tried for tried in range(1000) if sum(one <= tried for one in days) >= share * len(days))
    return next(covering) if days else None
