"""Who asks at the shell, which teams and places they mean, and the entry in the access log that they asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from data.command_line.options import UsedWronglyError, progress
from data.store import Snapshot
from data.workbook.access_log import SHELL, note
from data.workbook.accounts import as_name, find
from data.workbook.workbook import Workbook
from queries.answer import Answer
from queries.ask import ask
from queries.reader import reach_of
from queries.scope import FULL_REACH, NOT_ALLOCATED, Reach, Scope


def reach_at_shell(workbook: Workbook, snapshot: Snapshot, account: str | None, now: datetime) -> Reach:
    """The reach of the named account today; without one, full reach, which is said.

    Raises UsedWronglyError where there is no such account or it is disabled.
    """
    if account is None:
        progress(
            "Asked with full reach: whoever may read the store may ask. Restricted cases stay out of lists. "
            "--as ACCOUNT asks as one reader."
        )
        return FULL_REACH
    found = find(workbook, as_name(account), demo_allowed=snapshot.info.synthetic)
    if found is None or found.is_disabled:
        raise UsedWronglyError(
            f"There is no account {account} that may sign in. `python -m data account list` shows them; "
            "nothing was asked."
        )
    return reach_of(found, now.astimezone().date())


def chosen_teams(snapshot: Snapshot, scope: Scope, given: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the named teams; only those within reach can be named. Raises UsedWronglyError with the choices."""
    if not given:
        return ()
    rows = ask(snapshot, "teams", scope).rows
    offered = {**dict(zip(rows["team_id"], rows["name"], strict=True)), NOT_ALLOCATED: "Not allocated"}
    return tuple(_one(name, "team", offered) for name in given)


def chosen_places(snapshot: Snapshot, scope: Scope, given: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the named places. Raises UsedWronglyError with the choices."""
    if not given:
        return ()
    rows = ask(snapshot, "places", scope).rows
    offered = dict(zip(rows["community_id"], rows["name"], strict=True))
    return tuple(_one(name, "place", offered) for name in given)


def log_asked(workbook: Workbook, reach: Reach, answer: Answer, now: datetime) -> None:
    """Note that the question was asked, and which of the cases that were asked for by key it opened.

    It is the shell that asked, with an account's eyes or not: no password says that the account's owner did.
    """
    seen_as = "" if reach is FULL_REACH else f":{reach.account}"
    note(workbook, SHELL, "asked", f"{answer.question}{seen_as}", now)
    if answer.scope.cases and "case_id" in answer.rows:
        for case in sorted(set(answer.scope.cases) & set(answer.rows["case_id"])):
            note(workbook, SHELL, "opened_case", f"{case}{seen_as}", now)


def _one(name: str, kind: str, offered: Mapping[str, str]) -> str:
    fitting = [code for code, known in offered.items() if _bare(name) in {_bare(code), _bare(known)}]
    if len(fitting) != 1:
        choices = ", ".join(f"{code} ({known})" for code, known in offered.items())
        raise UsedWronglyError(
            f"{name} is {'more than one' if fitting else 'no'} {kind} here. Choose one of: {choices or 'none'}. "
            "Nothing was asked."
        )
    return fitting[0]


def _bare(name: str) -> str:
    """A name as people type it: in small letters, without "Team" before it."""
    return " ".join(name.casefold().split()).removeprefix("team ")
