"""Cumulative flow: what ended, and the stages above it in process order, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from pages.shared.charts.look import CHART_HEIGHT, Palette, framed, stage_colour

NAME_HEIGHT = 17
"""Pixels that a name beside the chart needs."""
TOP = 1.04
"""The scale ends a little above the highest week."""


@dataclass(frozen=True)
class FlowBand:
    """One band: its code, its name, cases on each day, and what is said of each on hovering."""

    stage: str
    name: str
    cases: Sequence[int]
    hover: Sequence[str]


def stage_flow(
    days: Sequence[date], bands: Sequence[FlowBand], ticks: Sequence[tuple[date, str]], palette: Palette, *, height: int
) -> go.Figure:
    """The bands from bottom to top, each with its name at its end. ticks: days that the axis names, and how."""
    areas = [
        go.Scatter(
            x=list(days),
            y=list(band.cases),
            name=band.name,
            stackgroup="all",
            mode="lines",
            line={"color": palette.ink, "width": 0.6},
            fillcolor=band_colour(band.stage, palette),
            hovertext=list(band.hover),
            hovertemplate="%{hovertext}<extra></extra>",
        )
        for band in bands
    ]
    figure = framed(go.Figure(areas), palette, height=max(CHART_HEIGHT, height))
    highest = max([1, *(sum(counts) for counts in zip(*(band.cases for band in bands), strict=True))]) * TOP
    plot_height = figure.layout.height - 44
    return figure.update_layout(
        hovermode="x unified",
        margin={"l": 8, "r": 126, "t": 8, "b": 8},
        xaxis={
            "tickvals": [day for day, _ in ticks],
            "ticktext": [said for _, said in ticks],
            "showgrid": False,
            "hoverformat": "%-d %b %Y",
            "range": [days[0], days[-1]],
        },
        yaxis={"range": [0, highest], "nticks": 5},
        annotations=[
            _name(band, days[-1], middle, (middle - shown_at) / highest * plot_height, palette)
            for band, middle, shown_at in names_beside(bands, highest, plot_height)
        ],
    )


def _name(band: FlowBand, day: date, middle: float, below: float, palette: Palette) -> dict[str, object]:
    """The name beside the end of its band, `below` pixels lower than the middle, with a thin line between."""
    return {
        "x": day,
        "y": middle,
        "text": band.name,
        "showarrow": True,
        "ax": 12,
        "ay": below,
        "arrowhead": 0,
        "arrowwidth": 0.75,
        "arrowcolor": palette.quiet,
        "xanchor": "left",
        "font": {"size": 13, "color": palette.ink},
    }


def band_colour(stage: str, palette: Palette) -> str:
    """What has ended has left the scale of stages: the ground shows through."""
    return "rgba(0,0,0,0)" if stage == "ended" else stage_colour(stage, palette)


def names_beside(bands: Sequence[FlowBand], highest: float, plot_height: float) -> list[tuple[FlowBand, float, float]]:
    """Each band with the middle of its end and where its name stands: as near as names do not touch, in the same order.

    Bands that end with nobody in them have no name. Heights are in cases.
    """
    middles, floor = [], 0.0
    for band in bands:
        if band.cases[-1] > 0:
            middles.append((band, floor + band.cases[-1] / 2))
        floor += band.cases[-1]
    apart = NAME_HEIGHT * highest / plot_height
    places: list[float] = []
    for _, middle in middles:
        places.append(max(middle, places[-1] + apart) if places else max(middle, apart / 2))
    ceiling = highest
    for number in reversed(range(len(places))):
        places[number] = min(places[number], ceiling - apart / 2)
        ceiling = places[number] - apart / 2
    return [(band, middle, place) for (band, middle), place in zip(middles, places, strict=True)]
