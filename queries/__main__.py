"""`python -m queries`: the questions there are; `python -m queries NAME`: the same answer as the page gives."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

import typer

from data.command_line.options import StoreOption, UsedWronglyError, WorkbookOption, progress
from data.places import places
from data.store import Store, StoreError
from data.workbook.workbook import Workbook
from queries.answer import AnswerError
from queries.ask import ask, questions, topics
from queries.printed import FORMATS
from queries.reader import rules_in_force
from queries.scope import COMPARED_DAYS_BACK, NOT_ALLOCATED, Reach, Scope, ScopeError
from queries.shell import chosen_places, chosen_teams, log_asked, reach_at_shell

ANSWERED, USED_WRONGLY, NOT_ANSWERED = 0, 1, 2
DAY = ["%Y-%m-%d"]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def command(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The question; without one, all are listed.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="DATE", help="The day looked at.", show_default="the data date"),
    ] = None,
    compare: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="DATE", help="The day to compare with.", show_default="a week before"),
    ] = None,
    team: Annotated[
        list[str] | None, typer.Option(metavar="TEAM", help=f"Only this team: id, name or {NOT_ALLOCATED}.")
    ] = None,
    community: Annotated[
        list[str] | None, typer.Option(metavar="PLACE", help="Only people of this place: id or name.")
    ] = None,
    case: Annotated[list[str] | None, typer.Option(metavar="KEY", help="Only this case: its key.")] = None,
    account: Annotated[
        str | None, typer.Option("--as", metavar="ACCOUNT", help="As this account may.", show_default="full reach")
    ] = None,
    form: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How it is printed.")] = "table",
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Answer a question as its page does. --team, --community and --case can be given several times.

    A team or place is named by its id or its name, in large or small letters, "Team" left out if you like.
    """
    if name is None:
        typer.echo(_all_questions(), nl=False)
        return
    if name not in questions():
        raise UsedWronglyError(
            f"There is no question called {name}. Choose one of: {', '.join(sorted(questions()))}. Nothing was asked."
        )
    now = datetime.now(UTC)
    kept = places(store, workbook)
    with Store(kept.store).lease() as snapshot, Workbook.open(kept.workbook) as book:
        reach = reach_at_shell(book, snapshot, account, now)
        scope = _scope(snapshot.info.data_date, reach, as_of, compare)
        scope = replace(
            scope,
            teams=chosen_teams(snapshot, scope, team),
            communities=chosen_places(snapshot, scope, community),
            cases=tuple(key.replace(" ", "") for key in case or ()),
            rules=rules_in_force(book, now.astimezone().date()),
        )
        answer = ask(snapshot, name, scope)
        log_asked(book, reach, answer, now)
    typer.echo(FORMATS[form](answer), nl=False)


def _scope(data_date: date, reach: Reach, as_of: datetime | None, compare: datetime | None) -> Scope:
    day = as_of.date() if as_of else data_date
    earlier = compare.date() if compare else day - timedelta(days=COMPARED_DAYS_BACK)
    return Scope(reach=reach, data_date=data_date, as_of=day, compare=earlier)


def _all_questions() -> str:
    """Every question with what it asks, by topic."""
    wide = max(map(len, questions()))
    lines = []
    for topic, about in topics().items():
        of_topic = sorted((one for one in questions().values() if one.topic == topic), key=lambda one: one.name)
        lines += [f"{topic}: {about}", *(f"  {one.name:<{wide}}  {one.asks}" for one in of_topic), ""]
    lines.append("python -m queries NAME answers one; python -m queries --help says how to narrow it.")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Answer one question. 0: answered. 1: used wrongly. 2: the store cannot be read, or the answer was not found."""
    try:
        app()
    except SystemExit as ended:
        return USED_WRONGLY if ended.code else ANSWERED
    except (UsedWronglyError, ScopeError) as wrong:
        progress(str(wrong))
        return USED_WRONGLY
    except (StoreError, AnswerError) as problem:
        progress(str(problem))
        return NOT_ANSWERED
    return ANSWERED


if __name__ == "__main__":
    sys.exit(main())
