"""Takes the README's pictures of every page, from a served synthetic agency, and writes them into it.

`python -m tests.browser.screenshots` renews them; with a folder's name it puts every page there instead, on a desk and
on a phone, light and dark, to be looked at.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pages.shared.pages import LANDING, PAGES, PageEntry
from tests.browser.conftest import DESK, PHONE, SWITCHES, sign_in, until_drawn
from tests.browser.served import Served, serving, synthetic_agency
from tests.conftest import ROOT, chromium

KEPT = ROOT / ".github" / "screenshots"
MARK = "<!-- screenshots: written by tests/browser/screenshots.py -->"
LONGEST = 4000
"""Pixels: a longer page is cut there."""


@dataclass(frozen=True)
class View:
    """One picture: a page as a role sees it. choices: what stands in the address behind the question mark."""

    name: str
    title: str
    entry: PageEntry
    role: str
    choices: str = ""


def views(served: Served) -> list[View]:
    """Every page once, as the first role that has it in PRODUCT's order; the sign-in page is taken apart."""
    case = served.rows("select min(case_id) from cases where closed_on is null and not restricted")[0][0]
    found = []
    for entry in PAGES:
        role = next(role for role in ("manager", *LANDING) if role in entry.roles)
        choices = f"?case={case}" if entry.url_path == "case-journey" else ""
        found.append(
            View(
                entry.url_path, f"{entry.title}, as {'an' if role[0] in 'aeiou' else 'a'} {role}", entry, role, choices
            )
        )
    return found


def picture(page: Page, address: str, to: Path, *, whole: bool) -> None:
    """Wait until the page is drawn and take it, down to its end where it is wanted whole."""
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    until_drawn(page)
    page.wait_for_timeout(1500)
    if whole:
        width = page.viewport_size["width"] if page.viewport_size else DESK[0]
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(int(height), LONGEST)})
        page.wait_for_timeout(700)
    page.screenshot(path=to)


def take(browser: Browser, served: Served, folder: Path, *, everything: bool) -> None:
    """Pictures of every page into a folder: page-desk.png, page-phone.png, and -dark where everything is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True) if everything else (False,):
        for place, size in (("desk", DESK), ("phone", PHONE)):
            end = f"{place}{'-dark' if dark else ''}.png"
            options = {
                "base_url": served.address,
                "viewport": {"width": size[0], "height": size[1]},
                "color_scheme": "dark" if dark else "light",
            }
            stranger = browser.new_context(**options)
            picture(stranger.new_page(), "/", folder / f"sign-in-{end}", whole=everything)
            stranger.close()
            for role in LANDING:
                window = browser.new_context(**options)
                page = window.new_page()
                page.goto("/about-the-numbers")
                sign_in(page, role)
                for view in views(served):
                    if view.role == role:
                        address = f"/{view.entry.url_path}{view.choices}"
                        picture(page, address, folder / f"{view.name}-{end}", whole=everything)
                        page.set_viewport_size({"width": size[0], "height": size[1]})
                window.close()


def written(served: Served) -> str:
    """The section of the README."""
    parts = [MARK, "", "The synthetic agency, on a desk and on a phone.", ""]
    named = [("sign-in", "Sign-in"), *((view.name, view.title) for view in views(served))]
    for name, title in named:
        images = "".join(
            f'<img src=".github/screenshots/{name}-{place}.png" alt="{title}, on a {place}" width="{width}"> '
            for place, width in (("desk", 640), ("phone", 200))
        )
        parts += [f"**{title}**", "", images.strip(), ""]
    return "\n".join(parts)


def main(folder: str | None) -> None:
    with (
        tempfile.TemporaryDirectory() as place,
        serving(synthetic_agency(Path(place) / "store")) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(SWITCHES))
        take(browser, served, Path(folder) if folder else KEPT, everything=folder is not None)
        browser.close()
        if folder is None:
            readme = ROOT / "README.md"
            text = readme.read_text(encoding="utf-8")
            readme.write_text(text[: text.index(MARK)] + written(served), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
