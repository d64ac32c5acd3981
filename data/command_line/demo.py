"""`demo` makes the synthetic agency, `snapshots` lists what the store keeps."""

from __future__ import annotations

from typing import Annotated

import typer

from data.command_line.options import StoreOption, UsedWronglyError, progress
from data.demo.make import USUAL_CASES, make_demo
from data.places import places
from data.store import Store

commands = typer.Typer()


@commands.command()
def demo(
    cases: Annotated[int, typer.Option(help="About how many cases in five years.", min=1)] = USUAL_CASES,
    seed: Annotated[int, typer.Option(help="Same seed, same rows on any machine.", min=0)] = 1,
    store: StoreOption = None,
) -> None:
    """Make a synthetic agency and publish it as the current snapshot. Refused where real data is current."""
    kept = Store(places(store).store)
    current = kept.current()
    if current is not None and not current.synthetic:
        raise UsedWronglyError(
            f"The store {kept.folder} holds real data (snapshot {current.snapshot_id}): no synthetic agency was made. "
            "Name another folder with --store; nothing was changed."
        )
    progress(f"Making a synthetic agency of about {cases:,} cases")
    made = make_demo(kept, cases=cases, seed=seed)
    typer.echo(f"Snapshot {made.snapshot_id} of {made.data_date.isoformat()} is current in {kept.folder}.")


@commands.command()
def snapshots(store: StoreOption = None) -> None:
    """List the snapshots of the store, oldest first; the current one is marked."""
    kept = Store(places(store).store)
    current = kept.current()
    if current is None:
        typer.echo(f"No snapshots in {kept.folder} yet.")
    for snapshot_id in kept.snapshots():
        is_current = current is not None and snapshot_id == current.snapshot_id
        about = f"  current, data of {current.data_date.isoformat()}" if current is not None and is_current else ""
        typer.echo(f"{snapshot_id}{about}")
