"""The script of every run: who is here, which pages are theirs, and the one that was asked for."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from html import escape
from importlib import import_module
from urllib.parse import urlencode

import streamlit as st

from data.store import StoreError
from data.workbook.people import Account
from pages.shared import here, words
from pages.shared.ask import asking
from pages.shared.gate import TOKEN, VISITOR
from pages.shared.pages import LANDING, PAGES, WORKERS_OF_CASES, PageEntry
from pages.shared.parts import headline, palette
from pages.shared.sign_in import door_style, sign_in
from pages.shared.style import style
from pages.shared.surface import END
from queries.answer import AnswerError
from queries.reader import reach_of, rules_in_force
from queries.scope import ScopeError

LOG = logging.getLogger("caseboard")
NO_DATA = (
    "Caseboard cannot read its data just now, so there is nothing to show. Nothing is lost. "
    "Tell whoever looks after Caseboard at your agency."
)


def run() -> None:
    """One run. Who is here is looked up each time: an open page may outlive its session, or the role it had."""
    token = _from_gate(TOKEN)
    session = here.signed_in(token)
    account = session.account if session else None
    if account is None:
        st.set_page_config(page_title="Sign in · Caseboard")
        page = st.navigation(_nothing_but_the_form(), position="hidden")
    else:
        page = st.navigation(_sections(account, token))
        st.set_page_config(page_title=f"{page.title} · Caseboard", layout="wide")
        _who_is_here(account)
    page.run()


def _nothing_but_the_form() -> dict[str, list[st.Page]]:
    """The form at every address: at one that is not registered, Streamlit says over it that there is no such page."""
    pages = [_page(entry, partial(_form, f"/{entry.url_path}")) for entry in PAGES]
    return {"": [_first_page(partial(_form, "/")), *pages]}


def _sections(account: Account, token: str) -> dict[str, list[st.Page]]:
    """The role's pages by section. Every other address too: it says whose page it is, and its module is never run."""
    sections: dict[str, list[st.Page]] = defaultdict(list)
    for entry in PAGES:
        is_theirs = account.role in entry.roles
        body = partial(_draw, entry, account, token) if is_theirs else partial(_not_theirs, entry, account)
        is_listed = is_theirs and entry.in_menu
        sections[entry.section if is_listed else ""].append(_page(entry, body, is_listed=is_listed))
    landing = next(one for pages in sections.values() for one in pages if one.url_path == LANDING[account.role])
    sections[""].append(_first_page(lambda: st.switch_page(landing)))
    return sections


def _page(entry: PageEntry, body: Callable[[], None], *, is_listed: bool = False) -> st.Page:
    visibility = "visible" if is_listed else "hidden"
    return st.Page(body, title=entry.title, url_path=entry.url_path, visibility=visibility)


def _first_page(body: Callable[[], None]) -> st.Page:
    return st.Page(body, title="Caseboard", url_path="first", default=True, visibility="hidden")


def _draw(entry: PageEntry, account: Account, token: str) -> None:
    reach = reach_of(account, here.today())

    def is_still() -> bool:
        session = here.signed_in(token, is_used=False)
        return session is not None and reach_of(session.account, here.today()) == reach

    try:
        rules = rules_in_force(here.workbook(), here.today())
        with asking(here.store(), reach, rules, account.role, partial(here.note, account.name), is_still) as ask:
            if entry.roles == WORKERS_OF_CASES and st.session_state.get("page_noted") != entry.url_path:
                ask.note("opened", entry.url_path)
            st.session_state["page_noted"] = entry.url_path
            import_module(entry.module).page(ask)
    except (AnswerError, ScopeError) as problem:
        LOG.warning("%s: %s", entry.url_path, problem)
        st.html(f'<p class="cb-alert" role="alert">{escape(str(problem))}</p>')
    except StoreError as problem:
        LOG.error("%s: %s", entry.url_path, problem)
        _say(entry.title, str(problem) if account.role == "administrator" else NO_DATA)


def _not_theirs(entry: PageEntry, account: Account) -> None:
    roles = words.joined([f"{role}s" for role in entry.roles])
    _say(entry.title, f"This page is for {roles}. You are signed in as {account.name}, {_a(account.role)}.")


def _say(title: str, sentence: str) -> None:
    st.html(style(palette()))
    st.title(title, anchor=False)
    headline(sentence)


def _who_is_here(account: Account) -> None:
    with st.sidebar:
        st.html(
            f'{door_style()}<div class="cb-here"><p>{escape(account.name)}<br><span>{account.role}</span></p>'
            f'<form method="post" action="{END}"><button class="cb-out">Sign out</button></form></div>'
        )


def _form(address: str) -> None:
    choices = urlencode([(name, one) for name in st.query_params for one in st.query_params.get_all(name)])
    sign_in(f"{address}?{choices}" if choices else address, _from_gate(VISITOR))


def _from_gate(name: str) -> str:
    """What the gate says about this page, or nothing: where there is no gate, nobody is signed in."""
    said = st.context.headers.get(name)
    return said if isinstance(said, str) else ""


def _a(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


run()
