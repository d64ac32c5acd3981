"""Without a release an advocate is told why there is nothing, what will come and whom to ask; no number is shown."""

from __future__ import annotations

import re

from tests.pages.drawn import drawn, fake_ask, html, words
from tests.queries.probe import reader


def test_no_question_is_asked_and_no_number_is_shown_before_a_release() -> None:
    at = drawn("pages.evidence.evidence_brief", fake_ask({}, role="advocate", reach=reader()))
    told = words(at)
    assert "Nothing has been released yet" in told
    assert not re.search(r"\d", told)


def test_an_advocate_is_told_why_what_will_come_and_whom_to_ask() -> None:
    at = drawn("pages.evidence.evidence_brief", fake_ask({}, role="advocate", reach=reader()))
    told = words(at)
    for heading in ("Why there is nothing here", "What will stand here", "What will never stand here", "Whom to ask"):
        assert heading in told
    assert 'href="about-the-numbers"' in html(at)


def test_a_manager_is_not_told_to_ask_a_manager_but_to_send_nothing_else_in_its_place() -> None:
    told = words(drawn("pages.evidence.evidence_brief", fake_ask({}, role="manager")))
    assert "Ask a manager" not in told
    assert "send no number from another page in its place" in told
