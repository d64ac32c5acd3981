"""The sign-in form: streamlit-authenticator's form and its check of a password, with what both lack."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from threading import BoundedSemaphore
from types import SimpleNamespace

import streamlit as st
from streamlit_authenticator import Authenticate
from streamlit_authenticator.controllers import AuthenticationController

from data.store import StoreError
from data.workbook import accounts, sessions, throttle
from data.workbook.access_log import NOBODY
from data.workbook.demo_accounts import PASSWORD, demo_accounts
from data.workbook.passwords import LONGEST_BYTES
from data.workbook.people import Account
from pages.shared import here, words
from pages.shared.headers import GO
from pages.shared.parts import palette
from pages.shared.session_routes import begin_address
from pages.shared.style import style

LOG = logging.getLogger("caseboard")
CHECKS = BoundedSemaphore(2)
"""A check keeps a core busy for a third of a second: more than two at once would stop everybody else's pages."""
NOBODYS_PASSWORD = "-"  # noqa: S105
"""Too short for any account. It is checked in place of what bcrypt cannot read, so that this takes as long."""
LABELS = {"Form name": "Sign in", "Username": "Name", "Password": "Password", "Login": "Sign in"}
WRONG = (
    "That name and that password do not go together. Check both and try again. "
    "Whoever looks after Caseboard at your agency can give you a new password."
)
NO_COOKIE = (
    "Your browser keeps no cookie from this address, so it cannot stay signed in. Allow it and load the page anew."
)
BOTH = "Type your name and your password."
OUT_OF_ORDER = (
    "Nobody can sign in just now, because Caseboard cannot reach its list of accounts. Nothing is lost. "
    "Tell whoever looks after Caseboard; what is wrong stands in the server's log."
)


@dataclass
class Attempt:
    """What came of one press of the button: an account, or the words to say."""

    account: Account | None = None
    words: str = ""


class Door(AuthenticationController):
    """The form's check, of one account at a time: slowed down for guessers, and as slow for a name that nobody has."""

    def __init__(self, address: str) -> None:
        super().__init__({"usernames": {}}, auto_hash=False)
        self.address, self.attempt = address, Attempt()

    def login(self, username: str | None = None, password: str | None = None, *_: object, **__: object) -> bool | None:
        """True for the right password. There is no other way in: what the form kept in a cookie (`token`) is none."""
        name = accounts.as_name(username or "")
        if not name or not password:
            self.attempt = Attempt(words=BOTH)
            return None
        wait = throttle.admit(here.workbook(), name, self.address, here.now())
        if wait:
            self.attempt = Attempt(words=f"Too many tries. Wait {words.count(wait, 'second')}, then try again.")
            return False
        demo_allowed = here.demo_allowed()
        account = accounts.find(here.workbook(), name, demo_allowed=demo_allowed)
        known = accounts.password_hash(here.workbook(), name, demo_allowed=demo_allowed)
        readable = len(password.encode()) <= LONGEST_BYTES and "\0" not in password
        self.authentication_model.credentials["usernames"] = {name: {"password": known}}
        with CHECKS:
            is_right = super().login(name, password if readable else NOBODYS_PASSWORD)
        if not is_right or account is None:
            self.attempt = Attempt(words=WRONG)
            here.note(NOBODY, "sign_in_refused", account.name if account else "")
            return False
        throttle.succeeded(here.workbook(), name, self.address, here.now())
        self.attempt = Attempt(account=account)
        return True


class Form(Authenticate):
    """The form alone. The original would also put a frame into the page, only to read and write its own cookie."""

    def __init__(self, door: Door) -> None:
        self.path, self.attrs = None, {"login_sleep_time": 0}
        self.authentication_controller = door
        # Its cookie would keep a reader signed in: scripts could read it, and it stayed valid after signing out.
        self.cookie_controller = SimpleNamespace(get_cookie=lambda: None, set_cookie=lambda: None)


def sign_in(wanted: str, visit: str) -> None:
    """Draw the form; with the right password the browser is sent for its session, then to the page it wanted.

    wanted: that page, with its choices. visit: the number in the cookie of before sign-in, which the ticket needs.
    """
    st.html(style(palette()) + door_style())
    st.html('<h1 class="cb-door">Caseboard</h1><p>For people who supervise social work</p>')
    try:
        attempt = _form()
        if attempt.account is not None and visit:
            ticket = sessions.issue_ticket(here.workbook(), attempt.account, visit, here.now())
            _send(begin_address(ticket, wanted))
            return
    except StoreError as problem:
        LOG.error("Nobody can sign in. %s", problem)
        attempt = Attempt(words=OUT_OF_ORDER)
    said = attempt.words or ("" if attempt.account is None else NO_COOKIE)
    if said:
        st.html(f'<p class="cb-alert" role="alert">{escape(said)}</p>')
    if here.demo_allowed():
        _demo()


@cache
def door_style() -> str:
    """The look of the form, and of the way out in the menu."""
    return f"<style>{(Path(__file__).parent / 'door.css').read_text(encoding='utf-8')}</style>"


def _form() -> Attempt:
    address = st.context.ip_address
    door = Door(address if isinstance(address, str) else "this machine")
    # What the form remembers of an attempt is never believed, and would hide the form.
    st.session_state["authentication_status"] = None
    Form(door).login(fields=LABELS, key="sign_in_form")
    st.session_state["authentication_status"] = None
    return door.attempt


def _send(address: str) -> None:
    """Load another address, by the one script that the content policy knows."""
    st.html(
        f'<p id="cb-go" data-to="{escape(address)}">Signing you in …</p><script>{GO}</script>',
        unsafe_allow_javascript=True,
    )


def _demo() -> None:
    rows = "".join(f'<tr><td class="cb-key">{one.name}</td><td>{_sees(one)}</td></tr>' for one in demo_accounts())
    st.html(
        '<div class="cb-demo"><h2 class="cb-section">A synthetic agency</h2>'
        '<p class="cb-quiet">Nobody in it is real. Any of these names opens it, '
        f'with the password <span class="cb-key">{PASSWORD}</span>.</p>'
        '<table class="cb-table"><caption class="cb-unseen">Names to sign in with</caption>'
        '<thead><tr><th scope="col">Name</th><th scope="col">Sees</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


SEES = {
    "manager": "all teams, row by row",
    "advocate": "released numbers only, never a row",
    "administrator": "import findings; no case",
}


def _sees(account: Account) -> str:
    stands_in = any(one.role == "deputy" for one in account.memberships)
    return SEES.get(account.role) or (
        "two teams: their own, and one they stand in for" if stands_in else "the cases of one team, row by row"
    )
