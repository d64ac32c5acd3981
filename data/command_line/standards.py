"""`standard …`: how long a stage may take, how often long-term plans are reviewed, and which days are holidays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from data.command_line.columns import in_columns
from data.command_line.desk import DAY, FromOption, at_desk, day
from data.command_line.options import StoreOption, WorkbookOption
from data.workbook.standards import Standard, StandardError, holidays, in_force, set_holiday, set_standard

commands = typer.Typer(
    name="standard",
    help="Say how long a stage may take, how often long-term plans are reviewed, and which days are holidays.",
    no_args_is_help=True,
)

Stage = Annotated[str, typer.Argument(help="The stage, as `standard list` writes it.", metavar="STAGE")]
Pathway = Annotated[str, typer.Argument(help="The pathway, as `standard list` writes it.", metavar="PATHWAY")]
Days = Annotated[int | None, typer.Option("--days", help="Days that the stage is expected to take.", min=1)]
Reviews = Annotated[int | None, typer.Option("--review-every", help="Days from one plan review to the next.", min=1)]
NoStandard = Annotated[bool, typer.Option("--none", help="No standard: nobody is late in this stage.")]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=[DAY], help="The day to look at.", show_default="today", metavar="DATE"),
]
Holiday = Annotated[datetime, typer.Argument(formats=[DAY], help="The day.", metavar="DATE", show_default=False)]
Remove = Annotated[bool, typer.Option("--remove", help="It is no holiday after all.")]


@commands.command("list")
def list_standards(on: On = None, store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """List the standards in force on a day, who set them, and the holidays."""
    with at_desk(store, workbook) as desk:
        rows = [_row(one) for one in in_force(desk.wb, day(on) or desk.today)]
        typer.echo(in_columns(("stage", "pathway", "expected", "holds"), rows))
        days = ", ".join(str(one) for one in holidays(desk.wb))
        typer.echo(f"Holidays: {days or 'none'}.")


@commands.command("set")
def set_(
    stage: Stage,
    pathway: Pathway,
    days: Days = None,
    review_every: Reviews = None,
    none: NoStandard = False,
    from_on: FromOption = None,
    store: StoreOption = None,
    workbook: WorkbookOption = None,
) -> None:
    """Set the standard of a stage on a pathway, from a day on. The one of before stays for the days before."""
    with at_desk(store, workbook) as desk:
        if [days is not None, review_every is not None, none].count(True) != 1:
            raise StandardError("Give one of --days, --review-every and --none.")
        standard = Standard(stage, pathway, days, review_every, valid_from=day(from_on) or desk.today)
        set_standard(desk.wb, standard, desk.now)
        desk.note("standard_set", f"{stage}:{pathway}:{days or review_every or 'none'}")
        typer.echo(f"{stage} on the pathway {pathway}: {_expected(standard)}, from {standard.valid_from} on.")


@commands.command()
def holiday(on: Holiday, remove: Remove = False, store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """Keep a day as a holiday, for numbers that count business days (none does yet); or no longer, with --remove."""
    with at_desk(store, workbook) as desk:
        set_holiday(desk.wb, on.date(), desk.now, is_kept=not remove)
        desk.note("holiday_removed" if remove else "holiday_set", str(on.date()))
        typer.echo(f"{on.date()} is {'no' if remove else 'a'} holiday.")


def _row(standard: Standard) -> tuple[str, ...]:
    return (standard.stage, standard.pathway, _expected(standard), _since(standard.valid_from))


def _expected(standard: Standard) -> str:
    if standard.expected_days is not None:
        return f"{standard.expected_days} days"
    if standard.review_every_days is not None:
        return f"a plan review every {standard.review_every_days} days"
    return "no standard"


def _since(valid_from: date | None) -> str:
    return "as shipped" if valid_from is None else f"since {valid_from}"
