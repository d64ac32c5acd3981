"""What the server offers at which address: everything that is not named here is closed."""

from __future__ import annotations

from enum import Enum

from pages.shared.pages import PAGES


class Kind(Enum):
    """How an address is guarded.

    SHELL: the page without anything in it, the same for everyone. STATIC: its program and typeface. OPEN: what the
    browser asks before it has a page. MEDIA: a file made for one reader. SESSION: signing in and out. PROBE: the
    browser looking for the server one level too deep, as it does at every address but the first. CLOSED: all the rest.
    """

    SHELL = "shell"
    STATIC = "static"
    OPEN = "open"
    MEDIA = "media"
    SESSION = "session"
    PROBE = "probe"
    CLOSED = "closed"


SOCKET = "/_stcore/stream"
BEGIN = "/session/begin"
END = "/session/end"
MEDIA = "/media/"
STATIC = "/static/"
OPEN = frozenset({"/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config"})
SHELLS = frozenset({"/", *(f"/{entry.url_path}" for entry in PAGES)})
PROBES = frozenset(f"{shell}/_stcore/{asked}" for shell in SHELLS - {"/"} for asked in ("health", "host-config"))


def kind_of(path: str) -> Kind:
    """What stands at a decoded path. One that tries to climb (`/static/../media/x`) is closed."""
    if ".." in path or "\\" in path or "//" in path or "\0" in path:
        return Kind.CLOSED
    if path in SHELLS:
        return Kind.SHELL
    if path in OPEN:
        return Kind.OPEN
    if path in (BEGIN, END):
        return Kind.SESSION
    if path in PROBES:
        return Kind.PROBE
    if path.startswith(STATIC):
        return Kind.STATIC
    return Kind.MEDIA if path.startswith(MEDIA) else Kind.CLOSED
