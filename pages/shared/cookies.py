"""The two cookies: who is signed in, and which browser a sign-in began in. No script can read either."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

from starlette.requests import cookie_parser

SESSION = "caseboard_session"
VISIT = "caseboard_visit"
"""A random number given before sign-in: a ticket opens a session only in the browser that has it."""
LONGEST = 200
"""No cookie of ours is longer; a longer one is not looked up."""


def cookie_name(cookie: str, *, secure: bool) -> str:
    """Its name on the wire. Under https the prefix makes browsers refuse one set by http or by a sister host."""
    return f"__Host-{cookie}" if secure else cookie


def read_cookie(headers: Iterable[tuple[bytes, bytes]], cookie: str, *, secure: bool) -> str | None:
    """The value a request brought, or None where it brought none or nonsense."""
    sent = "; ".join(value.decode("latin-1") for name, value in headers if name.lower() == b"cookie")
    value = cookie_parser(sent).get(cookie_name(cookie, secure=secure), "")
    return value if value and len(value) <= LONGEST and value.isascii() else None


def setting(cookie: str, value: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The header that sets a cookie until the browser closes; an empty value removes it."""
    parts = [f"{cookie_name(cookie, secure=secure)}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts += ["Secure"] if secure else []
    parts += [] if value else ["Max-Age=0"]
    return b"set-cookie", "; ".join(parts).encode("latin-1")


def new_visit() -> str:
    """256 random bits for a browser that has no visit cookie yet."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """What may be kept in memory in place of a cookie's value."""
    return sha256(secret.encode()).hexdigest()
