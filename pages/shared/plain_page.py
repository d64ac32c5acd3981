"""A page of a few words, for what is said before or beside the app: no script, nothing to load."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from pages.shared.charts.look import DARK, LIGHT, TYPEFACE

STYLE = (
    f"body{{font:18px/1.5 {TYPEFACE};max-width:34em;margin:18vh auto;padding:0 1rem;"
    f"background:{LIGHT.ground};color:{LIGHT.ink}}}a{{color:{LIGHT.control}}}h1{{font-size:28px}}"
    f"@media(prefers-color-scheme:dark){{body{{background:{DARK.ground};color:{DARK.ink}}}a{{color:{DARK.control}}}}}"
)


def plain_page(status: int, title: str, sentence: str) -> HTMLResponse:
    """What happened, what to do, and the way to the first page."""
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} · Caseboard</title><style>{STYLE}</style>"
        f'<h1>{escape(title)}</h1><p>{escape(sentence)}</p><p><a href="/">Go to Caseboard</a></p></html>',
        status_code=status,
    )
