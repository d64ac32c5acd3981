"""What does this account reach, and by which rules are cases judged for it?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from data.workbook.people import Account
from data.workbook.standards import Standard, holidays, in_force, shipped
from data.workbook.workbook import Workbook
from queries.scope import Reach, Rules, StageStandard


def reach_of(account: Account, on: date) -> Reach:
    """What an account may see on a day. on: today, not the day looked at: a past day never widens reach.

    Supervisor: the teams led or stood in for on that day. Manager: all cases. Both: the restricted cases they are
    named for on that day. Administrator: upkeep, no case. Advocate: nothing. A disabled account: nothing.
    """
    if account.is_disabled:
        return Reach(account=account.name)
    named = tuple(sorted({one.case_id for one in account.restricted_cases if one.holds_on(on)}))
    if account.role == "manager":
        return Reach(account=account.name, all_cases=True, restricted_cases=named)
    if account.role == "supervisor":
        teams = tuple(sorted({one.team_id for one in account.memberships if one.holds_on(on)}))
        return Reach(account=account.name, teams=teams, restricted_cases=named)
    return Reach(account=account.name, upkeep=account.role == "administrator")


def rules_in_force(workbook: Workbook, on: date) -> Rules:
    """The standards valid on a day and the holidays. Its version changes when any of them does."""
    return _rules(in_force(workbook, on), holidays(workbook))


def default_rules() -> Rules:
    """The shipped standards, and no holidays: the rules where no workbook says otherwise."""
    return _rules(shipped(), ())


def _rules(standards: Iterable[Standard], days: tuple[date, ...]) -> Rules:
    judged = tuple(StageStandard(one.stage, one.pathway, one.expected_days, one.review_every_days) for one in standards)
    written = json.dumps([[vars(one) for one in judged], [day.isoformat() for day in days]], sort_keys=True)
    return Rules(version=hashlib.sha256(written.encode()).hexdigest()[:12], stage_standards=judged, holidays=days)
