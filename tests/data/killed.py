"""A command that ends itself, as a power cut would, at its n-th step towards the disk: before it or right after it."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

import duckdb

from data.__main__ import main

REACHES_THE_DISK = {
    ("posix", "fsync"),
    ("posix", "rename"),
    ("posix", "replace"),
    ("posix", "unlink"),
    ("posix", "link"),
    ("Connection", "commit"),
}
"""Calls of the system, and of SQLite; what DuckDB writes is counted by statement, each of which is a commit."""


class Fuse:
    """Counts the steps and ends the process at the chosen one; at 0 it only counts."""

    def __init__(self, step: int, *, after: bool) -> None:
        self.step, self.after, self.taken = step, after, 0

    def burns(self, *, done: bool) -> None:
        """Called before and after each step."""
        self.taken += not done
        if self.taken == self.step and done == self.after:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, _: FrameType, event: str, called: object) -> None:
        """See every call of the system, whoever makes it (for sys.setprofile)."""
        if event in ("c_call", "c_return"):
            owner = getattr(called, "__module__", None) or type(getattr(called, "__self__", None)).__name__
            if (owner, getattr(called, "__name__", "")) in REACHES_THE_DISK:
                self.burns(done=event == "c_return")


class Watched:
    """A DuckDB connection whose statements and closing are steps."""

    def __init__(self, con: duckdb.DuckDBPyConnection, fuse: Fuse) -> None:
        self._con, self._fuse = con, fuse

    def __getattr__(self, name: str) -> object:
        given = getattr(self._con, name)
        if name not in ("execute", "executemany", "close", "commit"):
            return given

        def step(*values: object, **named: object) -> object:
            self._fuse.burns(done=False)
            answer = given(*values, **named)
            self._fuse.burns(done=True)
            return answer

        return step

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()


def run(step: int, *, after: bool, words: list[str]) -> None:
    """Run `python -m data WORDS`, ended at a step; without an end, say on stderr how many steps there were."""
    fuse, connect = Fuse(step, after=after), duckdb.connect
    duckdb.connect = lambda *given, **named: Watched(connect(*given, **named), fuse)  # type: ignore[assignment]
    sys.argv = ["data", *words]
    sys.setprofile(fuse.watch)
    code = main()
    sys.setprofile(None)
    print(f"steps: {fuse.taken}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    run(int(sys.argv[1]), after=sys.argv[2] == "after", words=sys.argv[3:])
