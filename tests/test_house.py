"""The rules of the house, held by machine: each holds for the tree as it is, and each is known to be able to fail."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from data.places import places
from tests.house import python_rules, sql_rules, text_rules
from tests.house.rule import ROOT, Rule, project_files, text_of
from tests.house.text_rules import canonical, pins
from tests.house.tree_rules import NO_QUESTIONS_IN, TREE_RULES, TreeRule

RULES = (*python_rules.RULES, *sql_rules.RULES, *text_rules.RULES)
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
EVERY_TREE_RULE = pytest.mark.parametrize("rule", TREE_RULES, ids=lambda rule: rule.sentence)


@pytest.fixture(scope="module")
def tree() -> dict[str, str]:
    """Path → text of every file of the project, new ones too; pictures are left out."""
    texts = {path: text_of(path) for path in project_files()}
    return {path: text for path, text in texts.items() if text is not None}


@EVERY_RULE
def test_every_file_keeps_the_rule(rule: Rule, tree: dict[str, str]) -> None:
    found = [one for path, text in tree.items() for one in rule.findings(path, text)]
    assert not found, "\n".join([f"{rule.sentence}, but", *found])


@EVERY_RULE
def test_the_rule_can_fail_and_lets_near_misses_pass(rule: Rule) -> None:
    assert rule.refuses, "a rule without an example that it refuses may never have refused anything"
    for path, text in rule.refuses:
        assert rule.findings(path, text), f"let pass: {text!r}"
    for path, text in rule.allows:
        assert rule.covers(path)
        assert rule.findings(path, text) == []


@EVERY_TREE_RULE
def test_the_tree_keeps_the_rule(rule: TreeRule, tree: dict[str, str]) -> None:
    found = rule.finds(tree)
    assert not found, "\n".join([f"{rule.sentence}, but", *found])


@EVERY_TREE_RULE
def test_the_rule_of_the_tree_can_fail_and_lets_near_misses_pass(rule: TreeRule) -> None:
    assert rule.refuses, "a rule without an example that it refuses may never have refused anything"
    for refused in rule.refuses:
        assert rule.finds(refused), f"let pass: {refused}"
    for allowed in rule.allows:
        assert rule.finds(allowed) == []


def test_no_exception_outlives_its_file(tree: dict[str, str]) -> None:
    """An exception names a file or a folder that is there; scripts of the app may still be to come."""
    for rule in RULES:
        for pattern, why in (rule.not_for or {}).items():
            assert len(why.split()) > 3, f"{pattern}: an exception says why"
    assert all(len(why.split()) > 3 for why in NO_QUESTIONS_IN.values())


def test_what_the_app_needs_is_what_the_tests_test(tree: dict[str, str]) -> None:
    needed, tested = pins(tree["requirements.lock"]), pins(tree["requirements-dev.lock"])
    assert {name: tested.get(name) for name in needed} == needed


def test_every_named_package_is_pinned(tree: dict[str, str]) -> None:
    project = tomllib.loads(tree["pyproject.toml"])

    def names(wanted: list[str]) -> set[str]:
        return {canonical(re.split(r"[\[<>=!~; ]", one)[0]) for one in wanted}

    assert names(project["project"]["dependencies"]) <= pins(tree["requirements.lock"]).keys()
    assert names(project["dependency-groups"]["dev"]) <= pins(tree["requirements-dev.lock"]).keys()


def test_ci_runs_the_command_that_the_readme_gives(tree: dict[str, str]) -> None:
    assert re.search(r"^make test$", tree[".ci/run"], re.MULTILINE)
    assert "make test" in tree["README.md"]
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_a_file_not_yet_added_is_read_and_an_ignored_one_is_not(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("data/store/\n*.pyc\n")
    for name in ("new.py", "old.pyc", "data/store/x.txt", "data/y.sql"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    without_git = project_files(root=tmp_path)
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    assert without_git == project_files(root=tmp_path) == [".gitignore", "data/y.sql", "new.py"]
    assert project_files(root=tmp_path, also_new=False) == []


def test_the_documented_commands_of_the_shell_exist(tree: dict[str, str]) -> None:
    """Every `python -m data …` of a document is a command that answers --help."""
    named = {
        (room, command)
        for path, text in tree.items()
        if path.endswith(".md")
        for room, command in re.findall(r"python3? -m (data|pages) ([a-z][a-z-]*)", text)
        if f"{room}/__main__.py" in tree
    }
    for room, command in sorted(named):
        asked = subprocess.run(
            [sys.executable, "-m", room, command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert asked.returncode == 0, f"python -m {room} {command}: {asked.stderr.strip()[-300:]}"


def test_no_test_reaches_beyond_this_machine_or_touches_a_real_store() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()) as reached:
        assert reached.getpeername() == here.getsockname()
    with pytest.raises(AssertionError, match="works offline"):
        socket.create_connection(("192.0.2.1", 443), timeout=1)
    with socket.socket() as asked, pytest.raises(AssertionError, match="works offline"):
        asked.connect_ex(("192.0.2.1", 443))
    assert not places().store.is_relative_to(ROOT)
    assert not places().keys.is_relative_to(ROOT)
    assert str(ROOT) not in places().workbook


def test_the_documented_questions_exist(tree: dict[str, str]) -> None:
    """Every `python -m queries …` of a document names a question, and its options are options."""
    asked = [line.split() for text in documents(tree) for line in re.findall(r"python3? -m queries ([^\n`|]+)", text)]
    stems = {Path(path).stem for path in tree if re.fullmatch(r"queries/\w+/\w+\.sql", path)}
    assert {words[0] for words in asked if words[0].isidentifier() and words[0].islower()} <= stems
    if "queries/__main__.py" in tree:
        wide = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
        help_text = subprocess.run(
            [sys.executable, "-m", "queries", "--help"], cwd=ROOT, env=wide, capture_output=True, text=True, check=True
        ).stdout
        options = {word for words in asked for word in words if word.startswith("--")}
        assert [option for option in sorted(options) if option not in help_text] == []


def documents(tree: dict[str, str]) -> list[str]:
    return [text for path, text in tree.items() if path.endswith(".md")]
