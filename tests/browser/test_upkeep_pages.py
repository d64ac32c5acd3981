"""What everyone reads about the numbers, what an advocate finds before a release, what an administrator finds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, AsReader, until_drawn

pytestmark = pytest.mark.browser


def test_an_advocate_is_told_why_there_is_nothing_and_goes_on_to_the_definitions(as_reader: AsReader) -> None:
    page = as_reader("advocate")
    page.goto("/evidence-brief")
    expect(page.get_by_text("Nothing has been released yet")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name="About the numbers").click()
    page.wait_for_url("**/about-the-numbers")
    expect(page.get_by_role("heading", name="How to read a page")).to_be_visible()


def test_a_definition_opens_by_keyboard_and_the_contents_lead_to_their_sections(as_reader: AsReader) -> None:
    page = as_reader("advocate")
    page.goto("/about-the-numbers")
    until_drawn(page)
    summary = page.get_by_text("What does “not recorded” mean?")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("That nobody wrote it down; not that it was not done.")).to_be_visible()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Words and codes").click()
    expect(page.get_by_role("heading", name="Words and codes")).to_be_in_viewport()


def test_an_administrator_finds_the_state_of_the_data_and_no_key_of_anybody(as_reader: AsReader) -> None:
    page = as_reader("administrator")
    page.goto("/data-quality")
    expect(page.get_by_text("made here, so no import could refuse or doubt anything")).to_be_visible()
    until_drawn(page)
    shown = page.get_by_test_id("stMain").inner_text()
    assert "1,475" in shown
    assert not re.search(r"\b[0-9A-Z]{4} ?[0-9A-Z]{4}\b", shown.replace("BACE", ""))


@pytest.mark.parametrize("path", ["/data-quality", "/about-the-numbers"])
@pytest.mark.parametrize(("size", "dark"), [(DESK, True), (PHONE, False)])
def test_nothing_sticks_out_sideways(path: str, size: tuple[int, int], dark: bool, as_reader: AsReader) -> None:
    page = as_reader("administrator", size=size, dark=dark)
    page.goto(path)
    page.get_by_role("heading", level=1).wait_for()
    until_drawn(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size[0]
