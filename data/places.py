"""Where the store, the workbook and the pseudonym keys live, unless someone says otherwise."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

BESIDE_THE_CODE = Path(__file__).resolve().parent / "store"


@dataclass(frozen=True)
class Places:
    """The three places Caseboard writes to; all other folders are only read.

    store: folder of snapshots. workbook: SQLAlchemy URL of what the app writes.
    keys: folder of the pseudonym look-up, beside and never inside the store.
    """

    store: Path
    workbook: str
    keys: Path


def places(store: str | Path | None = None, workbook: str | None = None) -> Places:
    """Argument first, then environment, then `data/store/` beside the code, whatever the working folder.

    Environment: CASEBOARD_STORE, CASEBOARD_WORKBOOK, CASEBOARD_KEYS.
    """
    folder = Path(store or os.environ.get("CASEBOARD_STORE") or BESIDE_THE_CODE).expanduser().resolve()
    url = workbook or os.environ.get("CASEBOARD_WORKBOOK") or f"sqlite:///{folder / 'workbook.sqlite'}"
    keys = Path(os.environ.get("CASEBOARD_KEYS") or folder.with_name(folder.name + "-keys")).expanduser()
    return Places(store=folder, workbook=url, keys=keys.resolve())
