"""The synthetic agency from the shell: published, listed, refused over real data; wrong use is told in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.build import building
from data.store import Store
from tests.data.command_line.shell import data


def test_a_demo_is_made_listed_and_made_again(tmp_path: Path) -> None:
    assert "No snapshots" in data("snapshots", store=tmp_path / "store").stdout
    first = data("demo", "--cases", "100", store=tmp_path / "store")
    assert first.returncode == 0
    assert "Making a synthetic agency" in first.stderr
    second = data("--store", str(tmp_path / "store"), "demo", "--cases", "100", store=tmp_path / "elsewhere")
    assert second.returncode == 0
    listed = data("snapshots", store=tmp_path / "store").stdout.splitlines()
    assert [line.endswith("current, data of 2026-11-16") for line in listed] == [False, True]
    assert not (tmp_path / "elsewhere").exists()


def test_real_data_is_not_replaced_by_a_synthetic_agency(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with building(
        store, source_kind="caseboard", data_date=date(2026, 11, 16), pseudonym_scheme="random", synthetic=False
    ) as build:
        real = build.publish()
    refused = data("demo", store=store.folder)
    assert refused.returncode == 1
    assert "holds real data" in refused.stderr
    assert "nothing was changed" in refused.stderr
    assert store.current() == real
    assert store.snapshots() == [real.snapshot_id]


@pytest.mark.parametrize("words", [("demo", "--cases", "many"), ("demo", "--cases", "0"), ("make-coffee",), ()])
def test_wrong_use_ends_with_1_and_words(words: tuple[str, ...], tmp_path: Path) -> None:
    told = data(*words, store=tmp_path / "store")
    assert told.returncode == 1
    assert "Usage" in told.stdout + told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "store").exists()


def test_a_store_newer_than_the_program_is_left_alone(tmp_path: Path) -> None:
    data("demo", "--cases", "100", store=tmp_path)
    pointer = tmp_path / "current"
    pointer.write_text(pointer.read_text().replace('"spec_version": 1', '"spec_version": 99'))
    before = sorted(one.name for one in tmp_path.iterdir())
    told = data("demo", store=tmp_path)
    assert told.returncode == 2
    assert "Update Caseboard" in told.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_nobody_else_on_the_machine_may_read_what_was_written(tmp_path: Path) -> None:
    data("demo", "--cases", "100", store=tmp_path / "store")
    written = [tmp_path / "store", *(tmp_path / "store").iterdir()]
    assert [one.name for one in written if one.stat().st_mode & 0o077] == []
