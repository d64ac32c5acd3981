"""Small random agencies, person by person, and who may see what in them: a slow oracle of DATA's table of reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from data.store import Snapshot
from queries.scope import Reach
from tests.world import TODAY, built

TEAMS = ("A", "B", "C")
WORKERS = {f"WORKER{team}{number}": team for team in TEAMS for number in (1, 2)}
PROGRAMMES: dict[str, str | None] = {"PA": "A", "PB": "B", "PX": None}
PLACES, SELF_DESCRIBED = ("C-ASH", "C-BRO"), ("S-DEAF", "S-SOM")
STAGES = ("assessment", "goal_setting", "planning", "implementation", "evaluation", "termination")
Row = Mapping[str, object]


@dataclass(frozen=True)
class Work:
    """A worker's part in a case, from a day until a day (exclusive); `team` where it is not the worker's own."""

    role: str
    worker: str
    team: str
    from_on: date
    to_on: date


@dataclass(frozen=True)
class Case:
    """A case as the oracle sees it. closed_on after the data date has not happened yet."""

    key: str
    person: str
    programme: str
    opened_on: date
    closed_on: date
    restricted: bool
    reopened_from: str | None
    responsible: str | None
    work: tuple[Work, ...]

    @property
    def is_closed(self) -> bool:
        return self.closed_on <= TODAY

    def holder(self, day: date) -> tuple[str | None, str | None]:
        """Team and lead worker of the case on a day: the lead who began last."""
        leads = [one for one in self.work if one.role == "lead" and one.from_on <= day < min(one.to_on, self.closed_on)]
        if not leads:
            return None, None
        newest = max(max(one.from_on, self.opened_on) for one in leads)
        last = min(
            (one for one in leads if max(one.from_on, self.opened_on) == newest), key=lambda one: (one.worker, one.team)
        )
        return last.team, last.worker

    def owner(self) -> str | None:
        """The team that holds the case at the data date."""
        if not self.is_closed:
            return self.holder(TODAY)[0]
        if self.responsible:
            return self.responsible
        days = (self.closed_on - timedelta(days=back) for back in range(1, (self.closed_on - self.opened_on).days + 1))
        held = (self.holder(day)[0] for day in days)
        return next((team for team in held if team), PROGRAMMES[self.programme])

    def owned_by(self, day: date) -> str | None:
        """The team that the case counts for on a day, from what is known at the data date."""
        return self.owner() if self.is_closed and day >= self.closed_on else self.holder(day)[0]

    def seen_by(self) -> set[str]:
        """Teams that may see the case itself, leaving out what a reopening changes."""
        if not self.is_closed:
            helping = {one.team for one in self.work if one.role == "co_worker" and one.from_on <= TODAY < one.to_on}
            return {team for team in (self.owner() or PROGRAMMES[self.programme], *helping) if team}
        return {team for team in (self.owner(),) if team}


@dataclass
class Bundle:
    """One person with all their rows. promised: case → another person, to whom something is promised in it."""

    person: str
    promised: dict[str, str] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    households: set[str] = field(default_factory=set)


class Agency:
    """People in an order, and the rows that belong to teams."""

    def __init__(self, bundles: Iterable[Bundle], of_teams: Mapping[str, list[Row]]) -> None:
        self.bundles, self.of_teams = list(bundles), of_teams
        self.cases = {case.key: case for bundle in self.bundles for case in bundle.cases}

    def within_reach(self, reach: Reach) -> set[str]:
        """Keys of the cases that a reader may see, were none of them restricted."""
        if reach.all_cases:
            return set(self.cases)
        newer = {case.reopened_from: case.key for case in self.cases.values() if case.reopened_from}
        seen = set()
        for key in self.cases:
            newest = key
            while newest in newer:
                newest = newer[newest]
            if self.cases[newest].seen_by() & set(reach.teams):
                seen.add(key)
        return seen

    def listed(self, reach: Reach) -> set[str]:
        """Keys of the cases that a list may show: restricted ones to whoever is named for them, whatever the team."""
        named = {key for key in reach.restricted_cases if key in self.cases and self.cases[key].restricted}
        return {key for key in self.within_reach(reach) if not self.cases[key].restricted} | named

    def tables(self) -> dict[str, str]:
        """The agency as text tables."""
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for source in (PUBLIC, self.of_teams, *(bundle.rows for bundle in self.bundles)):
            for table, added in source.items():
                rows[table] += added
        return {table: as_text(found) for table, found in rows.items() if found}

    @contextmanager
    def published(self, folder: Path) -> Iterator[Snapshot]:
        folder.mkdir(parents=True)
        with built(folder, **self.tables()) as snapshot:
            yield snapshot


def as_text(rows: list[Row]) -> str:
    """Rows as a text table."""
    names = sorted({name for row in rows for name in row})
    return "\n".join(["|".join(names), *("|".join(_cell(row.get(name)) for name in names) for row in rows)])


def _cell(value: object) -> str:
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


PUBLIC: dict[str, list[Row]] = {
    "team": [{"team_id": team, "name": f"Team {team}"} for team in TEAMS],
    "programme": [
        {"programme_id": one, "name": one, "team_id": team, "aftercare_offered_from": "2020-01-01", "pathway": "short"}
        for one, team in PROGRAMMES.items()
    ],
    "community": [
        *({"community_id": one, "name": f"Place {one}", "kind": "place"} for one in PLACES),
        {"community_id": "S-DEAF", "name": "The deaf people", "kind": "disability"},
        {"community_id": "S-SOM", "name": "The Somali people", "kind": "ethnicity"},
    ],
    "provider": [{"provider_id": "PR1", "name": "Food bank", "community_id": "C-ASH", "status": "open"}],
}
