"""Rules for every text: the project speaks of itself only, its packages are pinned, its documents say what is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.house.rule import ROOT, Rule

PLACES = {
    r"(?<![\w./~$}])/(work|root|home/\w+|tmp|opt/\w+|Users)/[\w.]": "a path of one machine",
    r"\b[A-Z]:\\\\?Users\\": "a path of one machine",
}
HOSTS = {
    r"\b(test\.)?pypi\.[o]rg\b|\bpythonhosted\.[o]rg\b": "a registry",
    r"\b(deb|security|ftp|archive|snapshot)\.debian\.[o]rg\b": "a registry",
    r"\bregistry\.npmjs\.[o]rg\b|\bproxy\.golang\.[o]rg\b|\bindex\.crates\.[i]o\b": "a registry",
}
MAKING = {
    r"\b[c]laude\b|\b[a]nthropic\b|\b[o]penai\b|\b[c]hat[g]pt\b|\b[c]opilot\b": "how it was written",
    r"\b[l]anguage model\b|\b(coding|sub|ai)[- ]?[a]gents?\b|\b[L]LMs?\b|\bai[- ][g]enerated\b": "how it was written",
    r"\b(issue|pull request|ticket)\s*#?\d+\b": "the number of a piece of work",
    r"\b[c]o-[a]uthored-by\b": "how it was written",
}
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[\w,-]+\])?==(?P<version>[\w.!+]+)(\s*;[^\\]+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")


def says_none_of(patterns: dict[str, str]) -> Callable[[str, str], list[str]]:
    """Findings by line number where a text matches; the match itself is named, the rest of the line is not."""

    def finds(_: str, text: str) -> list[str]:
        return [
            f"line {text.count(chr(10), 0, found.start()) + 1} names {why}: {found.group()!r}"
            for pattern, why in patterns.items()
            for found in re.finditer(pattern, text, flags=re.IGNORECASE)
        ]

    return finds


def pins(text: str) -> dict[str, str]:
    """Name → version of every pin of a lock file, names as package registries compare them."""
    found = {}
    for entry in _entries(text):
        if pin := PIN.match(entry[0]):
            found[canonical(pin["name"])] = pin["version"]
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _entries(text: str) -> list[list[str]]:
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = kept.replace("\\\n", " ")
    return [re.split(r"\s+(?=--hash)", line.strip()) for line in joined.splitlines() if line.strip()]


def everything_is_pinned(_: str, text: str) -> list[str]:
    found = [] if _entries(text) else ["nothing is pinned"]
    for first, *hashes in _entries(text):
        if not PIN.match(first.strip()):
            found.append(f"{first.strip()[:60]!r} is not one name, one version")
        elif not hashes or not all(HASH.match(one.strip()) for one in hashes):
            found.append(f"{first.strip()!r} has no hash, or one that is not sha256")
    return found + (["holds an address"] if re.search(r"://|--(extra-)?index-url|--find-links", text) else [])


def windows_is_pinned_too(_: str, text: str) -> list[str]:
    """With hashes required, pip refuses what is not listed; Windows needs one package that no other system does."""
    return [] if re.search(r"^colorama==\S+ ; .*win32", text, re.MULTILINE) else ["colorama for win32 is missing"]


def make_commands_exist(path: str, text: str, makefile: str | None = None) -> list[str]:
    known = set(re.findall(r"^([a-z-]+):", makefile if makefile is not None else (ROOT / "Makefile").read_text(), re.M))
    named = re.findall(r"`make ([a-z-]+)[^`]*`|^(?:\$ |\s{4})?make ([a-z-]+)\b", text, flags=re.MULTILINE)
    return [f"names make {one}, which is no target" for one in sorted({a or b for a, b in named} - known)]


def links_lead_somewhere(path: str, text: str, root: Path = ROOT) -> list[str]:
    """Links between the project's own files; a link to elsewhere is not followed."""
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    here = (root / path).parent
    return [f"links to {one}, which is not there" for one in targets if "://" not in one and not (here / one).exists()]


GOOD_PIN = "altair==6.3.0 \\\n    --hash=sha256:" + "7d" * 32 + "\n    # via streamlit\n"
GOOD_PIN_ON_WINDOWS = "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "4f" * 32 + "\n"
LOCKS = ("requirements.lock", "requirements-dev.lock")
DOCUMENTS = ("*.md",)

RULES = (
    Rule(
        "no path of one machine",
        ("*",),
        says_none_of(PLACES),
        refuses=(
            *(("data/x.py", f'A = "/{one}/x"\n') for one in ("work", "tmp", "root", "home/kim", "opt/wheels")),
            ("README.md", "C:" + "\\Users\\kim"),
        ),
        allows=(("data/x.py", "A = 'see ../work/x, $HOME/x and data/tmp/x' # /tmp is cleared\n"),),
    ),
    Rule(
        "no host that packages come from",
        ("*",),
        says_none_of(HOSTS),
        refuses=(("README.md", "from https://pypi." + "org/simple"), (".ci/run", "deb.debian." + "org")),
        allows=(("README.md", "https://www.debian.org and PyPI"),),
    ),
    Rule(
        "the project speaks of itself, not of its making",
        ("*",),
        says_none_of(MAKING),
        refuses=(
            ("README.md", "written with c" + "laude"),
            ("CHANGELOG.md", "closes issue" + " #12"),
            ("data/x.py", "# Co-" + "authored-by: x"),
        ),
        allows=(("data/x.py", "# the browser's user agent; an agency of 12; issues of consent\n"),),
    ),
    Rule(
        "every package is pinned and has its hash, and no lock file says where from",
        LOCKS,
        everything_is_pinned,
        refuses=tuple(
            ("requirements.lock", one)
            for one in (
                "",
                "altair>=6\n",
                "altair==6.3.0\n",
                "altair==6.3.0 \\\n    --hash=md5:abc\n",
                "--index-url https://example.com/simple\n" + GOOD_PIN,
                "altair @ https://example.com/altair.whl\n",
            )
        ),
        allows=(("requirements.lock", GOOD_PIN + GOOD_PIN_ON_WINDOWS),),
    ),
    Rule(
        "the pins hold on Windows too",
        LOCKS,
        windows_is_pinned_too,
        refuses=(("requirements.lock", GOOD_PIN),),
        allows=(("requirements.lock", GOOD_PIN_ON_WINDOWS),),
    ),
    Rule(
        "documents name only make commands that exist",
        (*DOCUMENTS, ".ci/run", ".github/*"),
        make_commands_exist,
        refuses=(("README.md", "Then `make tea`.\n"), (".ci/run", "make tea\n")),
        allows=(("README.md", "`make run PORT=8600` and `make test`; make sure\n"),),
    ),
    Rule(
        "links between documents lead somewhere",
        DOCUMENTS,
        links_lead_somewhere,
        refuses=(("README.md", "[gone](nowhere.md)"),),
        allows=(("README.md", "[data](data/places.py#L1) [out](https://example.com) [top](#top)"),),
    ),
)
