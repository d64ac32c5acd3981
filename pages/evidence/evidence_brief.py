"""Evidence brief: released numbers for a policy discussion; until there are any: why not, what comes, whom to ask."""

from __future__ import annotations

from pages.shared.ask import Ask
from pages.shared.parts import bullets, headline, prose, section, to_page
from pages.shared.scope_bar import head

TITLE = "Evidence brief"
WHY = (
    "A number that leaves the building must not point to anybody. In a small place a count of three is three people, "
    "and their neighbours know who. So small counts are hidden once, when a release is made, together with every "
    "number from which they could be worked out. Hiding them one page at a time would not hold: whoever compares two "
    "pages can subtract.",
    "Until a release has been made and tested, no number is the honest answer. That is why you see none here, not even "
    "a rounded one.",
)
TO_COME = (
    "Which needs go unmet, and where: because no service exists, because a service said no, because nobody answered, "
    "or because the person chose not to.",
    "What people told us keeps them from a service, fear of being judged among it, by community: of those who were "
    "asked, and how many were not.",
    "How many people were connected to the help they were referred to, and how long it took.",
    "With each number: of how many people it is, how sure it is, the quarter and the date of the data, and a page on "
    "method and limits that can be handed on with it.",
)
NEVER = (
    "A row, a key, or anything else about one person.",
    "A count so small that it could point to somebody.",
    "A ranking of communities, of services or of workers.",
)
TO_AN_ADVOCATE = (
    "Managers decide when a release is made. Ask a manager of your agency, and say what the discussion is about: "
    "which need, which place, which quarters. It helps them to prepare numbers that are large enough to be shown.",
    "What each number will count, and what it leaves out, can be read now:",
)
TO_A_MANAGER = (
    "You and the other managers decide when a release is made; this version of Caseboard cannot make one yet. Please "
    "send no number from another page in its place: there, small counts are shown as they are.",
    "What each number will count, and what it leaves out, can be read now:",
)


def page(ask: Ask) -> None:
    """Draw the page. No release can be made yet, so it asks nothing and shows no number."""
    head(ask, TITLE)
    headline("Nothing has been released yet, so there are no numbers to take to a discussion.")
    section("Why there is nothing here")
    prose(*WHY)
    section("What will stand here")
    bullets(TO_COME)
    section("What will never stand here")
    bullets(NEVER)
    section("Who makes a release" if ask.role == "manager" else "Whom to ask")
    prose(*(TO_A_MANAGER if ask.role == "manager" else TO_AN_ADVOCATE))
    to_page("about-the-numbers", "About the numbers")
