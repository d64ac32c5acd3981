"""A PostgreSQL server of one's own: on a socket in a folder that nobody else can enter, ended by its process id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
START_TRIES = 600


@contextmanager
def served(binaries: Path) -> Iterator[Path]:
    """The folder of the server's socket, for as long as the block runs. Superuser `caseboard`, no password."""
    folder = Path(tempfile.mkdtemp(prefix="caseboard-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(folder, owner, -1)
    try:
        _run(binaries / "initdb", "-D", str(folder / "data"), "-U", "caseboard", "-A", "trust", "-N", owner=owner)
        settings = [word for setting in FAST_AND_FORGETFUL for word in ("-c", setting)]
        command = [binaries / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", *settings]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, user=owner, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(server, folder)
            yield folder
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(socket: Path, name: str) -> str:
    """Make an empty database; the URL by which a program reaches it."""
    with psycopg.connect(host=str(socket), user="caseboard", dbname="postgres", autocommit=True) as con:
        con.execute(f"create database {name}".encode())
    return f"postgresql://caseboard@/{name}?host={socket}"


def _owner() -> int | None:
    """PostgreSQL refuses to run as root, so root lends it a user that owns nothing else."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return names.get("postgres", names.get("nobody"))


def _run(*command: object, owner: int | None) -> None:
    done = subprocess.run([str(word) for word in command], user=owner, cwd="/", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(START_TRIES):
        assert server.poll() is None, (folder / "log").read_text()
        try:
            psycopg.connect(host=str(folder), user="caseboard", dbname="postgres").close()
        except psycopg.OperationalError:
            try:
                server.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
        else:
            return
    raise AssertionError((folder / "log").read_text())
