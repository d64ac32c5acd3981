"""Builds one snapshot: base rows in, what follows from them derived, everything checked, then published in one step.

Until `publish` has returned readers keep the snapshot they had, and a build that ends before it leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data.aftercare import LADDER
from data.constraints import constraints
from data.store import FAR, SPEC_VERSION, SnapshotInfo, Store, StoreError

HERE = Path(__file__).resolve().parent
BUILD_MEMORY = "2500MB"
"""Leaves room for Python within the 4 GiB that an import of a million cases may take."""
CHECKS = HERE / "checks"
SMALLEST = ("smallest_group", "share_in_groups_under_5", "share_in_groups_under_11")
STAMP = "%Y%m%dT%H%M%SZ"


class BuildError(StoreError):
    """The rows contradict each other, so no snapshot was made of them. `problems`: check → how many rows it found."""

    def __init__(self, words: str, problems: dict[str, int]) -> None:
        super().__init__(words)
        self.problems = problems


class Build:
    """A snapshot in the making. `con` is its database: the tables of schema.sql, empty but for the code lists."""

    def __init__(self, store: Store, named: dict[str, object], built_at: datetime) -> None:
        self.snapshot_id = str(named["snapshot_id"])
        self._store, self._named, self._built_at = store, named, built_at
        self._path = store.folder / f".build-{self.snapshot_id}.duckdb"
        self.scratch = self._path.with_suffix(".scratch")
        """A private folder for what is read on the way; it goes with the build, and a killed build's is swept."""
        self.scratch.mkdir(mode=0o700)
        self.con = duckdb.connect(
            str(self._path),
            config={"memory_limit": BUILD_MEMORY, "temp_directory": str(self.scratch / "spilled")},
        )
        self.con.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        self.con.read_csv(str(HERE / "codes.csv"), header=True, all_varchar=True).create_view("codes_given")
        self.con.execute(
            "insert into code_list select kind, code, label, cast(position as integer), note, source from codes_given"
        )
        self.con.execute("drop view codes_given")

    def name(self, **known: object) -> None:
        """Say what an import knows only once it has read its source: source_kind, data_date."""
        self._named.update(known)

    def verify(self) -> None:
        """Derive what follows from the base rows, then check the whole.

        Raises BuildError where a check finds a row, naming the check and how many; the old snapshot stays current.
        """
        self._derive()
        found = problems(self.con)
        if found:
            said = "; ".join(f"{name}: {count}" for name, count in found.items())
            raise BuildError(
                f"The rows contradict each other, so nothing was published ({said}). "
                "Correct them at the source and import again; readers keep the snapshot they had.",
                found,
            )

    def publish(self, pinned: Iterable[str] = (), *, is_verified: bool = False) -> SnapshotInfo:
        """Derive, check and publish; `pinned` snapshots are kept whatever their age. Raises BuildError as `verify`."""
        if not is_verified:
            self.verify()
        self._describe()
        self.con.execute("checkpoint")
        self.con.close()
        return self._store.publish(self._path, self._named, pinned)

    def discard(self) -> None:
        """Leave nothing behind of a build that was not published."""
        self.con.close()
        for left in self._store.folder.glob(f"{self._path.stem}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)

    def _derive(self) -> None:
        self.con.execute("set variable data_date = cast(? as date)", [self._named["data_date"]])
        self.con.execute("set variable far = cast(? as date)", [FAR])
        self.con.execute("create temporary table rung (rung integer, opens integer, passes integer)")
        self.con.executemany("insert into rung values (?, ?, ?)", [[one.due, one.opens, one.passes] for one in LADDER])
        self.con.execute((HERE / "derive.sql").read_text(encoding="utf-8"))

    def smallest_group(self) -> tuple[int | None, float | None, float | None]:
        """People in the smallest group of people alike, and the shares of people in groups under 5 and under 11."""
        row = self.con.execute((HERE / "smallest_group.sql").read_text(encoding="utf-8")).fetchall()[0]
        return row[0], row[1], row[2]

    def _describe(self) -> None:
        named = self._named
        described = {
            **named,
            "built_at": self._built_at.replace(tzinfo=None),
            "spec_version": SPEC_VERSION,
            **dict(zip(SMALLEST, self.smallest_group(), strict=True)),
        }
        self.con.execute(
            f"insert into snapshot ({', '.join(described)}) values ({', '.join('?' for _ in described)})",
            list(described.values()),
        )
        for (table,) in self.con.execute("select table_name from duckdb_tables() order by table_name").fetchall():
            if table != "snapshot_rows":
                self.con.execute(f"insert into snapshot_rows select '{table}', count(*) from {table}")


def problems(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Every check that returned rows, with how many: what the schema's comments promise, then data/checks/*.sql.

    The tables of one snapshot are in reach of `con`, and its variables data_date and far are set.
    """
    checks = {**constraints(con), **{one.stem: one.read_text("utf-8") for one in sorted(CHECKS.glob("*.sql"))}}
    counted = {}
    for name, text in checks.items():
        query = text.strip().rstrip(";")
        counted[name] = con.execute(f"select count(*) from ({query}) found").fetchall()[0][0]
    return {name: count for name, count in counted.items() if count}


@contextmanager
def building(
    store: Store,
    *,
    source_kind: str = "",
    data_date: date | None = None,
    pseudonym_scheme: str,
    synthetic: bool,
    now: datetime | None = None,
) -> Iterator[Build]:
    """A Build of the next snapshot, alone: a second import is refused at once, and what a killed one left is removed.

    source_kind, data_date: may be said later, with `Build.name`, but before it is verified or published.
    Raises StoreError where another import is running or the store cannot be written.
    """
    built_at = now or datetime.now(UTC)
    with only_import(store):
        store.sweep()
        snapshot_id = _next_id(store, built_at)
        named: dict[str, object] = {
            "snapshot_id": snapshot_id,
            "data_date": data_date,
            "synthetic": synthetic,
            "source_kind": source_kind,
            "pseudonym_scheme": pseudonym_scheme,
        }
        build = Build(store, named, built_at)
        try:
            yield build
        finally:
            build.discard()


@contextmanager
def only_import(store: Store) -> Iterator[None]:
    """Hold the import lock of a store. The system gives it back when the process ends, however it ends."""
    try:
        store.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(store.folder / ".import-lock")
        lock.acquire(timeout=0)
    except Timeout as taken:
        raise StoreError(
            f"Another import into {store.folder} is running. Wait until it has ended, then give the command again; "
            "nothing was changed."
        ) from taken
    except OSError as problem:
        raise StoreError(
            f"The store {store.folder} cannot be written ({problem.strerror}). "
            "Check the folder's owner and the free space on its disk; nothing was changed."
        ) from problem
    try:
        yield
    finally:
        lock.release()


def _next_id(store: Store, now: datetime) -> str:
    """The moment of the build and a random end; always after the last one's, even when the clock was set back."""
    last = max(store.snapshots(), default="")[:16]
    moment = now.astimezone(UTC)
    if last and moment.strftime(STAMP) <= last:
        moment = datetime.strptime(last, STAMP).replace(tzinfo=UTC) + timedelta(seconds=1)
    return f"{moment.strftime(STAMP)}-{os.urandom(3).hex()}"
