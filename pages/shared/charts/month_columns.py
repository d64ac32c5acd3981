"""Months side by side, each a column of what came of what was due in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.shared.charts.look import Palette, framed
from pages.shared.charts.segments import Segment, add_key, painted


@dataclass(frozen=True)
class MonthColumn:
    """One month: its code, the label under it, what is said on hovering, its parts from the bottom up."""

    code: str
    label: str
    hover: str
    segments: tuple[Segment, ...]


def month_columns(
    columns: Sequence[MonthColumn],
    palette: Palette,
    *,
    key: Sequence[tuple[str, Segment]] = (),
    chosen: str | None = None,
) -> go.Figure:
    """The months from left to right. A click anywhere in one gives its code as customdata; the chosen is marked."""
    highest = max([1, *(sum(part.number for part in column.segments) for column in columns)])
    places = list(range(len(columns)))
    figure = go.Figure()
    for layer in zip(*(column.segments for column in columns), strict=True):
        figure.add_bar(
            x=places,
            y=[part.number for part in layer],
            width=0.7,
            marker=painted(layer, palette),
            hoverinfo="skip",
        )
    figure.add_bar(
        x=places,
        y=[highest] * len(columns),
        base=0,
        width=1,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[column.code for column in columns],
        hovertext=[column.hover for column in columns],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    for place, column in enumerate(columns):
        if column.code == chosen:
            figure.add_shape(
                type="rect",
                x0=place - 0.35,
                x1=place + 0.35,
                y0=0,
                y1=sum(part.number for part in column.segments),
                line={"color": palette.ink, "width": 2},
            )
    framed(figure, palette)
    add_key(figure, key)
    figure.update_layout(barmode="stack", hovermode="closest")
    figure.update_xaxes(showgrid=False, tickvals=places, ticktext=[column.label for column in columns])
    figure.update_yaxes(range=[0, highest * 1.04])
    return figure
