"""What a reader does on the stage page: points at a bar, opens a number by keyboard, reads it on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import DESK, PHONE, AsReader, until_drawn

pytestmark = pytest.mark.browser

PAGE = "/stage-progression"
BY_DEFAULT = re.compile(r"No movement beyond the standard: \d+ (person|people)")


def opened(page: Page, choices: str = "") -> Page:
    page.goto(f"{PAGE}{choices}")
    page.locator(".js-plotly-plot .annotation").first.wait_for()
    until_drawn(page)
    return page


def rows_of_chart(page: Page) -> Locator:
    """What can be pointed at: the bars as wide as the chart, top to bottom."""
    return page.locator(".st-key-stage_bars .trace.bars").last.locator(".point path")


def place(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box is not None
    return box


def point_at(page: Page, row: Locator) -> None:
    """Move the mouse to the far end of a row, where no bar is drawn."""
    box = place(row)
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2, steps=4)


def list_title(page: Page, title: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("heading", name=title)


def test_a_click_anywhere_in_a_row_lists_who_is_in_the_stage_and_nothing_jumps(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    expect(list_title(page, BY_DEFAULT)).to_be_visible()
    chart = place(page.locator(".st-key-stage_bars"))
    point_at(page, rows_of_chart(page).nth(2))
    page.mouse.down()
    page.mouse.up()
    expect(list_title(page, re.compile(r"^Planning: \d+ people"))).to_be_visible()
    page.wait_for_url("**?show=Planning")
    assert place(page.locator(".st-key-stage_bars")) == chart


def test_a_stage_is_opened_by_keyboard_alone(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    choice = page.get_by_role("combobox", name="Who is listed")
    choice.focus()
    page.keyboard.type("Eval")
    page.keyboard.press("Enter")
    expect(list_title(page, re.compile(r"^Evaluation: \d+ people"))).to_be_visible()
    page.wait_for_url("**?show=Evaluation")


def test_a_link_to_a_number_begins_at_its_list_and_lets_the_reader_go_up(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"), "?team=Team+North")
    link = page.get_by_role("link", name="Implementation", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    title = list_title(page, re.compile(r"^Implementation: \d+ people"))
    expect(title).to_be_in_viewport()
    assert "team=Team+North" in page.url
    until_drawn(page)
    page.mouse.move(700, 450)
    page.mouse.wheel(0, -5000)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.get_by_role("combobox", name="Team", exact=True)).to_have_value("Team North")


def test_the_list_is_one_screen_away_on_a_desk(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    assert place(list_title(page, BY_DEFAULT))["y"] < 2 * DESK[1]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_word_of_a_chart_is_cut_off_and_the_page_never_scrolls_sideways(
    as_reader: AsReader, size: tuple[int, int], dark: bool
) -> None:
    page = opened(as_reader("supervisor", size=size, dark=dark))
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


def test_on_a_phone_one_chart_fills_the_screen_and_the_next_is_a_swipe_away(as_reader: AsReader) -> None:
    page = opened(as_reader("manager", size=PHONE))
    first, second = (place(page.locator(f".st-key-{key}")) for key in ("stage_bars", "stage_flow"))
    assert first["x"] + first["width"] <= PHONE[0]
    assert second["x"] + second["width"] / 2 > PHONE[0]
    page.locator(".st-key-stage_flow").scroll_into_view_if_needed()
    moved = place(page.locator(".st-key-stage_flow"))
    assert moved["x"] >= 0
    assert moved["x"] + moved["width"] <= PHONE[0]


def test_a_finger_over_a_chart_scrolls_the_page(as_reader: AsReader) -> None:
    """Plotly swallows touches unless dragging is off; whatever its other value, a phone would be stuck on the chart."""
    page = opened(as_reader("manager", size=PHONE))
    for chart in page.locator(".js-plotly-plot").all():
        assert chart.evaluate("chart => chart._fullLayout.dragmode") is False


def test_pointing_at_a_bar_says_its_number_in_words(as_reader: AsReader) -> None:
    page = opened(as_reader("manager"))
    point_at(page, rows_of_chart(page).nth(3))
    hover = page.locator(".st-key-stage_bars .hoverlayer")
    expect(hover).to_contain_text(re.compile(r"Implementation: \d+ cases, .* on 9 Nov"))
    expect(hover).to_contain_text(re.compile(r"\d+ of \d+ beyond the standard"))
