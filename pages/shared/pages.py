"""Every page once: where it stands in the menu, its address, and who has it."""

from __future__ import annotations

from dataclasses import dataclass

WORKERS_OF_CASES = ("supervisor", "manager")
EVERYONE = ("supervisor", "manager", "advocate", "administrator")


@dataclass(frozen=True)
class PageEntry:
    """One page: `module` has `page(ask)`; `url_path` is its address; only `roles` have it in their menu or reach it."""

    section: str
    title: str
    url_path: str
    module: str
    roles: tuple[str, ...]
    in_menu: bool = True


PAGES = (
    PageEntry("This week", "Case", "case-journey", "pages.review.case_journey", WORKERS_OF_CASES, in_menu=False),
    PageEntry(
        "Caseload", "Stage progression", "stage-progression", "pages.caseload.stage_progression", WORKERS_OF_CASES
    ),
    PageEntry(
        "Caseload", "Overdue follow-ups", "overdue-follow-ups", "pages.caseload.overdue_follow_ups", WORKERS_OF_CASES
    ),
    PageEntry("Evidence", "Evidence brief", "evidence-brief", "pages.evidence.evidence_brief", ("manager", "advocate")),
    PageEntry("Upkeep", "Data quality", "data-quality", "pages.upkeep.data_quality", ("administrator",)),
    PageEntry("Upkeep", "About the numbers", "about-the-numbers", "pages.upkeep.about_the_numbers", EVERYONE),
)

LANDING = {
    "supervisor": "overdue-follow-ups",
    "manager": "overdue-follow-ups",
    "advocate": "evidence-brief",
    "administrator": "data-quality",
}
"""The first page of each role."""


def pages_of(role: str) -> tuple[PageEntry, ...]:
    """The pages a role has, its landing page among them."""
    return tuple(entry for entry in PAGES if role in entry.roles)
