"""What an account is: a name, a role, the teams and the restricted cases it is bound to, each with its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


class Dated:
    """Something that holds from a day on. `to_on` is the first day no longer; None: until further notice."""

    from_on: date
    to_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True)
class Membership(Dated):
    """A team that an account leads, or stands in for as its deputy."""

    team_id: str
    role: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class NamedFor(Dated):
    """A restricted case that an account is named for."""

    case_id: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Account:
    """Who may sign in as what.

    version rises with every change of role or password and with every disabling: tickets and sessions belong to one
    version, so each such change ends them all, in every process, at once.
    """

    name: str
    role: str
    is_disabled: bool = False
    memberships: tuple[Membership, ...] = ()
    restricted_cases: tuple[NamedFor, ...] = ()
    version: int = 0
    created_at: datetime | None = None
    role_changed_at: datetime | None = None
