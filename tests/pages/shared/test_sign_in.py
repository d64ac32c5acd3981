"""The form and what it checks: each name as slowly as any other, two at a time, and never what it remembers itself."""

from __future__ import annotations

import threading
from datetime import timedelta
from html import unescape
from pathlib import Path

import bcrypt
import pytest
from streamlit.testing.v1 import AppTest
from streamlit_authenticator.utilities import Hasher

from data.workbook import access_log, accounts
from data.workbook.demo_accounts import PASSWORD
from data.workbook.passwords import NOBODYS_HASH, hashed
from data.workbook.workbook import Workbook
from pages.shared import here, sign_in
from pages.shared.sign_in import BOTH, NO_COOKIE, OUT_OF_ORDER, WRONG, Door
from tests.pages.shared.conftest import points_to_a_snapshot

RIGHT = "right-password-of-kim"


@pytest.fixture
def kim(workbook: Workbook) -> str:
    accounts.add(workbook, "kim", "manager", bcrypt.hashpw(RIGHT.encode(), bcrypt.gensalt(4)).decode(), here.now())
    return "kim"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every password that is checked, and against which hash."""
    found: list[tuple[str, str]] = []

    def check(password: str, known: str) -> bool:
        found.append((password, known))
        return bcrypt.checkpw(password.encode(), known.encode())

    monkeypatch.setattr(Hasher, "check_pw", check)
    return found


def tries(name: str, password: str, address: str = "192.0.2.7") -> Door:
    door = Door(address)
    door.login(name, password)
    return door


def test_the_right_password_admits_the_account_however_its_name_is_typed(kim: str) -> None:
    for typed in ("kim", " Kim ", "KIM"):
        admitted = tries(typed, RIGHT).attempt.account
        assert admitted is not None
        assert (admitted.name, admitted.role) == ("kim", "manager")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("kim", "wrong"),
        ("kim", RIGHT.upper()),
        ("nobody-x", RIGHT),
        ("demo-manager", PASSWORD),
        ("kim' or 1=1 --", "x"),
        ("kim", "x" * 100),
        ("kim", RIGHT + "\0"),
        ("kim", "é" * 40),
        ("k" * 5000, "x"),
        ("\0", "x"),
    ],
)
def test_anything_else_is_refused_in_one_sentence_after_one_check(
    kim: str, checked: list[tuple[str, str]], name: str, password: str
) -> None:
    refused = tries(name, password).attempt
    assert (refused.account, refused.words) == (None, WRONG)
    assert len(checked) == 1, "a refusal that takes no check would tell by its speed"


def test_a_name_that_nobody_has_and_a_disabled_one_are_checked_against_a_hash_as_slow_as_any(
    kim: str, workbook: Workbook, checked: list[tuple[str, str]]
) -> None:
    accounts.disable(workbook, "kim", here.now())
    for name in ("kim", "nobody-x"):
        assert tries(name, RIGHT).attempt.words == WRONG
    assert [known for _, known in checked] == [NOBODYS_HASH, NOBODYS_HASH]
    assert NOBODYS_HASH[:7] == hashed("any password at all")[:7]


def test_without_a_name_or_a_password_nothing_is_checked(kim: str, checked: list[tuple[str, str]]) -> None:
    for name, password in (("", RIGHT), ("kim", ""), ("  ", RIGHT), ("", "")):
        assert tries(name, password).attempt.words == BOTH
    assert checked == []


def test_a_cookie_of_the_form_is_never_believed(kim: str) -> None:
    door = Door("192.0.2.7")
    assert door.login(token={"username": "kim"}) is None
    assert door.attempt.account is None


def test_a_guesser_waits_and_meanwhile_nothing_is_checked(
    kim: str, checked: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = here.now()
    monkeypatch.setattr(here, "now", lambda: moment)
    said = [tries("kim", f"guess {number}").attempt.words for number in range(6)]
    before = len(checked)
    assert said[-1].startswith("Too many tries. Wait ")
    assert tries("kim", RIGHT).attempt.account is None
    assert len(checked) == before
    moment += timedelta(minutes=2)
    assert tries("kim", RIGHT).attempt.account is not None


def test_no_more_than_two_passwords_are_checked_at_once(kim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    checking, go_on = threading.Semaphore(0), threading.Event()

    def check(password: str, known: str) -> bool:
        checking.release()
        assert go_on.wait(30)
        return False

    monkeypatch.setattr(Hasher, "check_pw", check)
    threads = [threading.Thread(target=tries, args=("kim", "x", f"192.0.2.{number}")) for number in range(6)]
    for thread in threads:
        thread.start()
    assert all(checking.acquire(timeout=30) for _ in range(2))
    assert not sign_in.CHECKS.acquire(blocking=False), "a third would be let in"
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert all(checking.acquire(timeout=0) for _ in range(4)), "in the end everybody's password was checked"


def test_who_mistypes_now_and_then_and_gets_in_does_not_wait(kim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = here.now()
    monkeypatch.setattr(here, "now", lambda: moment)
    for _ in range(5):
        assert [tries("kim", "mistyped").attempt.words for _ in range(3)] == [WRONG] * 3
        assert tries("kim", RIGHT).attempt.account is not None


def test_refusals_are_noted_without_what_was_typed(kim: str, workbook: Workbook) -> None:
    before = here.now()
    tries("kim", "wrong")
    tries("my-password-in-the-wrong-box", "x")
    noted = access_log.entries(workbook, since=before, before=here.now() + timedelta(seconds=1))
    assert {(one.account, one.what, one.detail) for one in noted} == {
        ("nobody", "sign_in_refused", "kim"),
        ("nobody", "sign_in_refused", ""),
    }


def page() -> None:
    import streamlit as st

    from pages.shared.sign_in import sign_in

    sign_in("/overdue-follow-ups?team=a", st.session_state.get("visit_number", "this-browser"))


def fill_in(form: AppTest, name: str, password: str) -> str:
    """What the page holds after the button was pressed."""
    form.text_input[0].set_value(name)
    form.text_input[1].set_value(password)
    form.button[0].click().run()
    assert not form.exception
    return words_of(form)


def words_of(form: AppTest) -> str:
    return unescape(" ".join(one.proto.body for one in form.get("html") if "<style>" not in one.proto.body))


@pytest.fixture
def form(place: Path) -> AppTest:
    points_to_a_snapshot(place, synthetic=False)
    drawn = AppTest.from_function(page, default_timeout=30).run()
    assert not drawn.exception
    return drawn


def test_the_form_asks_for_a_name_and_a_password_and_offers_nothing_else(form: AppTest) -> None:
    assert [one.label for one in form.text_input] == ["Name", "Password"]
    assert [one.label for one in form.button] == ["Sign in"]
    assert len(form.get("component_instance")) == 0


def test_a_right_password_sends_the_browser_for_its_session(form: AppTest, kim: str) -> None:
    shown = fill_in(form, "kim", RIGHT)
    assert 'data-to="/session/begin?ticket=' in shown
    assert "&next=%2Foverdue-follow-ups%3Fteam%3Da" in shown
    assert form.session_state["authentication_status"] is None


def test_a_wrong_password_is_said_and_the_form_stays(form: AppTest, kim: str) -> None:
    assert WRONG in fill_in(form, "kim", "wrong")
    assert len(form.text_input) == 2


def test_a_browser_without_cookies_is_told_so(form: AppTest, kim: str) -> None:
    form.session_state["visit_number"] = ""
    shown = fill_in(form, "kim", RIGHT)
    assert NO_COOKIE in shown
    assert "ticket" not in shown


def test_demo_accounts_are_listed_and_honoured_only_while_the_agency_is_synthetic(form: AppTest, place: Path) -> None:
    assert "synthetic" not in words_of(form)
    assert WRONG in fill_in(form, "demo-manager", PASSWORD)
    points_to_a_snapshot(place, synthetic=True)
    form.run()
    listed = words_of(form)
    assert "Nobody in it is real" in listed
    assert all(f"demo-{role}" in listed for role in ("supervisor", "manager", "advocate", "administrator", "deputy"))
    assert "ticket=" in fill_in(form, "demo-manager", PASSWORD)


def test_a_list_of_accounts_that_cannot_be_reached_is_said_politely(
    form: AppTest, kim: str, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here.workbook().close()
    (place / "workbook.sqlite").write_bytes(b"no database at all, in the least" * 200)
    shown = fill_in(form, "kim", RIGHT)
    assert OUT_OF_ORDER in shown
    assert str(place) not in shown
    assert str(place) in caplog.text
    (place / "workbook.sqlite").unlink()
    for left in place.glob("workbook.sqlite-*"):
        left.unlink()
