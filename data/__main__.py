"""`python -m data`: what goes into the store, who may see it, and what it keeps."""

from __future__ import annotations

import os
import sys

import typer

from data.command_line import accounts, demo, imports, standards
from data.command_line.options import StoreOption, UsedWronglyError, WorkbookOption
from data.store import StoreError

USED_WRONGLY = 1
BLOCKED = 2

app = typer.Typer(
    help="Keep Caseboard's data: make a synthetic agency, import, check, and say who may see what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(demo.commands)
app.add_typer(accounts.commands)
app.add_typer(standards.commands)
app.add_typer(imports.commands)


@app.callback()
def everywhere(store: StoreOption = None, workbook: WorkbookOption = None) -> None:
    """Keep Caseboard's data: make a synthetic agency, import, check, and say who may see what."""
    if store is not None:
        os.environ["CASEBOARD_STORE"] = str(store)
    if workbook is not None:
        os.environ["CASEBOARD_WORKBOOK"] = workbook


def main() -> int:
    """Run one command. 0: done. 1: used wrongly. 2: blocked, nothing changed. A problem is said on stderr in words."""
    # What is written here is personal data: nobody else on this machine may read it.
    os.umask(0o077)
    try:
        app()
    except SystemExit as ended:
        return USED_WRONGLY if ended.code else 0
    except UsedWronglyError as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201
        return USED_WRONGLY
    except StoreError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return BLOCKED
    return 0


if __name__ == "__main__":
    sys.exit(main())
