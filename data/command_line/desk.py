"""What a command works with: the workbook, the store beside it and the moment; and words for what it may not do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from data.command_line.options import UsedWronglyError
from data.places import places
from data.store import Store
from data.workbook.access_log import SHELL, note
from data.workbook.account_rows import AccountError
from data.workbook.accounts import as_name
from data.workbook.passwords import PasswordError
from data.workbook.standards import StandardError
from data.workbook.workbook import Workbook

Name = Annotated[
    str,
    typer.Argument(
        help="The account, as it is typed to sign in.", callback=as_name, metavar="NAME", show_default=False
    ),
]
DAY = "%Y-%m-%d"
FromOption = Annotated[
    datetime | None, typer.Option("--from", formats=[DAY], help="First day.", show_default="today", metavar="DATE")
]
ToOption = Annotated[
    datetime | None,
    typer.Option(
        "--to", formats=[DAY], help="First day no longer.", show_default="until further notice", metavar="DATE"
    ),
]


@dataclass(frozen=True)
class Desk:
    """One command's workbook and store, and when it was given."""

    wb: Workbook
    store: Store
    now: datetime
    today: date

    def note(self, what: str, detail: str) -> None:
        """Write into the access log what was done at the shell."""
        note(self.wb, SHELL, what, detail, self.now)


@contextmanager
def at_desk(store: Path | None, workbook: str | None) -> Iterator[Desk]:
    """Open what the options and the environment name. What is refused becomes words and exit code 1."""
    where = places(store, workbook)
    with Workbook.open(where.workbook) as wb:
        try:
            now = datetime.now(UTC)
            yield Desk(wb, Store(where.store), now, now.astimezone().date())
        except (AccountError, PasswordError, StandardError) as wrong:
            raise UsedWronglyError(f"{wrong} Nothing was changed.") from wrong


def day(given: datetime | None) -> date | None:
    """An option's date."""
    return given.date() if given is not None else None
