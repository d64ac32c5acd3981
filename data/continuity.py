"""Sees to it that a client keeps one key from import to import: the scheme goes on as before unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from data.anonymity import LOOK_UP, Hmac, Random, Scheme, pseudonym_of, secret_key
from data.findings import Findings
from data.import_checks import SCHEME_CHANGED, SECRET_CHANGED
from data.store import SnapshotInfo, StoreError, make_durable

FINGERPRINT = "hmac-fingerprint"
MOST_LOST = 0.5
"""A few keys may be gone because people were removed; when most are, the look-up is another one."""


def chosen_scheme(
    asked: str | None,
    current: SnapshotInfo | None,
    keys: Path,
    key_file: Path | None,
    findings: Findings,
) -> tuple[Scheme, Callable[[], None]]:
    """The scheme asked for, or that of the current snapshot, or random; and what to do once its keys are published.

    keys: the folder of the look-up. A change is a finding. Raises StoreError where nothing was asked for and to go on
    as before is not possible.
    """
    before = current.pseudonym_scheme if current is not None and not current.synthetic else None
    name = asked or before or "random"
    if before is not None and name != before:
        findings.add(SCHEME_CHANGED, words={"scheme": name, "before": before})
    if name == "random":
        if asked is None and before == "random" and current is not None:
            _look_up_is_there(keys, current)
        return Random(keys), lambda: None
    secret = secret_key(key_file)
    mark = pseudonym_of(secret, "caseboard", "fingerprint", "1")
    path = keys / FINGERPRINT
    if path.exists() and path.read_text(encoding="utf-8").strip() != mark:
        findings.add(SECRET_CHANGED)
    return Hmac(secret), lambda: _write(path, mark)


def throwaway(keys: Path) -> tuple[Scheme, Callable[[], None]]:
    """For a check: keys as an import would give them, of which none is written down."""
    return Random(keys, keep=False), lambda: None


def lost_share(keys: Path, snapshot: Path) -> float:
    """Which share of a snapshot's people the look-up does not know, 0 to 1."""
    if not (keys / LOOK_UP).exists():
        return 1.0
    with duckdb.connect() as con:
        for path, name in ((snapshot, "kept"), (keys / LOOK_UP, "look_up")):
            quoted = str(path).replace("'", "''")
            con.execute(f"attach '{quoted}' as {name} (read_only)")
        people, known = con.execute(
            "select count(*), count(*) filter (where p.person_id in (select l.pseudonym from look_up.pseudonym l)) "
            "from kept.person p"
        ).fetchall()[0]
        return float(1 - known / people) if people else 0.0


def _look_up_is_there(keys: Path, current: SnapshotInfo) -> None:
    try:
        lost = lost_share(keys, current.path)
    except duckdb.Error as problem:
        raise StoreError(
            f"The look-up of pseudonyms {keys / LOOK_UP} cannot be read. Restore it from a backup; nothing was changed."
        ) from problem
    if lost > MOST_LOST:
        raise StoreError(
            f"The look-up of pseudonyms in {keys} does not know the people of the current snapshot: everybody would "
            "get a new key, and decisions, key sheets and reviews would no longer match. Restore it from a backup, or "
            "say where it is with CASEBOARD_KEYS. To give new keys on purpose, say --pseudonyms random; nothing was "
            "changed."
        )


def _write(path: Path, mark: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(mark + "\n", encoding="utf-8")
    path.chmod(0o600)
    make_durable(path)
