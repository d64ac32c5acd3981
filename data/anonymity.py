"""Makes pseudonyms of a source's own keys: at random with a look-up that is kept, or from a secret key without one.

Random (the rule): 40 random bits as eight characters, never the same twice, whatever the kind. The look-up lies beside
the store and is the only way back; it is on the disk before a snapshot that needs it is published, so that a client
keeps one key for good and a key never has two clients, however an import ends.

HMAC: the first 80 bits of HMAC-SHA256 over `v1|<whose keys: kind>|<key in its normal form>`, for who must run without a
look-up. It is made from the identifier, so whoever holds the secret key can test a guess: see SECURITY.md.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import duckdb

from data.store import StoreError, make_durable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O or U, so that a key read aloud is written down right."""
RANDOM_LENGTH = 8
HMAC_LENGTH = 16
SHORTEST_SECRET = 32
FEWEST_DIFFERENT_BYTES = 8
HOW_TO_MAKE_ONE = "Make one with `python -c 'import secrets; print(secrets.token_hex(32))'`"
LOOK_UP = "pseudonyms.duckdb"
LOOK_UP_TABLE = """
create table if not exists look_up.pseudonym (
    key_space text not null, kind text not null, source_key text not null, pseudonym text not null
)
"""


class Scheme(Protocol):
    """A way to make pseudonyms. `name` is what the snapshot says of it."""

    name: str

    def map_keys(self, con: duckdb.DuckDBPyConnection, key_space: str, scratch: Path) -> None:
        """Fill `staged.main.pseudonym` (kind, source_key, pseudonym) for every row of `staged.main.secret`."""


class Hmac:
    """Pseudonyms made from a secret key: the same everywhere, without a look-up."""

    name = "hmac"

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def map_keys(self, con: duckdb.DuckDBPyConnection, key_space: str, scratch: Path) -> None:
        """Compute each pseudonym. Raises StoreError in the case, not to be expected, that two keys come out as one."""
        _empty_map(con)
        keys = con.cursor().execute("select kind, source_key from staged.main.secret")
        rows = ((kind, key, pseudonym_of(self._secret, key_space, kind, key)) for kind, key in _rows(keys))
        _insert(con, scratch, rows)
        if con.execute("select 1 from staged.main.pseudonym group by pseudonym having count(*) > 1").fetchall():
            raise StoreError("Two keys came out as one pseudonym. Import with another secret key; nothing was changed.")


class Random:
    """Pseudonyms drawn at random, each once, kept in a look-up in `folder`. keep: whether new ones are written down."""

    name = "random"

    def __init__(self, folder: Path, *, keep: bool = True) -> None:
        self._folder, self._keep = folder, keep

    def map_keys(self, con: duckdb.DuckDBPyConnection, key_space: str, scratch: Path) -> None:
        """Take the keys that the look-up has and draw the rest; when this returns the new ones are on the disk."""
        _empty_map(con)
        with _look_up(con, self._folder, keep=self._keep):
            con.execute(
                "insert into staged.main.pseudonym select s.kind, s.source_key, k.pseudonym from staged.main.secret s "
                "inner join look_up.pseudonym k on k.key_space = ? and k.kind = s.kind and k.source_key = s.source_key",
                [key_space],
            )
            while wanted := con.execute(f"select count(*) {_WITHOUT}").fetchall()[0][0]:
                _draw(con, scratch, wanted)
            con.execute(
                "insert into look_up.pseudonym select cast(? as text), p.kind, p.source_key, p.pseudonym "
                "from staged.main.pseudonym p anti join look_up.pseudonym k on k.pseudonym = p.pseudonym",
                [key_space],
            )


_WITHOUT = (
    "from staged.main.secret s anti join staged.main.pseudonym p on p.kind = s.kind and p.source_key = s.source_key"
)


def pseudonym_of(secret: bytes, key_space: str, kind: str, key: str) -> str:
    """The HMAC pseudonym of a key in its normal form."""
    digest = hmac.digest(secret, f"v1|{key_space}:{kind}|{key}".encode(), hashlib.sha256)
    return in_letters(int.from_bytes(digest[:10], "big"), HMAC_LENGTH)


def in_letters(number: int, length: int) -> str:
    """The lowest 5 × `length` bits of a number, five a character."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def secret_key(file: Path | None) -> bytes:
    """The secret key of HMAC pseudonyms: the bytes of a file, or CASEBOARD_HMAC_KEY. Raises StoreError in words."""
    try:
        secret = file.read_bytes().strip() if file else os.environ.get("CASEBOARD_HMAC_KEY", "").encode()
    except OSError as problem:
        raise StoreError(f"The key file cannot be read ({problem.strerror}); nothing was changed.") from problem
    if not secret:
        raise StoreError(
            "Pseudonyms by HMAC need a secret key: --key-file FILE, or the variable CASEBOARD_HMAC_KEY. "
            f"{HOW_TO_MAKE_ONE} and keep it apart from the store; nothing was changed."
        )
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_DIFFERENT_BYTES:
        raise StoreError(
            f"The secret key is too easy to guess: it must be {SHORTEST_SECRET} random bytes or more. "
            f"{HOW_TO_MAKE_ONE}; nothing was changed."
        )
    return secret


@contextmanager
def _look_up(con: duckdb.DuckDBPyConnection, folder: Path, *, keep: bool) -> Iterator[None]:
    """The look-up attached as `look_up`: the file itself, or a copy in memory that is thrown away."""
    path = folder / LOOK_UP
    before = os.umask(0o077)
    try:
        try:
            _attach(con, path, keep=keep)
        except (OSError, duckdb.Error) as problem:
            raise StoreError(
                f"The look-up of pseudonyms {path} cannot be opened. Check its owner, the free space on its disk, and "
                "that no other program holds it, or restore it from the backup; nothing was published."
            ) from problem
        yield
    finally:
        con.execute("detach database if exists look_up")
        os.umask(before)
    if keep:
        make_durable(path)
        make_durable(folder)


def _attach(con: duckdb.DuckDBPyConnection, path: Path, *, keep: bool) -> None:
    if keep:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        con.execute(f"attach '{_quoted(path)}' as look_up")
        con.execute(LOOK_UP_TABLE)
        path.chmod(0o600)
        return
    con.execute("attach ':memory:' as look_up")
    con.execute(LOOK_UP_TABLE)
    if path.exists():
        con.execute(f"attach '{_quoted(path)}' as kept (read_only)")
        con.execute("insert into look_up.pseudonym from kept.pseudonym")
        con.execute("detach kept")


def _draw(con: duckdb.DuckDBPyConnection, scratch: Path, wanted: int) -> None:
    """Draw keys until each that lacks one was offered one; those taken already, or drawn twice, are not used."""
    drawn = ((in_letters(int.from_bytes(secrets.token_bytes(5), "big"), RANDOM_LENGTH),) for _ in range(wanted))
    con.execute("create or replace table staged.main.drawn (pseudonym text)")
    _insert(con, scratch, drawn, table="drawn")
    con.execute(
        "insert into staged.main.pseudonym "
        "with fresh as (select distinct d.pseudonym from staged.main.drawn d "
        "anti join look_up.pseudonym k on k.pseudonym = d.pseudonym "
        "anti join staged.main.pseudonym p on p.pseudonym = d.pseudonym), "
        "numbered as (select f.pseudonym, row_number() over () as number from fresh f), "
        f"waiting as (select s.kind, s.source_key, row_number() over () as number {_WITHOUT}) "
        "select w.kind, w.source_key, n.pseudonym from waiting w inner join numbered n on n.number = w.number"
    )
    con.execute("drop table staged.main.drawn")


def _empty_map(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create or replace table staged.main.pseudonym (kind text, source_key text, pseudonym text)")


def _insert(
    con: duckdb.DuckDBPyConnection, scratch: Path, rows: Iterable[tuple[str, ...]], table: str = "pseudonym"
) -> None:
    """Bulk rows go by way of a file in the private scratch folder: a hundred times as fast as one insert a row."""
    path = scratch / "keys.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    names = ("kind", "source_key", "pseudonym") if table == "pseudonym" else ("pseudonym",)
    form = (
        f"columns = {dict.fromkeys(names, 'varchar')}, header = false, auto_detect = false, delim = ',', quote = '\"'"
    )
    con.execute(f"insert into staged.main.{table} from read_csv(?, {form})", [str(path)])
    path.unlink()


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    while some := cursor.fetchmany(100_000):
        yield from some


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
