"""What a reader does with one case: opens it from a list or by its key, by keyboard, on a phone; or may not."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from data.workbook.access_log import entries
from tests.browser.conftest import DESK, PHONE, AsReader, until_drawn
from tests.browser.served import Served

pytestmark = pytest.mark.browser

NOT_HERE = "There is no such case within your teams, or it is restricted."
OWN = "select case_id from case_reach where team_id = 'T-NORTH' and via = 'lead' order by case_id"
OF_OTHERS = (
    "select case_id from case_spell where team_id = 'T-SOUTH' and case_id not in "
    "(select case_id from case_reach where team_id = 'T-NORTH') order by case_id"
)
RESTRICTED = "select case_id from cases where restricted order by case_id"


def opened_cases(served: Served, account: str) -> list[str]:
    """Keys of the cases that the log says this account opened, oldest first."""
    with served.workbook() as book:
        since, before = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        found = entries(book, since=since, before=before, account=account)
    return [one.detail for one in reversed(found) if one.what == "opened_case"]


def test_a_row_opens_its_case_by_keyboard_and_the_log_says_so_once_a_visit(as_reader: AsReader, served: Served) -> None:
    page = as_reader("manager")
    page.goto("/stage-progression")
    link = page.get_by_role("link", name=re.compile(r"^Open case [0-9A-Z]{4}")).first
    link.wait_for()
    before = len(opened_cases(served, "demo-manager"))
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/case-journey?case=*")
    expect(page.get_by_text("What is counted?")).to_be_visible()
    until_drawn(page)
    key = page.get_by_label("Case key").input_value()
    assert opened_cases(served, "demo-manager")[before:] == [key]


def test_a_key_is_typed_as_it_is_read_and_stays_in_the_address(as_reader: AsReader, served: Served) -> None:
    key = str(served.rows(OWN)[0][0])
    page = as_reader("supervisor")
    page.goto("/case-journey")
    expect(page.get_by_text("No case is open.")).to_be_visible()
    page.get_by_label("Case key").fill(f" {key[:4].lower()} {key[4:].lower()}")
    page.keyboard.press("Enter")
    expect(page.get_by_text("What is counted?")).to_be_visible()
    assert "case=" in page.url
    assert opened_cases(served, "demo-supervisor")[-1] == key


@pytest.mark.parametrize("which", [OF_OTHERS, RESTRICTED, "select 'NOSUCH99'"])
def test_beyond_reach_restricted_and_unknown_are_the_same_words_and_no_entry(
    which: str, as_reader: AsReader, served: Served
) -> None:
    key = str(served.rows(which)[0][0])
    page = as_reader("supervisor")
    page.goto(f"/case-journey?case={key}")
    expect(page.get_by_text(NOT_HERE)).to_be_visible()
    until_drawn(page)
    assert page.get_by_role("table").count() == 0
    assert key not in opened_cases(served, "demo-supervisor")


@pytest.mark.parametrize("who", ["advocate", "administrator"])
def test_a_role_without_cases_has_no_case_page(who: str, as_reader: AsReader, served: Served) -> None:
    key = str(served.rows(OWN)[0][0])
    page = as_reader(who)
    page.goto(f"/case-journey?case={key}")
    expect(page.get_by_text("This page is for supervisors and managers.")).to_be_visible()
    assert key not in page.content().replace(page.url, "")


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, False), (PHONE, True)])
def test_nothing_sticks_out_sideways(size: tuple[int, int], dark: bool, as_reader: AsReader, served: Served) -> None:
    key = str(served.rows(OWN)[0][0])
    page = as_reader("supervisor", size=size, dark=dark)
    page.goto(f"/case-journey?case={key}")
    expect(page.get_by_text("What is counted?")).to_be_visible()
    until_drawn(page)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= size[0]
