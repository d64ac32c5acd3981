"""For every browser test: an app that really runs, and readers who signed in through its form, closely watched.

`as_reader("manager")` is a page of a fresh browser window in which `demo-manager` is signed in. A test fails at its end
if any request went elsewhere or the console said something that is not on the list of known lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, sync_playwright

from data.workbook.demo_accounts import PASSWORD, PREFIX
from tests.browser.served import Served, serving, synthetic_agency

DESK, PHONE = (1280, 900), (390, 844)
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
KNOWN_LINES = (
    # Below every address but the first, Streamlit looks for its server one level too deep and finds none.
    re.compile(r"Failed to load resource: .* 404 .* http://127\.0\.0\.1:\d+/[a-z-]+/_stcore/(health|host-config)"),
    # Streamlit's form is no form in the eyes of the browser.
    re.compile(r"\[DOM\] Password field is not contained in a form"),
)
"""Everything else on the console is a mistake."""


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One app for all tests of this folder; whoever changes its data serves another (`serving`)."""
    with serving(synthetic_agency(tmp_path_factory.mktemp("agency") / "store")) as running:
        yield running


@pytest.fixture(scope="package")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=list(SWITCHES))
        yield started
        started.close()


@dataclass
class Watched:
    """What the windows of one test asked for and said."""

    home: str
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def watch(self, window: BrowserContext) -> None:
        window.on("request", lambda request: self.asked.append(request.url))
        window.on("console", self._note)
        window.on("weberror", lambda error: self.said.append(f"error: {error.error}"))

    def _note(self, line: ConsoleMessage) -> None:
        said = f"{line.type}: {line.text} {line.location.get('url', '')}"
        if not any(known.search(said) for known in KNOWN_LINES):
            self.said.append(said)

    def findings(self) -> list[str]:
        """Requests to elsewhere and unknown lines of the console."""
        elsewhere = [url for url in self.asked if not url.startswith((f"{self.home}/", "data:", "blob:"))]
        return [*(f"asked elsewhere: {url}" for url in elsewhere), *self.said]


NewWindow = Callable[..., BrowserContext]
AsReader = Callable[..., Page]


@pytest.fixture
def new_window(browser: Browser, served: Served) -> Iterator[NewWindow]:
    """Gives fresh windows: nobody is signed in unless `state` says so. size: DESK or PHONE; dark: the dark theme."""
    watched, windows = Watched(served.address), []

    def opened(
        *, size: tuple[int, int] = DESK, dark: bool = False, state: StorageState | None = None, address: str = ""
    ) -> BrowserContext:
        window = browser.new_context(
            base_url=address or served.address,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            storage_state=state,
        )
        watched.watch(window)
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.close()
    assert watched.findings() == []


@pytest.fixture(scope="package")
def known_readers() -> dict[str, StorageState]:
    """Who has signed in before, so that not every test waits for a password to be checked."""
    return {}


@pytest.fixture
def as_reader(new_window: NewWindow, known_readers: dict[str, StorageState]) -> AsReader:
    """Gives a page of a fresh window with a demo account signed in, by its role (or `deputy`).

    The session is shared with other tests: a test that ends it signs in anew, with `sign_in`.
    """

    def page_of(who: str, *, size: tuple[int, int] = DESK, dark: bool = False) -> Page:
        if who not in known_readers:
            page = new_window().new_page()
            page.goto("/about-the-numbers")
            sign_in(page, who)
            known_readers[who] = page.context.storage_state()
        return new_window(size=size, dark=dark, state=known_readers[who]).new_page()

    return page_of


def sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    """Fill in the form that is on the page, and wait until the account is signed in."""
    fill_in(page, f"{PREFIX}{who}", password)
    page.get_by_role("button", name="Sign out").wait_for(state="attached")
    until_drawn(page)


def fill_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def until_drawn(page: Page) -> None:
    """Wait until the script of the page has run to its end."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
