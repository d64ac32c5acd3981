"""What a rule of the house is: a sentence, the files it holds for, and a function from a file's text to findings."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("data", "queries", "pages", "tests")
Example = tuple[str, str]
"""A path and the text of an imagined file there."""


@dataclass(frozen=True)
class Rule:
    """One rule. `holds_for`: patterns of paths, `*` crossing folders; `not_for`: path → why it is an exception.

    finds: (path, text) → findings in words, empty where the file is as it should be.
    refuses: at least one example that must be found, so that the rule is known to be able to fail. allows: near misses.
    """

    sentence: str
    holds_for: tuple[str, ...]
    finds: Callable[[str, str], list[str]]
    refuses: tuple[Example, ...]
    allows: tuple[Example, ...] = ()
    not_for: dict[str, str] | None = None

    def covers(self, path: str) -> bool:
        if any(fnmatch(path, exception) for exception in self.not_for or {}):
            return False
        return any(fnmatch(path, pattern) for pattern in self.holds_for)

    def findings(self, path: str, text: str) -> list[str]:
        """What is wrong in one file; nothing where the rule does not hold for it."""
        return [f"{path}: {finding}" for finding in self.finds(path, text)] if self.covers(path) else []


def project_files(*, also_new: bool = True, root: Path = ROOT) -> list[str]:
    """Paths of the project's own files below `root`, as git knows them; without git, all but what .gitignore names.

    also_new: with those not yet added, so that a rule is broken before the commit and not after it.
    """
    asked = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z", "--cached"]
    try:
        listed = subprocess.run(
            [*asked, *(["--others", "--exclude-standard"] if also_new else [])], capture_output=True, check=True
        ).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(root).as_posix() for path in root.rglob("*")]
    ignored = (root / ".gitignore").read_text(encoding="utf-8").split() if (root / ".gitignore").exists() else []
    return sorted(name for name in names if (root / name).is_file() and not _is_ignored(name, ignored))


def _is_ignored(name: str, ignored: list[str]) -> bool:
    inside = f"/{name}"
    return name.startswith(".git/") or any(
        f"/{one}" in inside if one.endswith("/") else fnmatch(name.rsplit("/", 1)[-1], one) for one in ignored
    )


def text_of(path: str, root: Path = ROOT) -> str | None:
    """A file's text, or None where it is not text (a picture)."""
    try:
        return (root / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
