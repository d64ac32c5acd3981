"""What the server does around its pages: it warms up before the first reader, and says plainly when a page failed."""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from html import escape
from importlib import import_module

import streamlit as st
from anyio.to_thread import run_sync
from streamlit import config
from streamlit.runtime.scriptrunner_utils import script_run_context

from data.store import StoreError
from data.workbook.demo_accounts import demo_hash
from pages.shared import here
from pages.shared.pages import PAGES
from queries.ask import ask, questions
from queries.reader import default_rules
from queries.scope import FULL_REACH, Scope

LOG = logging.getLogger("caseboard")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def hosts() -> Sequence[str]:
    """The names this server answers to: those of the configuration, else, on the loopback, this machine's."""
    named: Sequence[str] = config.get_option("server.allowedHosts")
    return named or (THIS_MACHINE if config.get_option("server.address") in THIS_MACHINE else ())


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Everything slow happens before the first reader comes: imports, the first lease, the first question."""
    written = logging.StreamHandler()
    written.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(written)
    LOG.propagate = False
    await run_sync(warm_up)
    yield
    with suppress(StoreError):
        here.workbook().close()


def warm_up() -> None:
    """Load every page, open store and workbook, answer one question. What is wrong is logged; the server starts."""
    # Parts of the sign-in form complain when they are loaded outside a page's run, which is harmless here.
    logging.getLogger(script_run_context.__name__).setLevel(logging.ERROR)
    import_module("pages.shared.sign_in")
    for entry in PAGES:
        try:
            import_module(entry.module)
        except Exception:  # One page that cannot be loaded must not keep readers from the others.
            LOG.exception("The page %s cannot be loaded", entry.title)
    try:
        here.workbook()
        if here.demo_allowed():
            demo_hash()
        with here.store().lease() as snapshot:
            day = snapshot.info.data_date
            ask(snapshot, "teams", Scope(FULL_REACH, data_date=day, as_of=day, compare=day, rules=default_rules()))
    except StoreError as problem:
        LOG.error("Caseboard starts, but readers will be told that it has nothing to show. %s", problem)
    questions()
    # Streamlit collects garbage after every run of a page. What was loaded up to here stays anyway: looking through it
    # each time would cost every reader a tenth of a second.
    gc.collect()
    gc.freeze()


def said_politely(problem: Exception) -> bool:
    """Streamlit has logged what went wrong; give it a number, and the reader that number and nothing else."""
    number = secrets.token_hex(3)
    LOG.error("A page failed (%s): %s. Where it failed stands in the lines before.", number, type(problem).__name__)
    sentence = (
        "This page could not be drawn. Nothing was changed or lost. Choose another page, or load this one again; "
        f"if it fails again, tell whoever looks after Caseboard the number {number}."
    )
    st.html(f'<p class="cb-answer" role="alert">{escape(sentence)}</p>')
    return True
