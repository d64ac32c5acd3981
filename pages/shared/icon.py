"""The picture on the browser's tab, at the address where Streamlit would have its own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.shared.charts.look import LIGHT

LINES = "".join(f'<rect x="7" y="{7 + 7 * row}" width="{18 - 5 * row}" height="4" rx="1"/>' for row in range(3))
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    f'<rect width="32" height="32" rx="6" fill="{LIGHT.control}"/><g fill="{LIGHT.ground}">{LINES}</g></svg>'
)


def icon() -> Route:
    """Three lines of a list, in the colour of the controls."""

    async def drawn(_: Request) -> Response:
        return Response(PICTURE, media_type="image/svg+xml")

    return Route("/favicon.png", drawn)
