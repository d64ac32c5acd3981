"""A synthetic agency's place for these tests: a workbook and a store of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.workbook.workbook import Workbook
from pages.shared import here


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the store; `here` opens what lies in it. Nothing is published yet."""
    monkeypatch.setenv("CASEBOARD_STORE", str(tmp_path))
    monkeypatch.setenv("CASEBOARD_WORKBOOK", f"sqlite:///{tmp_path / 'workbook.sqlite'}")
    for kept in (here.store, here.workbook):
        kept.cache_clear()
    yield tmp_path
    here.workbook().close()
    for kept in (here.store, here.workbook):
        kept.cache_clear()


@pytest.fixture
def workbook(place: Path) -> Workbook:
    return here.workbook()


def points_to_a_snapshot(place: Path, *, synthetic: bool) -> None:
    """As far as accounts go, this is what the store says of its current snapshot."""
    (place / "one.duckdb").touch()
    said = {
        "snapshot_id": "one",
        "data_date": "2026-11-16",
        "synthetic": synthetic,
        "source_kind": "test",
        "pseudonym_scheme": "random",
        "spec_version": 1,
    }
    (place / "current").write_text(json.dumps(said), encoding="utf-8")
