"""Speaks to an ASGI app as a server would: one request, or one websocket with what the browser says, all in one go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Scope

HOST = "127.0.0.1:8501"


@dataclass
class Answer:
    """Status, headers (the last of a name wins; cookies apart) and body of one answer."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    body: bytes = b""


def scope_of(kind: str, path: str, headers: Mapping[str, str], *, method: str = "GET", secure: bool = False) -> Scope:
    """What a server tells an app about a request; Host is this machine unless it is given."""
    sent = {"host": HOST, **{name.lower(): value for name, value in headers.items()}}
    path, _, query = path.partition("?")
    schemes = ("https", "wss") if secure else ("http", "ws")
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": schemes[kind == "websocket"],
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8501),
        "subprotocols": [],
    }


def ask(
    app: ASGIApp, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", secure: bool = False
) -> Answer:
    """The answer to one request without a body."""
    return asyncio.run(request(app, path, headers, method=method, secure=secure))


async def request(
    app: ASGIApp, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", secure: bool = False
) -> Answer:
    """The same, for a test that has more going on at once."""
    answer = Answer()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            for name, value in message["headers"]:
                text = value.decode("latin-1")
                answer.headers[name.decode().lower()] = text
                if name.lower() == b"set-cookie":
                    answer.cookies.append(text)
        else:
            answer.body += message.get("body", b"")

    await _call(app, scope_of("http", path, headers or {}, method=method, secure=secure), receive, send)
    return answer


def talk(
    app: ASGIApp,
    says: Sequence[bytes | Callable[[], None]],
    headers: Mapping[str, str] | None = None,
    *,
    path: str = "/_stcore/stream",
    secure: bool = False,
    leaves: bool = True,
) -> list[Message]:
    """What the app sends over a websocket. says: messages of the browser in order; a function is run in between.

    leaves: whether the browser goes when it has said all; else it stays silent until the app closes.
    """
    sent: list[Message] = []
    waiting = list(says)
    greeted = False

    async def receive() -> Message:
        nonlocal greeted
        if not greeted:
            greeted = True
            return {"type": "websocket.connect"}
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, bytes):
                return {"type": "websocket.receive", "bytes": one}
            one()
            await asyncio.sleep(0)
        if not leaves:
            await asyncio.Event().wait()
        return {"type": "websocket.disconnect", "code": 1001}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(_call(app, scope_of("websocket", path, headers or {}, secure=secure), receive, send))
    return sent


async def _call(app: ASGIApp, scope: Scope, *ends: object) -> None:
    await asyncio.wait_for(app(scope, *ends), 30)  # type: ignore[arg-type]
