"""What the server shows of itself: the policy names what the page holds, settings are shut, colours are ours."""

from __future__ import annotations

import re
import tomllib
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest

from pages.shared.charts.look import DARK, LIGHT
from pages.shared.gate import READER
from pages.shared.headers import GO, policy
from pages.shared.pages import LANDING, PAGES
from pages.shared.surface import SHELLS, Kind, kind_of
from tests.conftest import ROOT

Settings = dict[str, dict[str, Any]]


@pytest.fixture
def settings() -> Settings:
    return tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))


def test_the_policy_names_every_script_that_streamlits_page_holds_and_ours_and_no_other() -> None:
    page = files("streamlit").joinpath("static/index.html").read_text(encoding="utf-8")
    inline = [
        text for source, text in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL) if "src" not in source
    ]
    named = {f"sha256-{b64encode(sha256(one.encode()).digest()).decode()}" for one in [*inline, GO]}
    scripts = re.search(rb"script-src ([^;]+)", policy())
    assert scripts is not None
    assert {one.strip("'") for one in scripts[1].decode().split()} == {"self", *named}


def test_the_settings_that_keep_the_server_to_itself(settings: Settings) -> None:
    server, client = settings["server"], settings["client"]
    assert server["address"] == "127.0.0.1"
    assert server["corsAllowedOrigins"] == server["allowedHosts"] == client["allowedOrigins"] == []
    assert not server["enableAgentApi"] and not server["enableStaticServing"] and not server["scriptHealthCheckEnabled"]
    assert server["enableXsrfProtection"] and server["enableCORS"]
    assert client["showErrorDetails"] == "none"
    assert not client["showErrorLinks"]


def test_a_page_that_reconnects_belongs_to_the_reader_whom_the_gate_names(settings: Settings) -> None:
    assert settings["server"]["trustedUserHeaders"] == {READER: "reader"}


def test_the_theme_has_the_colours_of_the_charts(settings: Settings) -> None:
    for name, look in (("light", LIGHT), ("dark", DARK)):
        theme = settings["theme"][name]
        assert (theme["primaryColor"], theme["linkColor"]) == (look.control, look.control)
        assert (theme["backgroundColor"], theme["textColor"], theme["borderColor"]) == (
            look.ground,
            look.ink,
            look.line,
        )
    assert not any("http" in str(value) for value in settings["theme"].values())


def test_every_page_has_one_address_and_no_page_stands_where_the_server_has_something_else() -> None:
    assert len(SHELLS) == len(PAGES) + 1
    assert all(kind_of(f"/{entry.url_path}") is Kind.SHELL for entry in PAGES)
    assert all(re.fullmatch(r"[a-z][a-z-]+", entry.url_path) for entry in PAGES)


def test_each_role_lands_on_a_page_it_has() -> None:
    for role, landing in LANDING.items():
        assert [entry.url_path for entry in PAGES if role in entry.roles and entry.in_menu].count(landing) == 1
