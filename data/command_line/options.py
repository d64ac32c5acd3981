"""Options that every command understands, and what a command says while it works."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", envvar="CASEBOARD_STORE", help="Folder of the snapshots.", show_default="data/store"),
]
WorkbookOption = Annotated[
    str | None,
    typer.Option(
        "--workbook",
        envvar="CASEBOARD_WORKBOOK",
        help="Database URL of what the app writes (accounts, standards, log).",
        show_default="SQLite in the store",
    ),
]


class UsedWronglyError(Exception):
    """The command was given something that it cannot work with; nothing was changed."""


def progress(words: str) -> None:
    """Say on stderr what is being done, so that results alone are on stdout."""
    print(words, file=sys.stderr, flush=True)  # noqa: T201
