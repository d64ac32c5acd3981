"""Rows of stacked bars with their words above: people waiting by days, kind or team, and aftercare by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.shared.charts.look import CHART_HEIGHT, Palette, framed
from pages.shared.charts.segments import Segment, add_key, painted

ROW_HEIGHT = 44
"""Pixels: a line of words and a bar, and large enough to hit with a finger."""
BAR = 0.4
"""Share of a row that its bar takes; the words stand above it."""


@dataclass(frozen=True)
class BarRow:
    """One row: its code, its name, its number in bold, the rest of its words, what is said on hovering, its bar."""

    code: str
    name: str
    number: str
    rest: str
    hover: str
    segments: tuple[Segment, ...]


def bar_rows(
    rows: Sequence[BarRow], palette: Palette, *, key: Sequence[tuple[str, Segment]] = (), chosen: str | None = None
) -> go.Figure:
    """The rows, top to bottom. A click anywhere in a row gives its code as customdata; the chosen one is outlined."""
    longest = max([1, *(sum(part.number for part in row.segments) for row in rows)])
    places = list(range(len(rows)))
    figure = go.Figure()
    for layer in zip(*(row.segments for row in rows), strict=True):
        figure.add_bar(
            x=[part.number for part in layer],
            y=[place + 0.2 for place in places],
            width=BAR,
            orientation="h",
            marker=painted(layer, palette),
            hoverinfo="skip",
        )
    # Over it lies a bar as wide as the chart for each row, which nobody sees: what can be pointed at is the whole row.
    figure.add_bar(
        x=[longest] * len(rows),
        y=places,
        base=0,
        width=1,
        orientation="h",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[row.code for row in rows],
        hovertext=[row.hover for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    for place, row in enumerate(rows):
        name = f"<b>{row.name}</b>" if row.code == chosen else row.name
        figure.add_annotation(
            x=0,
            y=place - 0.22,
            text=f"{name} <b>{row.number}</b>  <span style='color:{palette.quiet}'>{row.rest}</span>",
            showarrow=False,
            xanchor="left",
            xshift=-4,
        )
        if row.code == chosen:
            figure.add_shape(
                type="rect",
                x0=0,
                x1=sum(part.number for part in row.segments),
                y0=place + 0.2 - BAR / 2,
                y1=place + 0.2 + BAR / 2,
                line={"color": palette.ink, "width": 2},
            )
    framed(figure, palette, height=max(CHART_HEIGHT, ROW_HEIGHT * len(rows)))
    add_key(figure, key)
    figure.update_layout(barmode="stack", hovermode="closest")
    figure.update_xaxes(visible=False, range=[0, longest * 1.02])
    figure.update_yaxes(visible=False, range=[max(len(rows), 1) - 0.5, -0.5])
    return figure
