"""Cases per stage as bars in process order, with an upright mark for the number compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.shared.charts.look import CHART_HEIGHT, Palette, framed, stage_colour

ROW_HEIGHT = 40
"""Pixels: a line of words and a bar, and large enough to hit with a finger."""
BAR = 0.42
"""Share of a row that its bar takes; the words stand above it."""


@dataclass(frozen=True)
class StageBar:
    """One stage: its code, cases now and then (None = not recorded), its words above the bar and on hovering."""

    stage: str
    cases: int | None
    cases_then: int | None
    name: str
    number: str
    change: str
    hover: str


def stage_bars(bars: Sequence[StageBar], palette: Palette, *, chosen: str | None = None) -> go.Figure:
    """The bars, top to bottom. A click anywhere in a row gives its stage as customdata; the chosen one is marked."""
    longest = max([1, *(number for bar in bars for number in (bar.cases, bar.cases_then) if number)])
    rows = list(range(len(bars)))
    then = [(row, bar.cases_then) for row, bar in zip(rows, bars, strict=True) if bar.cases_then is not None]
    lengths = go.Bar(
        x=[bar.cases for bar in bars],
        y=[row + 0.2 for row in rows],
        width=BAR,
        orientation="h",
        marker={
            "color": [stage_colour(bar.stage, palette) for bar in bars],
            "line": {"color": palette.ink, "width": [2 if bar.stage == chosen else 0.75 for bar in bars]},
        },
        hoverinfo="skip",
    )
    marks = go.Scatter(
        x=[number for _, number in then],
        y=[row + 0.2 for row, _ in then],
        mode="markers",
        marker={"symbol": "line-ns", "size": 15, "line": {"color": palette.ink, "width": 2}},
        hoverinfo="skip",
    )
    # Over them lies a bar as wide as the chart in each row, which nobody sees: what can be pointed at is the whole row.
    whole_rows = go.Bar(
        x=[longest] * len(bars),
        y=rows,
        width=1,
        orientation="h",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[bar.stage for bar in bars],
        hovertext=[bar.hover for bar in bars],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    figure = framed(go.Figure([lengths, marks, whole_rows]), palette, height=max(CHART_HEIGHT, ROW_HEIGHT * len(bars)))
    return figure.update_layout(
        barmode="overlay",
        hovermode="closest",
        margin={"l": 2, "r": 8, "t": 0, "b": 0},
        xaxis={"visible": False, "range": [0, longest * 1.02]},
        yaxis={"visible": False, "range": [len(bars) - 0.5, -0.5]},
        annotations=[
            _label(row, bar, palette, is_chosen=bar.stage == chosen) for row, bar in zip(rows, bars, strict=True)
        ],
    )


def _label(row: int, bar: StageBar, palette: Palette, *, is_chosen: bool) -> dict[str, object]:
    name = f"<b>{bar.name}</b>" if is_chosen else bar.name
    number = f" <b>{bar.number}</b>" if bar.number else ""
    return {
        "x": 0,
        "y": row - 0.27,
        "text": f"{name}{number}  <span style='color:{palette.quiet}'>{bar.change}</span>",
        "showarrow": False,
        "xanchor": "left",
        "xshift": -4,
    }
