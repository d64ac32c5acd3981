"""Signing in and out at the server: a ticket becomes a session cookie, and signing out closes every open page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.workbook import sessions
from data.workbook.sessions import Session
from pages.shared import here
from pages.shared.cookies import SESSION, VISIT, fingerprint, new_visit, read_cookie, setting
from pages.shared.gate import has_our_origin, is_secure, reader_before_sign_in
from pages.shared.open_doors import OpenDoors
from pages.shared.pages import LANDING
from pages.shared.plain_page import plain_page
from pages.shared.surface import BEGIN, END, SHELLS

LONGEST_ADDRESS = 2000
OTHER_TABS_AFTER = 2.0
"""Seconds after which forms in other tabs are loaded anew: by then the tab that signs in has left its own form."""


def begin_address(ticket: str, wanted: str) -> str:
    """Where the browser goes with its ticket. wanted: the page it asked for, with its choices."""
    return f"{BEGIN}?{urlencode({'ticket': ticket, 'next': wanted})}"


def local_address(wanted: str) -> str:
    """A page of ours with its choices, spelled anew; the first page for anything else, wherever it would have led."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    if len(wanted) > LONGEST_ADDRESS or parts.scheme or parts.netloc or parts.path not in SHELLS:
        return "/"
    choices = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.path}?{choices}" if choices else parts.path


def session_routes(doors: OpenDoors) -> Sequence[Route]:
    """The two addresses that change who is signed in."""

    async def begin(request: Request) -> Response:
        secure = is_secure(request.scope)
        visit = read_cookie(request.scope["headers"], VISIT, secure=secure)
        former = read_cookie(request.scope["headers"], SESSION, secure=secure)
        wanted = local_address(request.query_params.get("next", "/"))
        opened = await run_sync(_opened, request.query_params.get("ticket", ""), visit or "", former)
        if opened is None:
            return plain_page(403, "Please sign in again", "This sign-in took too long, or was used before.")
        token, session = opened
        if former is not None and former != token:
            doors.close(fingerprint(former))
        answer = RedirectResponse(wanted if wanted != "/" else f"/{LANDING[session.account.role]}", 303)
        answer.raw_headers.append(setting(SESSION, token, secure=secure))
        # The number of before is known to whoever may have planted it; the next sign-in gets another.
        answer.raw_headers.append(setting(VISIT, new_visit(), secure=secure))
        asyncio.get_running_loop().call_later(OTHER_TABS_AFTER, doors.close, reader_before_sign_in(visit or ""))
        return answer

    async def end(request: Request) -> Response:
        if not has_our_origin(request.scope):
            return plain_page(403, "You are still signed in", "This came from another place than a page of Caseboard.")
        secure = is_secure(request.scope)
        token = read_cookie(request.scope["headers"], SESSION, secure=secure)
        if token is not None:
            await run_sync(_ended, token)
            doors.close(fingerprint(token), leads_to="/")
        answer = RedirectResponse("/", 303)
        answer.raw_headers.append(setting(SESSION, "", secure=secure))
        return answer

    return [Route(BEGIN, begin, methods=["GET"]), Route(END, end, methods=["POST"])]


def _opened(ticket: str, visit: str, former: str | None) -> tuple[str, Session] | None:
    """The session that a ticket opens, with its cookie. A browser that comes twice with a ticket keeps what it has."""
    token = sessions.redeem(here.workbook(), ticket, visit, here.now(), demo_allowed=here.demo_allowed())
    if token is not None and former is not None:
        sessions.end(here.workbook(), former)
    token = token or former
    session = here.signed_in(token) if token is not None else None
    if token is None or session is None:
        return None
    if token != former:
        here.note(session.account.name, "signed_in")
    return token, session


def _ended(token: str) -> None:
    session = here.signed_in(token, is_used=False)
    sessions.end(here.workbook(), token)
    if session is not None:
        here.note(session.account.name, "signed_out")
