"""`account team` and `account case`: what an account is bound to, from which day until which."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from data.command_line.desk import Desk, FromOption, Name, ToOption, at_desk, day
from data.command_line.known import restricted_case, team_id
from data.command_line.options import StoreOption, WorkbookOption
from data.workbook import accounts
from data.workbook.access_log import coded
from data.workbook.account_rows import AccountError

commands = typer.Typer()

Team = Annotated[str, typer.Argument(help="The team's id or name.", metavar="TEAM", show_default=False)]
Deputy = Annotated[bool, typer.Option("--deputy", help="Stand in for the team's lead.")]
Case = Annotated[
    str, typer.Argument(help="The key of a restricted case, as lists show it.", metavar="CASE", show_default=False)
]
Remove = Annotated[bool, typer.Option("--remove", help="End it on the day of --from; what was before stays on record.")]


@commands.command()
def team(
    name: Name,
    team: Team,
    from_on: FromOption = None,
    to_on: ToOption = None,
    deputy: Deputy = False,
    remove: Remove = False,
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Let a supervisor lead a team, or stand in for its lead; or end that with --remove."""
    with at_desk(store, workbook) as desk:
        first, last = day(from_on) or desk.today, day(to_on)
        account = accounts.known(desk.wb, name)
        if remove:
            _only_from_today(desk, first, has_more=deputy or last is not None)
            ended = team if team in {one.team_id for one in account.memberships} else team_id(desk.store, team)
            accounts.unbind_team(desk.wb, name, ended, first)
            desk.note("team_unbound", f"{name}:{coded(ended)}")
            typer.echo(f"{name} no longer has {ended} from {first} on.")
            return
        bound, role = team_id(desk.store, team), "deputy" if deputy else "lead"
        accounts.bind_team(desk.wb, name, bound, role=role, from_on=first, to_on=last)
        desk.note("team_bound", f"{name}:{coded(bound)}:{role}")
        typer.echo(f"{name} is {role} of {bound} {_days(first, last)}.")


@commands.command()
def case(
    name: Name,
    case_id: Case,
    from_on: FromOption = None,
    to_on: ToOption = None,
    remove: Remove = False,
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Let a supervisor or manager see a restricted case row by row; or end that with --remove."""
    with at_desk(store, workbook) as desk:
        first, last = day(from_on) or desk.today, day(to_on)
        accounts.known(desk.wb, name)
        if remove:
            _only_from_today(desk, first, has_more=last is not None)
            accounts.end_naming(desk.wb, name, case_id, first)
            desk.note("case_unnamed", f"{name}:{coded(case_id)}")
            typer.echo(f"{name} is no longer named for {case_id} from {first} on.")
            return
        accounts.name_for_case(desk.wb, name, restricted_case(desk.store, case_id), from_on=first, to_on=last)
        desk.note("case_named", f"{name}:{coded(case_id)}")
        typer.echo(f"{name} is named for {case_id} {_days(first, last)}.")


def _only_from_today(desk: Desk, first: date, *, has_more: bool) -> None:
    if has_more:
        raise AccountError("--remove goes with --from alone.")
    if first < desk.today:
        raise AccountError(f"What was before today stays on record: end it today or later, not on {first}.")


def _days(first: date, last: date | None) -> str:
    return f"from {first} on" if last is None else f"from {first} until the day before {last}"
