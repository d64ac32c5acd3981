"""`account …`: who may sign in, with which role, for which teams and for which restricted cases."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from data.command_line import account_bindings
from data.command_line.account_table import account_table
from data.command_line.desk import FromOption, Name, ToOption, at_desk, day
from data.command_line.known import team_id
from data.command_line.options import StoreOption, WorkbookOption
from data.workbook import accounts, passwords, throttle
from data.workbook.account_rows import AccountError
from data.workbook.demo_accounts import PASSWORD, demo_accounts
from data.workbook.people import Membership

commands = typer.Typer(
    name="account",
    help="Say who may sign in, with which role, for which teams and for which restricted cases.",
    no_args_is_help=True,
)


class Role(StrEnum):
    """The roles there are; a test holds them against those of the workbook."""

    supervisor = "supervisor"
    manager = "manager"
    advocate = "advocate"
    administrator = "administrator"


GivenRole = Annotated[Role, typer.Option("--role", help="What the account may see.", show_default=False)]
NewRole = Annotated[Role, typer.Argument(help="What the account may see from now on.", show_default=False)]
Led = Annotated[list[str] | None, typer.Option("--team", help="A team to lead from today on. May be repeated.")]
StoodInFor = Annotated[list[str] | None, typer.Option("--deputy-for", help="A team to stand in for. May be repeated.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from the first line of stdin.")]
Ask = Annotated[bool, typer.Option("--ask-password", help="Ask for the password instead of making one up.")]


@commands.command()
def add(
    name: Name,
    role: GivenRole,
    led: Led = None,
    stood_in_for: StoodInFor = None,
    from_on: FromOption = None,
    to_on: ToOption = None,
    from_stdin: FromStdin = False,
    ask: Ask = False,
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Add an account. Its password is made up and shown once, unless one is given.

    --from and --to are the days of standing in for a team. Example:

    account add kim --role supervisor --team T-NORTH --deputy-for T-SOUTH --to 2026-12-01
    """
    with at_desk(store, workbook) as desk:
        accounts.fit_for_adding(desk.wb, name)
        if role != Role.supervisor and (led or stood_in_for):
            raise AccountError(f"{name} is to be {role}: only supervisors have teams.")
        if (from_on or to_on) and not stood_in_for:
            raise AccountError("--from and --to are the days of --deputy-for, which was not given.")
        first, last = day(from_on) or desk.today, day(to_on)
        bound = [
            *(Membership(team_id(desk.store, one), "lead", desk.today) for one in led or ()),
            *(Membership(team_id(desk.store, one), "deputy", first, last) for one in stood_in_for or ()),
        ]
        password, words = _password(name, from_stdin=from_stdin, ask=ask)
        accounts.add(desk.wb, name, role, passwords.hashed(password), desk.now, bound)
        desk.note("account_added", f"{name}:{role}")
        typer.echo(f"{name} may sign in as {role}. {words}")
        if role == Role.supervisor and not bound:
            typer.echo(f"{name} sees no case yet. Give a team: python -m data account team {name} TEAM")


@commands.command("list")
def list_accounts(store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """List every account, disabled ones too, with what it reaches today or later."""
    with at_desk(store, workbook) as desk:
        current = desk.store.current()
        if current is not None and current.synthetic:
            typer.echo(f"While the synthetic agency is current, these may sign in with the password {PASSWORD}:")
            typer.echo(", ".join(one.name for one in demo_accounts()))
        known = accounts.all_accounts(desk.wb)
        nobody = "No accounts of your own yet. Add the first: python -m data account add NAME --role ROLE"
        typer.echo(account_table(known, desk.today) if known else nobody)


@commands.command()
def disable(name: Name, store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """Let nobody sign in as NAME any more; who is signed in no longer is. The account stays on record."""
    with at_desk(store, workbook) as desk:
        accounts.disable(desk.wb, name, desk.now)
        desk.note("account_disabled", name)
        typer.echo(f"{name} may no longer sign in, and is signed out everywhere.")


@commands.command()
def enable(name: Name, store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """Let NAME sign in again, with the password and the teams of before."""
    with at_desk(store, workbook) as desk:
        accounts.enable(desk.wb, name)
        desk.note("account_enabled", name)
        typer.echo(f"{name} may sign in again.")


@commands.command()
def reset(
    name: Name,
    from_stdin: FromStdin = False,
    ask: Ask = False,
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Give NAME a new password, sign it out everywhere and end any waiting after wrong passwords."""
    with at_desk(store, workbook) as desk:
        accounts.known(desk.wb, name)
        password, words = _password(name, from_stdin=from_stdin, ask=ask)
        accounts.reset_password(desk.wb, name, passwords.hashed(password))
        throttle.forget(desk.wb, name)
        desk.note("password_reset", name)
        typer.echo(f"{name} has a new password, and is signed out everywhere. {words}")


@commands.command()
def role(name: Name, role: NewRole, store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """Give NAME another role and sign it out everywhere. Teams and cases that the new role cannot have end today."""
    with at_desk(store, workbook) as desk:
        accounts.change_role(desk.wb, name, role, desk.now, desk.today)
        desk.note("role_changed", f"{name}:{role}")
        typer.echo(f"{name} is {role} now, and is signed out everywhere.")


def _password(name: str, *, from_stdin: bool, ask: bool) -> tuple[str, str]:
    """A password that may be taken, and what to say of it. Never an argument: those stay in the shell's history."""
    if from_stdin and ask:
        raise AccountError("Give the password on stdin or when asked for it, not both.")
    if not from_stdin and not ask:
        made_up = passwords.made_up()
        return made_up, f"Password, shown this once: {made_up}"
    given = (
        sys.stdin.readline().rstrip("\r\n")
        if from_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    return passwords.checked(given, name), "The password is the one that was given."


commands.add_typer(account_bindings.commands)
