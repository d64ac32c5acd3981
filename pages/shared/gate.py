"""The gate round the whole server: without a session only the sign-in form passes, and a page ends with its session."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shared.cookies import SESSION, VISIT, fingerprint, new_visit, read_cookie, setting
from pages.shared.headers import guarded
from pages.shared.open_doors import OpenDoors
from pages.shared.open_page import REFUSED, OpenPage, Sessions
from pages.shared.plain_page import plain_page
from pages.shared.surface import END, SOCKET, Kind, kind_of

LOG = logging.getLogger("caseboard")
OURS = b"x-caseboard-"
"""Headers that the gate alone sets for the app: whatever a browser sends under such a name is dropped."""
READER, TOKEN, VISITOR = "X-Caseboard-Reader", "X-Caseboard-Session", "X-Caseboard-Visit"
"""Whose page it is (a fingerprint: Streamlit gives a page that reconnects to no other), and the two cookies."""


class Gate:
    """ASGI middleware. hosts: gives the host names this server answers to, `*.` for any below; none: any name."""

    def __init__(self, app: ASGIApp, sessions: Sessions, doors: OpenDoors, hosts: Callable[[], Sequence[str]]) -> None:
        self.app, self.sessions, self.doors, self.hosts = app, sessions, doors, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._open(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind, secure = kind_of(scope["path"]), is_secure(scope)
        token = read_cookie(scope["headers"], SESSION, secure=secure)
        is_first_visit = kind is Kind.SHELL and read_cookie(scope["headers"], VISIT, secure=secure) is None

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = guarded(message.get("headers", ()), kind)
                name = file_in(headers) if kind is Kind.MEDIA and scope["method"] == "GET" else None
                if name is not None and token is not None:
                    await run_sync(self.sessions.takes, token, name)
                headers += [setting(VISIT, new_visit(), secure=secure)] if is_first_visit else []
                message = {**message, "headers": headers}
            await send(message)

        refusal = await self._refusal(scope, kind, token)
        await (refusal or self.app)(scope, receive, guarded_send)

    async def _refusal(self, scope: Scope, kind: Kind, token: str | None) -> Response | None:
        """What is answered in place of what was asked for, or None where it may be had."""
        if not is_our_host(scope, self.hosts()):
            return PlainTextResponse(WRONG_HOST, 421)
        methods = ("POST",) if scope["path"] == END else ("GET", "HEAD")
        if kind in (Kind.CLOSED, Kind.MEDIA):
            if token is None or not await run_sync(self.sessions.is_open, token):
                return plain_page(401, "Sign in first", "What is at this address is for readers who are signed in.")
            if kind is Kind.CLOSED or not self.doors.was_told(fingerprint(token), scope["path"]):
                return plain_page(404, "Nothing is here", "The address is mistyped, or what was here was for another.")
        if scope["method"] not in methods:
            return PlainTextResponse("This cannot be done here.", 405, {"allow": ", ".join(methods)})
        return None

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != SOCKET or not is_our_host(scope, self.hosts()) or not has_our_origin(scope):
            LOG.warning("A page from %.200r was not opened; here is %s", header(scope, b"origin"), _own_origin(scope))
            await send({"type": "websocket.close", "code": REFUSED})
            return
        secure = is_secure(scope)
        token = read_cookie(scope["headers"], SESSION, secure=secure)
        if token is not None and not await run_sync(self.sessions.is_open, token):
            token = None
        visit = read_cookie(scope["headers"], VISIT, secure=secure) or ""
        reader = fingerprint(token) if token is not None else reader_before_sign_in(visit)
        said = {READER: reader, TOKEN: token or "", VISITOR: visit}
        page = OpenPage(self.sessions, self.doors, reader, token, receive, send)
        await page.serve(lambda receive, send: self.app(introduced(scope, said), receive, send))


WRONG_HOST = (
    "This server does not answer to that name. Whoever runs it can add the name to server.allowedHosts "
    "in .streamlit/config.toml; nothing was shown."
)


def reader_before_sign_in(visit: str) -> str:
    """Whose pages those are that a browser has open before anybody signs in there."""
    return fingerprint(f"before sign-in {visit}")


def introduced(scope: Scope, said: dict[str, str]) -> Scope:
    """The same request with our headers in place of any that came with such a name."""
    kept = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(OURS)]
    ours = [(name.lower().encode(), value.encode()) for name, value in said.items()]
    return {**scope, "headers": kept + ours}


def is_secure(scope: Scope) -> bool:
    """Whether the browser came by https, as a proxy on this machine says or the server itself knows."""
    return scope.get("scheme") in {"https", "wss"}


def header(scope: Scope, name: bytes) -> str | None:
    """The one value of a header; None where it is missing or said twice."""
    found = [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]
    return found[0] if len(found) == 1 else None


def has_our_origin(scope: Scope) -> bool:
    """Whether a page of this very server opens the websocket. Streamlit would let in a missing origin and any port."""
    return header(scope, b"host") is not None and header(scope, b"origin") == _own_origin(scope)


def _own_origin(scope: Scope) -> str:
    return f"{'https' if is_secure(scope) else 'http'}://{header(scope, b'host')}"


def file_in(headers: list[tuple[bytes, bytes]]) -> str | None:
    """The name of the file that an answer gives to keep, in letters that the access log takes; None: it gives none."""
    given = dict(headers).get(b"content-disposition", b"").decode("latin-1")
    named = re.search(r"filename\*?=\"?(?:utf-8'')?([^\"]+)", given)
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", named[1])[:100] if named else None


def is_our_host(scope: Scope, hosts: Sequence[str]) -> bool:
    """Whether the server answers to the name it is asked by: a foreign name may be made to point at this machine."""
    if not hosts or "*" in hosts:
        return True
    try:
        name = urlsplit(f"//{header(scope, b'host') or ''}").hostname or ""
    except ValueError:
        return False
    below = tuple(host[1:].lower() for host in hosts if host.startswith("*."))
    return name in {host.lower() for host in hosts} or name.endswith(below or ("\0",))
