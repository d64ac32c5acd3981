"""What the current snapshot knows of teams and restricted cases; what it does not know is refused in words."""

from __future__ import annotations

from data.command_line.options import UsedWronglyError
from data.store import Store


def teams(store: Store) -> dict[str, str]:
    """Team id → name in the current snapshot. Raises StoreError where there is no data."""
    with store.lease() as snapshot:
        asked = "select team_id, name from store.team order by team_id"
        return dict(snapshot.cursor().execute(asked).fetchall())


def team_id(store: Store, given: str) -> str:
    """The id of the team that has this id or name. Raises UsedWronglyError, listing the teams there are."""
    known = teams(store)
    if given in known:
        return given
    named = [one for one, name in known.items() if given.casefold() in (one.casefold(), name.casefold())]
    if len(named) == 1:
        return named[0]
    listed = "; ".join(f"{one} ({name})" for one, name in known.items())
    found = f"is the name of {len(named)} teams: give the id" if named else "is not there"
    raise UsedWronglyError(
        f"The team {given!r} {found}. Teams of the current snapshot: {listed or 'none'}. Nothing was changed."
    )


def restricted_case(store: Store, case_id: str) -> str:
    """The case, if the current snapshot has it as a restricted one. Raises UsedWronglyError."""
    with store.lease() as snapshot:
        asked = "select coalesce(restricted, false) from store.cases where case_id = ?"
        found = snapshot.cursor().execute(asked, [case_id]).fetchall()
    if not found:
        raise UsedWronglyError(
            f"The current snapshot has no case {case_id}. Give its key as the lists show it. Nothing was changed."
        )
    if not found[0][0]:
        raise UsedWronglyError(
            f"The case {case_id} is not restricted: who may see it follows from its team. Nothing was changed."
        )
    return case_id
