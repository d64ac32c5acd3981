"""Rules for the tree as a whole: what stands where, what is called what, which files come in pairs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tests.house.rule import ROOMS

Tree = Mapping[str, str]
"""Path → text of each file."""

TOP_LEVEL = {
    "app.py", "pages", "queries", "data", "pyproject.toml", "tests", "README.md",
    "LICENSE", "CHANGELOG.md", "SECURITY.md", "requirements.lock", "requirements-dev.lock", "Makefile",
    ".gitignore", ".gitattributes", ".pre-commit-config.yaml", ".streamlit", ".github", ".ci", "deploy",
}  # fmt: skip
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "stuff"}
NO_QUESTIONS_IN = {
    "queries/stats": "pure statistics: values in, values out",
    "queries/disclosure": "pure hiding rules: values in, values out",
    "queries/measures": "tables that questions share: SQL alone, definitions stand in its header",
}
MOST_LINES = 400
"""A file usually has fewer than 120 lines; one of this many has more than one thing to say."""


@dataclass(frozen=True)
class TreeRule:
    """One rule of the whole tree, with trees it must refuse and trees it must let pass."""

    sentence: str
    finds: Callable[[Tree], list[str]]
    refuses: tuple[Tree, ...]
    allows: tuple[Tree, ...] = ()


def stands_at_the_top(tree: Tree) -> list[str]:
    return [f"{top} stands at the top level" for top in sorted({path.split("/")[0] for path in tree} - TOP_LEVEL)]


def no_page_directly_in_pages(tree: Tree) -> list[str]:
    """Before st.navigation has run once, a fresh server runs pages/x.py for anyone who asks for /x."""
    allowed = {"pages/__init__.py", "pages/__main__.py"}
    return [
        f"{path}: a fresh server would run it for anyone who asks; put it in a folder of pages/"
        for path in tree
        if path.endswith(".py") and PurePosixPath(path).parent.as_posix() == "pages" and path not in allowed
    ]


def names_say_something(tree: Tree) -> list[str]:
    return [
        f"{path}: a name that says nothing of what is inside"
        for path in tree
        if EMPTY_NAMES & {PurePosixPath(part).stem.lower() for part in PurePosixPath(path).parts}
    ]


def questions_come_in_pairs(tree: Tree) -> list[str]:
    found = []
    for path in map(PurePosixPath, tree):
        folder = path.parent.as_posix()
        if len(path.parts) < 3 or path.parts[0] != "queries" or any(folder.startswith(one) for one in NO_QUESTIONS_IN):
            continue
        for mine, other in ((".py", ".sql"), (".sql", ".py")):
            if path.suffix == mine and path.stem != "__init__" and path.with_suffix(other).as_posix() not in tree:
                found.append(f"{path}: has no {path.with_suffix(other).name} beside it")
    return found


def rooms_say_what_was_decided(tree: Tree) -> list[str]:
    found = []
    for room in ROOMS:
        if not any(path.startswith(f"{room}/") for path in tree):
            continue
        text = tree.get(f"{room}/README.md")
        if text is None:
            found.append(f"{room}/README.md is missing")
        elif not any(line.startswith("#") and line.strip("# \n") == "Decided" for line in text.splitlines()):
            found.append(f"{room}/README.md has no heading Decided")
    return found


def changes_are_logged(tree: Tree) -> list[str]:
    lines = tree.get("CHANGELOG.md", "").splitlines()
    return [] if "## Unreleased" in lines else ["CHANGELOG.md has no section Unreleased"]


def packages_have_an_init(tree: Tree) -> list[str]:
    folders = {PurePosixPath(path).parent for path in tree if path.endswith(".py") and path.split("/")[0] in ROOMS}
    return [f"{one}: has no __init__.py" for one in sorted(folders) if (one / "__init__.py").as_posix() not in tree]


def files_stay_short(tree: Tree) -> list[str]:
    return [
        f"{path}: {len(text.splitlines())} lines; it has more than one thing to say"
        for path, text in tree.items()
        if path.endswith(".py") and len(text.splitlines()) > MOST_LINES
    ]


def server_stays_at_home(tree: Tree) -> list[str]:
    """Streamlit's own surface is closed: no statistics sent, no error details shown, this machine only."""
    text = tree.get(".streamlit/config.toml")
    if text is None:
        return [".streamlit/config.toml is missing"] if "app.py" in tree else []
    settings = tomllib.loads(text)
    wanted: dict[tuple[str, str], object] = {
        ("browser", "gatherUsageStats"): False,
        ("client", "showErrorDetails"): "none",
        ("client", "toolbarMode"): "viewer",
        ("server", "address"): "127.0.0.1",
    }
    return [
        f".streamlit/config.toml: {section}.{name} is {settings.get(section, {}).get(name)!r}, not {value!r}"
        for (section, name), value in wanted.items()
        if settings.get(section, {}).get(name) != value
    ]


QUIET = (
    '[browser]\ngatherUsageStats = false\n[client]\nshowErrorDetails = "none"\ntoolbarMode = "viewer"\n'
    '[server]\naddress = "127.0.0.1"\n'
)

TREE_RULES = (
    TreeRule(
        "the top level stays as it was asked for",
        stands_at_the_top,
        refuses=({"src/x.py": ""}, {"caseboard.py": ""}, {"notes.md": ""}),
        allows=({"app.py": "", "pages/x/y.py": "", ".github/CONTRIBUTING.md": ""},),
    ),
    TreeRule(
        "no page module stands directly in pages",
        no_page_directly_in_pages,
        refuses=({"pages/secret.py": ""},),
        allows=({"pages/__init__.py": "", "pages/__main__.py": "", "pages/review/secret.py": ""},),
    ),
    TreeRule(
        "names say what is inside",
        names_say_something,
        refuses=({"pages/shared/utils.py": ""}, {"data/helpers/x.sql": ""}, {"queries/Common.py": ""}),
        allows=({"pages/community/x.py": ""},),
    ),
    TreeRule(
        "a question is a module and its SQL",
        questions_come_in_pairs,
        refuses=({"queries/caseload/late.py": ""}, {"queries/caseload/late.sql": ""}),
        allows=(
            {"queries/caseload/late.py": "", "queries/caseload/late.sql": "", "queries/caseload/__init__.py": ""},
            {"queries/stats/funnel.py": "", "queries/measures/follow_up_status.sql": "", "queries/scope.sql": ""},
        ),
    ),
    TreeRule(
        "each room says what was decided",
        rooms_say_what_was_decided,
        refuses=({"data/store.py": ""}, {"data/README.md": "# Data\nDecided, all of it.\n"}),
        allows=({"data/README.md": "# Data\n\n## Decided\n"},),
    ),
    TreeRule(
        "the changelog has a place for the next change",
        changes_are_logged,
        refuses=({}, {"CHANGELOG.md": "# Changelog\n\n## 1.0\n"}),
        allows=({"CHANGELOG.md": "# Changelog\n\n## Unreleased\n"},),
    ),
    TreeRule(
        "two files of one name never meet: every folder is a package",
        packages_have_an_init,
        refuses=({"tests/data/test_x.py": ""},),
        allows=({"tests/data/test_x.py": "", "tests/data/__init__.py": "", "app.py": ""},),
    ),
    TreeRule(
        "a file has one thing to say",
        files_stay_short,
        refuses=({"data/x.py": "\n" * (MOST_LINES + 1)},),
        allows=({"data/x.py": "\n" * MOST_LINES, "data/x.sql": "\n" * 1000},),
    ),
    TreeRule(
        "the server keeps to itself",
        server_stays_at_home,
        refuses=(
            {"app.py": ""},
            {".streamlit/config.toml": QUIET.replace("gatherUsageStats = false", "")},
            {".streamlit/config.toml": QUIET.replace("127.0.0.1", "0.0.0.0")},
        ),
        allows=({".streamlit/config.toml": QUIET}, {}),
    ),
)
