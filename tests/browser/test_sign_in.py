"""Signing in and out as readers do it, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from data.workbook.demo_accounts import PASSWORD, PREFIX, demo_accounts
from data.workbook.people import Account
from pages.shared.pages import LANDING, PageEntry, pages_of
from tests.browser.conftest import PHONE, AsReader, NewWindow, fill_in, sign_in, until_drawn

pytestmark = pytest.mark.browser

EACH_PAGE = [(role, entry) for role in LANDING for entry in pages_of(role)]
NOT_DRAWN = "This page could not be drawn"


def shows_the_form(page: Page) -> None:
    expect(page.get_by_label("Password", exact=True)).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("account", demo_accounts(), ids=lambda one: one.name)
def test_each_demo_account_signs_in_and_lands_on_its_page(new_window: NewWindow, account: Account) -> None:
    page = new_window().new_page()
    page.goto("/")
    expect(page.get_by_text("Nobody in it is real")).to_be_visible()
    expect(page.get_by_role("cell", name=account.name, exact=True)).to_be_visible()
    fill_in(page, account.name, PASSWORD)
    page.wait_for_url(f"**/{LANDING[account.role]}")
    expect(page.get_by_test_id("stSidebar").get_by_text(account.name)).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text(account.role, exact=True)).to_be_visible()


@pytest.mark.parametrize(("role", "entry"), EACH_PAGE, ids=lambda one: getattr(one, "url_path", one))
def test_each_role_opens_each_of_its_pages(as_reader: AsReader, role: str, entry: PageEntry) -> None:
    page = as_reader(role)
    page.goto(f"/{entry.url_path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    until_drawn(page)
    expect(page.get_by_text(NOT_DRAWN)).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize("role", LANDING)
def test_a_role_has_its_pages_in_the_menu_and_no_others(as_reader: AsReader, role: str) -> None:
    page = as_reader(role)
    page.goto("/about-the-numbers")
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_text([entry.title for entry in pages_of(role) if entry.in_menu])


def test_a_page_of_another_role_says_whose_it_is(as_reader: AsReader) -> None:
    page = as_reader("advocate")
    page.goto("/overdue-follow-ups")
    expect(page.get_by_text("This page is for supervisors and managers.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_signing_in_leads_back_to_the_page_and_the_choices_of_the_link(new_window: NewWindow) -> None:
    page = new_window().new_page()
    link = "/overdue-follow-ups?as_of=2026-11-09&team=Team+North"
    page.goto(link)
    shows_the_form(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    sign_in(page, "manager")
    page.wait_for_url(f"**{link}")


def test_a_wrong_password_is_said_in_words_and_the_right_one_then_opens(new_window: NewWindow) -> None:
    page = new_window().new_page()
    page.goto("/")
    fill_in(page, f"{PREFIX}manager", "not-the-password")
    expect(page.get_by_role("alert").get_by_text("do not go together")).to_be_visible()
    fill_in(page, "nobody-of-that-name", "not-the-password")
    expect(page.get_by_role("alert").get_by_text("do not go together")).to_be_visible()
    fill_in(page, f"{PREFIX}manager", "")
    expect(page.get_by_role("alert").get_by_text("Type your name and your password.")).to_be_visible()
    sign_in(page, "manager")


def test_a_name_is_taken_with_blanks_and_in_capitals_and_enter_signs_in(new_window: NewWindow) -> None:
    page = new_window(size=PHONE, dark=True).new_page()
    page.goto("/")
    shows_the_form(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type(" Demo-Manager ")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{LANDING['manager']}")


def test_the_first_address_leads_a_reader_to_the_page_of_their_role(as_reader: AsReader) -> None:
    page = as_reader("administrator")
    page.goto("/")
    page.wait_for_url(f"**/{LANDING['administrator']}")
    expect(page).to_have_title("Data quality · Caseboard")


def test_loading_anew_and_another_tab_stay_signed_in(as_reader: AsReader) -> None:
    page = as_reader("manager")
    page.goto("/about-the-numbers")
    page.reload()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    other = page.context.new_page()
    other.goto("/overdue-follow-ups")
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()


def test_signing_out_in_one_tab_leaves_nothing_on_the_screen_of_another(new_window: NewWindow) -> None:
    window = new_window()
    here, there = window.new_page(), window.new_page()
    here.goto("/overdue-follow-ups")
    sign_in(here, "manager")
    there.goto("/stage-progression")
    until_drawn(there)
    expect(there.get_by_role("button", name="Sign out")).to_be_visible()
    here.get_by_role("button", name="Sign out").click()
    shows_the_form(here)
    shows_the_form(there)
    expect(there.get_by_role("heading", level=1)).to_have_text("Caseboard")
    expect(there.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    here.go_back()
    shows_the_form(here)
    there.reload()
    shows_the_form(there)


def test_signing_in_in_one_tab_opens_the_page_in_another(new_window: NewWindow) -> None:
    window = new_window()
    here, there = window.new_page(), window.new_page()
    here.goto("/overdue-follow-ups")
    there.goto("/about-the-numbers")
    shows_the_form(there)
    sign_in(here, "manager")
    expect(there.get_by_role("button", name="Sign out")).to_be_visible(timeout=20_000)
