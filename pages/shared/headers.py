"""What every answer of the server tells the browser not to do."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit

from pages.shared.surface import Kind

SHELL_FILE = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
GO = "window.location.replace(document.getElementById('cb-go').dataset.to)"
"""The only script of ours: where to is in the page beside it, so that the policy can name the script by its hash."""

ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Addresses hold case keys: no other place is told where a reader came from. With `no-referrer` our own server would
    # not be told either, and could not know that it is one of its pages that signs somebody out.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()",
    ),
)
NOT_KEPT = (b"cache-control", b"no-store")


def guarded(headers: Iterable[tuple[bytes, bytes]], kind: Kind) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, with ours in place of any of the same name. Only what is public may be kept."""
    ours = [*ALWAYS, (b"content-security-policy", policy()), *([] if kind is Kind.STATIC else [NOT_KEPT])]
    replaced = {name for name, _ in ours} | {b"access-control-allow-origin"}
    return [(name, value) for name, value in headers if name.lower() not in replaced] + ours


@cache
def policy() -> bytes:
    """The content security policy: scripts by file or by hash, nothing from elsewhere, no page around this one."""
    own = INLINE_SCRIPT.findall(SHELL_FILE.read_text(encoding="utf-8"))
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *(_hash(script) for script in [*own, GO])]),
        # Streamlit writes styles into the page as it draws; they differ with every element.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items()).encode()


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
