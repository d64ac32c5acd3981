"""`make` on a machine that lacks something, that was interrupted, and that is asked a second time."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None, reason="no make on this machine: README says how to do without"
)

TOOLS = ("sh", "sed", "awk", "cmp", "cp", "mkdir", "cat", "chmod", "rm")
ENVIRONMENT_PYTHON = """#!/bin/sh
case "$*" in
  *"pip install"*) echo "$*" >> installs; [ ! -e broken-network ];;
  *"-m pytest"*|*"-m ruff"*|*"-m mypy"*) echo "$*" >> steps; case "$*" in *mypy*) [ ! -e wrong-types ];; esac;;
  *"-m streamlit"*) echo "$*" >> served;;
  *"-m data demo"*) echo demo >> demos;;
  *"-m data account list"*) echo "these may sign in";;
  *create_server*) [ ! -e port-taken ] || { echo "Port taken" >&2; exit 1; };;
  *"data.store"*) [ -e has-data ];;
esac
"""
"""Stands in for the Python of the environment: writes down what it is asked."""
SYSTEM_PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) [ "{version}" != old ];;
  *ensurepip*) [ "{venv}" = yes ];;
  *"-m venv --clear .venv"*) rm -rf .venv; mkdir -p .venv/bin
    cp environment-python .venv/bin/python; chmod +x .venv/bin/python;;
  *) echo "3.11.2 from here";;
esac
"""


class Machine:
    """A checkout of nothing but the Makefile and two lock files, on a machine with only a few tools."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tools = folder / "checkout", folder / "tools"
        for one in (self.folder, self.tools):
            one.mkdir()
        for tool in TOOLS:
            (self.tools / tool).symlink_to(str(shutil.which(tool)))
        # Absolute paths would find the real Python of this machine.
        makefile = (ROOT / "Makefile").read_text().replace(" /usr/bin/python3", "")
        (self.folder / "Makefile").write_text(makefile)
        for lock in ("requirements.lock", "requirements-dev.lock"):
            (self.folder / lock).write_text("altair==6.3.0\n")
        (self.folder / "environment-python").write_text(ENVIRONMENT_PYTHON)

    def gets_python(self, *, version: str = "new", venv: str = "yes", name: str = "python3") -> None:
        program = self.tools / name
        program.write_text(SYSTEM_PYTHON.format(version=version, venv=venv))
        program.chmod(0o755)

    def make(self, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PORT"))}
        return subprocess.run(
            [str(shutil.which("make")), *words],
            cwd=self.folder,
            env={**kept, "PATH": str(self.tools)},
            capture_output=True,
            text=True,
            check=False,
        )

    def has(self, name: str) -> None:
        (self.folder / name).touch()

    def lost(self, name: str) -> None:
        (self.folder / name).unlink()

    def wrote(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(
    ("python", "words"),
    [
        (None, "needs Python 3.11 or newer; none was found"),
        ({"version": "old"}, "needs Python 3.11 or newer; too old: python3"),
        ({"venv": "no"}, "cannot make environments: its venv or ensurepip part is missing"),
    ],
)
def test_a_machine_without_the_python_it_needs_is_told_which_part_is_missing(
    machine: Machine, python: dict[str, str] | None, words: str
) -> None:
    if python is not None:
        machine.gets_python(**python)
    told = machine.make("run")
    assert told.returncode != 0
    assert words in told.stderr
    assert "apt-get install" in told.stderr
    assert "Nothing was changed." in told.stderr
    assert not (machine.folder / ".venv").exists()


def test_a_newer_python_beside_an_old_one_is_found(machine: Machine) -> None:
    machine.gets_python(version="old")
    machine.gets_python(name="python3.12")
    assert machine.make("setup").returncode == 0


def test_another_python_may_be_named(machine: Machine) -> None:
    machine.gets_python(name="my-python")
    assert machine.make("setup").returncode != 0
    assert machine.make("setup", "PYTHON=my-python").returncode == 0


def test_a_second_setup_installs_nothing_and_a_changed_lock_file_installs_again(machine: Machine) -> None:
    machine.gets_python()
    assert machine.make("setup").returncode == 0
    assert machine.make("setup").returncode == 0
    assert machine.wrote("installs") == ["-m pip install --quiet --require-hashes -r requirements.lock"]
    (machine.folder / "requirements.lock").write_text("altair==6.4.0\n")
    assert machine.make("setup").returncode == 0
    assert len(machine.wrote("installs")) == 2


def test_an_interrupted_install_is_repeated(machine: Machine) -> None:
    machine.gets_python()
    machine.has("broken-network")
    assert machine.make("setup").returncode != 0
    machine.lost("broken-network")
    assert machine.make("setup").returncode == 0
    assert len(machine.wrote("installs")) == 2


def test_an_environment_whose_python_has_gone_is_made_anew_and_filled_again(machine: Machine) -> None:
    machine.gets_python()
    machine.make("setup")
    (machine.folder / ".venv/bin/python").write_text("#!/bin/sh\nexit 1\n")
    assert machine.make("setup").returncode == 0
    assert (machine.folder / ".venv/bin/python").read_text() == ENVIRONMENT_PYTHON
    assert len(machine.wrote("installs")) == 2


def test_run_installs_what_the_app_needs_and_not_what_the_tests_need(machine: Machine) -> None:
    machine.gets_python()
    assert machine.make("run").returncode == 0
    assert [one.split()[-1] for one in machine.wrote("installs")] == ["requirements.lock"]


def test_run_says_where_caseboard_is_and_who_may_sign_in(machine: Machine) -> None:
    machine.gets_python()
    told = machine.make("run").stdout
    assert "http://127.0.0.1:8501" in told
    assert "these may sign in" in told


def test_run_makes_a_synthetic_agency_only_where_there_is_no_data(machine: Machine) -> None:
    machine.gets_python()
    machine.make("run")
    machine.has("has-data")
    machine.make("run", "PORT=8600")
    assert machine.wrote("demos") == ["demo"]
    assert [one.split("--server.port ")[1].split()[0] for one in machine.wrote("served")] == ["8501", "8600"]
    assert all("--server.address 127.0.0.1" in one for one in machine.wrote("served"))


def test_a_taken_port_is_said_before_anything_is_made(machine: Machine) -> None:
    machine.gets_python()
    machine.has("port-taken")
    assert machine.make("run").returncode != 0
    assert machine.wrote("demos") == machine.wrote("served") == []


def test_the_check_of_the_port_says_what_to_do() -> None:
    """With a real Python and a real port, held by this test."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        asked = ["make", "-o", "setup", "port-is-free", f"PY={sys.executable}", f"PORT={port}"]
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode != 0
    assert f"Port {port} on this machine is taken" in told.stderr
    assert "make run PORT=" in told.stderr
    assert "Nothing was started and nothing was changed." in told.stderr
    assert subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_suite_runs_every_step_and_names_the_one_that_did_not_pass(machine: Machine) -> None:
    machine.gets_python()
    machine.has("wrong-types")
    told = machine.make("test")
    assert told.returncode != 0
    assert machine.wrote("steps") == ["-m ruff check .", "-m ruff format --check .", "-m mypy", "-m pytest"]
    assert "Not passed:  mypy" in told.stderr
    machine.lost("wrong-types")
    assert machine.make("test").returncode == 0
