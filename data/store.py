"""Keeps snapshots: whole, immutable, one of them current, and lets readers open them without being able to change them.

A snapshot is one DuckDB file `<snapshot_id>.duckdb`. The file `current` names the one that readers see; it is replaced
in one atomic rename. A path is never used twice, because a reconnect after an in-place replace returns old data.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

KEEP = 60
SPEC_VERSION = 1
FAR = date(2199, 12, 31)
"""The end of whatever has not ended: interval ends are exclusive."""
QUESTION_MEMORY = "1GB"


class StoreError(Exception):
    """Something about the store that a person must know: what happened, where, what to do, what was left unchanged."""


@dataclass(frozen=True)
class SnapshotInfo:
    """Which snapshot readers see. `data_date` is the day its figures are true for."""

    snapshot_id: str
    path: Path
    data_date: date
    synthetic: bool
    source_kind: str
    pseudonym_scheme: str


class Snapshot:
    """One open snapshot: an in-memory connection with the file attached read-only as `store`, then locked."""

    def __init__(self, info: SnapshotInfo, threads: int = 1) -> None:
        self.info = info
        self._con = duckdb.connect(config={"threads": threads, "memory_limit": QUESTION_MEMORY, "temp_directory": ""})
        path = str(info.path).replace("'", "''")
        self._con.execute(f"attach '{path}' as store (read_only)")
        for setting in ("enable_external_access = false", "lock_configuration = true"):
            self._con.execute(f"set {setting}")
        self._leases = 0
        self._retired = False

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A fresh cursor: nothing one question sets or makes is seen by the next."""
        return self._con.cursor()

    def _take(self) -> None:
        self._leases += 1

    def _give_back(self) -> None:
        self._leases -= 1
        self._close_if_done()

    def _retire(self) -> None:
        self._retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and self._leases == 0:
            self._con.close()


class Store:
    """A folder of snapshots.

    `current()` says which one readers see; `lease()` gives it, open, for as long as one page or question needs it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._newest: Snapshot | None = None
        self._lock = threading.Lock()

    @property
    def pointer(self) -> Path:
        return self.folder / "current"

    def current(self) -> SnapshotInfo | None:
        """The current snapshot, or None where nothing was ever published. Raises StoreError where it cannot be read."""
        try:
            named = json.loads(self.pointer.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as problem:
            raise StoreError(
                f"The store does not say which snapshot is current: {self.pointer} cannot be read. "
                "Import again or restore the store from a backup; no snapshot was changed."
            ) from problem
        return self._described(named)

    def _described(self, named: dict[str, object]) -> SnapshotInfo:
        version = named.get("spec_version")
        if version != SPEC_VERSION:
            age = "newer" if isinstance(version, int) and version > SPEC_VERSION else "older"
            todo = "Update Caseboard" if age == "newer" else "Import the data again with this Caseboard"
            raise StoreError(
                f"The store in {self.folder} is {age} than this Caseboard (store version {version}, this program reads "
                f"{SPEC_VERSION}). {todo}; the store was left as it is."
            )
        path = self.folder / f"{named['snapshot_id']}.duckdb"
        if not path.is_file():
            raise StoreError(
                f"The current snapshot {named['snapshot_id']} is missing from {self.folder}. "
                "Restore the store from a backup or import again; nothing was changed."
            )
        return SnapshotInfo(
            snapshot_id=str(named["snapshot_id"]),
            path=path,
            data_date=date.fromisoformat(str(named["data_date"])),
            synthetic=bool(named["synthetic"]),
            source_kind=str(named["source_kind"]),
            pseudonym_scheme=str(named["pseudonym_scheme"]),
        )

    @contextmanager
    def lease(self) -> Iterator[Snapshot]:
        """The current snapshot, held open until the block ends, whatever is published meanwhile.

        One page run holds one lease. Closing a connection kills its cursors at once, so an older snapshot is
        closed when its last lease ends. Raises StoreError where there is no data.
        """
        snapshot = self._taken()
        try:
            yield snapshot
        finally:
            with self._lock:
                snapshot._give_back()

    def _taken(self) -> Snapshot:
        info = self.current()
        if info is None:
            raise StoreError(
                f"There is no data yet in {self.folder}. Run `python -m data demo` for a synthetic agency or "
                "`python -m data import SOURCE`; nothing was changed."
            )
        with self._lock:
            if self._newest is None or self._newest.info != info:
                opened = Snapshot(info)
                if self._newest is not None:
                    self._newest._retire()
                self._newest = opened
            self._newest._take()
            return self._newest

    def snapshots(self) -> list[str]:
        """Ids of all whole snapshots, oldest first."""
        return sorted(path.stem for path in self.folder.glob("*.duckdb") if not path.stem.startswith("."))

    def publish(self, built: Path, named: dict[str, object], pinned: Iterable[str] = ()) -> SnapshotInfo:
        """Make a built and checked file the current snapshot in one atomic step.

        `built` is a file in the store's folder whose name begins with `.build-`; `named` holds snapshot_id, data_date,
        synthetic, source_kind, pseudonym_scheme. A crash before the last rename leaves the old snapshot current.
        """
        target = self.folder / f"{named['snapshot_id']}.duckdb"
        if target.exists():
            raise StoreError(f"A snapshot {named['snapshot_id']} exists already. Import again; nothing was changed.")
        make_durable(built)
        built.rename(target)
        make_durable(self.folder)
        self._point_to({**named, "spec_version": SPEC_VERSION})
        self._forget_old(keep={str(named["snapshot_id"]), *pinned})
        info = self.current()
        assert info is not None
        return info

    def _point_to(self, named: dict[str, object]) -> None:
        waiting = self.folder / ".current-next"
        waiting.write_text(json.dumps(named, default=str) + "\n", encoding="utf-8")
        make_durable(waiting)
        waiting.replace(self.pointer)
        make_durable(self.folder)

    def _forget_old(self, keep: set[str]) -> None:
        whole = self.snapshots()
        for snapshot_id in whole[: max(0, len(whole) - KEEP)]:
            if snapshot_id not in keep:
                (self.folder / f"{snapshot_id}.duckdb").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a killed import left behind. Call it only while holding the import lock."""
        for left in [*self.folder.glob(".build-*"), self.folder / ".current-next"]:
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
        current = self.current()
        if current is not None:
            for snapshot_id in [one for one in self.snapshots() if one > current.snapshot_id]:
                (self.folder / f"{snapshot_id}.duckdb").unlink(missing_ok=True)


def make_durable(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk. Folders cannot be synced on Windows."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
