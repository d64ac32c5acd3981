"""What a reader does on Overdue follow-ups: points at a bar, opens a number by keyboard, turns to aftercare."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, AsReader, until_drawn

pytestmark = pytest.mark.browser

PAGE = "/overdue-follow-ups"
WAITING = re.compile(r"^Who is waiting: \d+ people")
FOR_AFTERCARE = re.compile(r"^Who is waiting for aftercare: \d+ people")


def opened(page: Page, choices: str = "") -> Page:
    page.goto(f"{PAGE}{choices}")
    page.locator(".js-plotly-plot .annotation").first.wait_for()
    until_drawn(page)
    return page


def place(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box is not None
    return box


def press(page: Page, row: Locator) -> None:
    """A real click at the far end of a row or the top of a column, where nothing is drawn, once it stands still."""
    box, before = place(row), None
    while box != before:
        page.wait_for_timeout(250)
        box, before = place(row), box
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + 6, steps=4)
    # Plotly looks at most every 50 ms what is under the pointer, and a click takes what it saw last.
    page.wait_for_timeout(200)
    page.mouse.down()
    page.mouse.up()


def pointable(page: Page, chart: str) -> Locator:
    """What can be pointed at: the bars as wide as the chart, top to bottom, or as high, left to right."""
    return page.locator(f".st-key-{chart} .trace.bars").last.locator(".point path")


def people(title: Locator) -> int:
    return int(re.findall(r"\d+", title.inner_text())[-1])


def heading(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", name=name)


def test_a_click_on_a_waiting_time_lists_the_people_and_nothing_jumps(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    everybody = people(heading(page, WAITING))
    chart = place(page.locator(".st-key-overdue_by_waiting"))
    press(page, pointable(page, "overdue_by_waiting").nth(2))
    page.wait_for_url("**waiting=15+to+28+days**")
    expect(heading(page, WAITING)).not_to_have_text(re.compile(f": {everybody} people"))
    until_drawn(page)
    assert 0 < people(heading(page, WAITING)) < everybody
    assert place(page.locator(".st-key-overdue_by_waiting")) == chart
    waits = page.locator('td[data-label="Waiting"]').all_inner_texts()
    assert waits and all(re.fullmatch(r"(1[5-9]|2[0-8]) days", one) for one in waits)
    press(page, pointable(page, "overdue_by_waiting").nth(0))
    page.wait_for_url("**waiting=1+to+7+days**")


def test_a_number_is_opened_by_keyboard_alone(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    choice = page.get_by_role("combobox", name="What they wait for")
    choice.focus()
    page.keyboard.type("Review")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=Review**")
    expect(page.locator('td[data-label="What is due"]').first).to_have_text(re.compile("^Review"))
    kinds = page.locator('td[data-label="What is due"]').all_inner_texts()
    assert kinds and all(kind.startswith("Review") for kind in kinds)


def test_a_figure_leads_to_its_list(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"), "?team=Team+North")
    link = page.get_by_role("link", name=re.compile("^statutory or court date"))
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**basis=Statutory+or+court**")
    expect(heading(page, re.compile(r"^Who is waiting: \d+ (person|people)"))).to_be_in_viewport()
    assert "team=Team+North" in page.url
    due = page.locator('td[data-label="What is due"]').all_inner_texts()
    assert all("statutory" in one or "ordered by a court" in one for one in due)


def test_what_is_due_soon_is_listed_too(as_reader: AsReader) -> None:
    page = opened(as_reader("supervisor"))
    page.get_by_role("radio", name="Due in 7 days").or_(page.get_by_role("button", name="Due in 7 days")).first.click()
    expect(heading(page, re.compile(r"^Due in 7 days: \d+ people"))).to_be_visible()
    waits = page.locator('td[data-label="Due"]').all_inner_texts()
    assert waits and all(one == "today" or re.fullmatch(r"in [1-7] days?", one) for one in waits)


def test_aftercare_is_a_tab_with_an_address_and_each_window_opens_its_people(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    page.get_by_role("tab", name="Aftercare").click()
    page.wait_for_url("**tab=Aftercare**")
    expect(heading(page, FOR_AFTERCARE)).to_be_visible()
    page.locator(".st-key-aftercare_by_month .xtick").first.wait_for()
    until_drawn(page)
    press(page, pointable(page, "aftercare_by_window").nth(2))
    page.wait_for_url("**window=90-day+window**")
    expect(page.get_by_role("heading", name="90-day window, by month of ending")).to_be_visible()
    until_drawn(page)
    due = page.locator('td[data-label="What is due"]').all_inner_texts()
    assert due and all(one.startswith("90-day window") for one in due)
    opened(page, "?tab=Aftercare&window=Handovers")
    assert page.locator('td[data-label="What is due"]').all_inner_texts()[0].startswith("Handover")


@pytest.mark.parametrize("tab", ["Open cases", "Aftercare"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_word_of_a_chart_is_cut_off_and_the_page_never_scrolls_sideways(
    as_reader: AsReader, size: tuple[int, int], tab: str
) -> None:
    page = opened(as_reader("supervisor", size=size), f"?tab={tab.replace(' ', '+')}")
    for chart in page.locator(".js-plotly-plot").all():
        frame = place(chart)
        for text in chart.locator(".annotation-text, .xtick text, .ytick text").all():
            word = place(text)
            assert word["x"] >= frame["x"] - 1, text.text_content()
            assert word["x"] + word["width"] <= frame["x"] + frame["width"] + 1, text.text_content()
            assert word["y"] >= frame["y"] - 1, text.text_content()
            assert word["y"] + word["height"] <= frame["y"] + frame["height"] + 1, text.text_content()
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


def test_the_list_is_one_screen_away_on_a_desk(as_reader: AsReader) -> None:
    for tab, title in (("Open+cases", WAITING), ("Aftercare", FOR_AFTERCARE)):
        page = opened(as_reader("manager"), f"?tab={tab}")
        assert place(heading(page, title))["y"] < 2 * DESK[1]
