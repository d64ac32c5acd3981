"""Whose cases, as of when, narrowed how: one frozen object that can only narrow what its reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

NOT_ALLOCATED = "not-allocated"
"""The team of a case that nobody has been given yet, in the address bar and on the command line."""
COMPARED_DAYS_BACK = 7
"""Without a held review, numbers are compared with a week before."""
WEEKS_BACK = 26
"""A series by week shows half a year."""


@dataclass(frozen=True)
class Reach:
    """What a reader may see, from their account alone, never from the address bar.

    all_cases: every team's cases. teams: row by row, only these teams' cases (at the data date).
    restricted_cases: restricted cases this account is named for. upkeep: import findings.
    """

    account: str
    all_cases: bool = False
    teams: tuple[str, ...] = ()
    restricted_cases: tuple[str, ...] = ()
    upkeep: bool = False

    @property
    def has_cases(self) -> bool:
        """Whether any case may be within reach: an advocate and an administrator have none."""
        return self.all_cases or bool(self.teams or self.restricted_cases)


@dataclass(frozen=True)
class StageStandard:
    """How long a stage is expected to take (days), or for long-term work how often the plan is reviewed (days)."""

    stage: str
    pathway: str
    expected_days: int | None = None
    review_every_days: int | None = None


@dataclass(frozen=True)
class Rules:
    """The agency's standards and holidays in force, and the version they are known by."""

    version: str = "none"
    stage_standards: tuple[StageStandard, ...] = ()
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True)
class Scope:
    """A reader's reach, the dates that rule every number, and the reader's own narrowing (empty = no narrowing).

    data_date: the day the snapshot is true for. as_of: the day looked at. compare: an earlier day to compare with.
    only: codes that a list is narrowed to when one number is opened (a stage, a kind of move). place_on: the day on
    which people live in the chosen places; it stays when the rest looks at an earlier day (see `at`).
    Raises ScopeError where the dates make no sense.
    """

    reach: Reach
    data_date: date
    as_of: date
    compare: date
    teams: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    place_on: date | None = None
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        if self.as_of > self.data_date:
            raise ScopeError(
                f"{self.as_of:%d %b %Y} is after the data date {self.data_date:%d %b %Y}, so nothing is known of it. "
                "Choose a date up to the data date; nothing was changed."
            )
        if self.compare > self.as_of:
            raise ScopeError(
                f"The comparison date {self.compare:%d %b %Y} is after {self.as_of:%d %b %Y}. "
                "Choose an earlier one; nothing was changed."
            )

    def at(self, day: date) -> Scope:
        """The same reader and narrowing on another day (the comparison moves with it where it must).

        Places stay those of the day looked at first: otherwise whoever moved house would look like a change.
        """
        return replace(self, as_of=day, compare=min(self.compare, day), place_on=self.place_on or self.as_of)

    @property
    def weeks(self) -> tuple[date, ...]:
        """Ends of the weeks of a series, oldest first: seven days each up to the day looked at, so all are whole."""
        return tuple(self.as_of - timedelta(days=7 * back) for back in range(WEEKS_BACK, -1, -1))

    def params(self, *, listing: bool) -> Mapping[str, object]:
        """Everything scope.sql may ask for. `listing` tells rows of people from totals (README, "Decided")."""
        return {
            "data_date": self.data_date,
            "as_of": self.as_of,
            "compare": self.compare,
            "place_on": self.place_on or self.as_of,
            "weeks": list(self.weeks),
            "listing": listing,
            "reach_all": self.reach.all_cases,
            "reach_teams": list(self.reach.teams),
            "named_cases": list(self.reach.restricted_cases),
            "upkeep": self.reach.upkeep,
            "any_team": not self.teams,
            "teams": list(self.teams),
            "any_community": not self.communities,
            "communities": list(self.communities),
            "any_worker": not self.workers,
            "workers": list(self.workers),
            "any_case": not self.cases,
            "cases": list(self.cases),
            "any_person": not self.people,
            "people": list(self.people),
            "any_only": not self.only,
            "only": list(self.only),
            "stage_standards": [vars(standard) for standard in self.rules.stage_standards],
            "holidays": list(self.rules.holidays),
        }


class ScopeError(ValueError):
    """A choice of dates or places that cannot be answered."""


FULL_REACH = Reach(account="shell", all_cases=True, upkeep=True)
"""Whoever may read the store file may ask; restricted cases stay out of lists all the same."""
