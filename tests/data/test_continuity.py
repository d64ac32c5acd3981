"""Imports go on with the keys of before; where that is not possible or not wanted, it is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.anonymity import Hmac, Random
from data.continuity import chosen_scheme, lost_share
from data.demo.make import make_demo
from data.findings import Findings
from data.store import StoreError
from tests.data.imported import imported, store_of
from tests.data.sources.sources import ids

SECRET = "0123456789abcdef" * 4


def chosen(folder: Path, asked: str | None = None) -> tuple[object, list[str]]:
    """The kind of scheme that is chosen, and what is found about it; its keys then count as published."""
    findings = Findings()
    scheme, written_down = chosen_scheme(asked, store_of(folder).current(), folder / "store-keys", None, findings)
    written_down()
    return type(scheme), ids(findings)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOARD_HMAC_KEY", SECRET)


def test_the_first_keys_are_random_and_so_are_those_after_a_synthetic_agency(tmp_path: Path) -> None:
    assert chosen(tmp_path) == (Random, [])
    make_demo(store_of(tmp_path), cases=60)
    assert chosen(tmp_path) == (Random, [])


def test_a_scheme_goes_on_until_another_is_asked_for_and_then_it_is_said(tmp_path: Path) -> None:
    imported(tmp_path)
    assert chosen(tmp_path) == (Random, [])
    assert chosen(tmp_path, "hmac") == (Hmac, ["scheme_changed"])
    imported(tmp_path, scheme=Hmac(SECRET.encode()))
    assert chosen(tmp_path) == (Hmac, [])
    assert chosen(tmp_path, "random") == (Random, ["scheme_changed"])


def test_another_secret_key_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(tmp_path, "hmac") == (Hmac, [])
    assert chosen(tmp_path, "hmac") == (Hmac, [])
    monkeypatch.setenv("CASEBOARD_HMAC_KEY", SECRET[::-1])
    assert chosen(tmp_path, "hmac") == (Hmac, ["secret_changed"])
    assert SECRET not in (tmp_path / "store-keys" / "hmac-fingerprint").read_text()


def test_without_the_look_up_of_the_current_snapshot_nothing_goes_on(tmp_path: Path) -> None:
    imported(tmp_path)
    current = store_of(tmp_path).current()
    assert current is not None
    assert lost_share(tmp_path / "store-keys", current.path) == 0
    shutil.move(tmp_path / "store-keys", tmp_path / "kept")
    assert lost_share(tmp_path / "store-keys", current.path) == 1
    with pytest.raises(StoreError, match="does not know the people of the current snapshot"):
        chosen(tmp_path)
    assert chosen(tmp_path, "random") == (Random, [])
    imported(tmp_path / "other")
    shutil.copytree(tmp_path / "other" / "store-keys", tmp_path / "store-keys")
    with pytest.raises(StoreError, match="Restore it from a backup"):
        chosen(tmp_path)
    (tmp_path / "store-keys" / "pseudonyms.duckdb").write_bytes(b"x" * 5000)
    with pytest.raises(StoreError, match="cannot be read"):
        chosen(tmp_path)
