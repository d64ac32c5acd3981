"""Around the pages: a warm start that survives an empty store, the names the server answers to, the pages there are."""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path

import pytest
from streamlit import config

from pages.shared import running
from pages.shared.pages import PAGES, PageEntry
from pages.shared.running import hosts, warm_up


@pytest.mark.parametrize(
    ("named", "address", "expected"),
    [
        (["caseboard.example"], "127.0.0.1", ["caseboard.example"]),
        ([], "127.0.0.1", ["localhost", "127.0.0.1", "::1"]),
        ([], "localhost", ["localhost", "127.0.0.1", "::1"]),
        ([], "0.0.0.0", []),
        ([], None, []),
    ],
)
def test_on_this_machine_alone_the_server_answers_to_this_machines_names_alone(
    monkeypatch: pytest.MonkeyPatch, named: list[str], address: str | None, expected: list[str]
) -> None:
    options = {"server.allowedHosts": named, "server.address": address}
    monkeypatch.setattr(config, "get_option", options.get)
    assert list(hosts()) == expected


@pytest.mark.parametrize("entry", PAGES, ids=lambda one: one.url_path)
def test_each_page_of_the_list_is_there(entry: PageEntry) -> None:
    assert callable(import_module(entry.module).page)


def test_the_server_starts_without_data_and_its_log_says_what_to_do(
    place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        warm_up()
    finally:
        gc.unfreeze()
    assert "There is no data yet" in caplog.text
    assert "python -m data demo" in caplog.text


def test_one_page_that_cannot_be_loaded_does_not_keep_the_others_from_being_served(
    place: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = PageEntry("Nowhere", "Missing page", "missing", "pages.nowhere.missing", ("manager",))
    monkeypatch.setattr(running, "PAGES", (missing, *PAGES))
    try:
        warm_up()
    finally:
        gc.unfreeze()
    assert "The page Missing page cannot be loaded" in caplog.text
