"""On time, week by week: a plain line with its numbers, and hollow points where notes may still be coming in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from pages.shared.charts.look import Palette, framed

EVERY = 5
"""One label of a date in so many weeks: as many as fit a phone."""


@dataclass(frozen=True)
class Week:
    """One week: its last day, the share on time (None = nothing was due), its words, and whether its notes are in."""

    to_on: date
    share: float | None
    due: int
    label: str
    hover: str
    is_settled: bool


def on_time_line(weeks: Sequence[Week], palette: Palette) -> go.Figure:
    """The line from the oldest week to the newest, from 0 to 100 %; a week in which nothing was due is a gap."""
    figure = go.Figure()
    figure.add_scatter(
        x=[week.to_on for week in weeks],
        y=[week.share for week in weeks],
        mode="lines+markers",
        connectgaps=False,
        line={"color": palette.met, "width": 2},
        marker={
            "size": 9,
            "color": [palette.met if week.is_settled else palette.ground for week in weeks],
            "line": {"color": palette.met, "width": 2},
        },
        hovertext=[week.hover for week in weeks],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    last = next((week for week in reversed(weeks) if week.share is not None), None)
    if last:
        figure.add_annotation(
            x=last.to_on,
            y=last.share,
            text=f"<b>{last.label}</b>",
            showarrow=False,
            yshift=18,
            xanchor="right",
            xshift=10,
        )
    marked = list(weeks)[len(weeks) % EVERY - 1 :: EVERY] if weeks else []
    framed(figure, palette)
    figure.update_xaxes(
        showgrid=False,
        tickvals=[week.to_on for week in marked],
        ticktext=[f"{week.to_on.day} {week.to_on:%b}<br>n {week.due:,}" for week in marked],
    )
    figure.update_yaxes(range=[0, 1.05], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%")
    return figure
