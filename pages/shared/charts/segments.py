"""What stacked bars are made of, and the line above them that names each colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.shared.charts.look import Palette

HATCHED = "/"
"""Drawn over a colour where two neighbours share it."""
KEY_HEIGHT = 30


@dataclass(frozen=True)
class Segment:
    """One part of a bar: how many, its colour by meaning, and a pattern where its neighbour has that colour too."""

    number: int
    colour: str
    pattern: str = ""


def painted(layer: Sequence[Segment], palette: Palette) -> dict[str, object]:
    """The marker of one layer of a stack."""
    pattern = {"shape": [part.pattern for part in layer], "fgcolor": palette.ground, "size": 6, "solidity": 0.3}
    return {"color": [part.colour for part in layer], "pattern": pattern, "line": {"width": 0}}


def add_key(figure: go.Figure, names: Sequence[tuple[str, Segment]]) -> None:
    """Name the colours in one line above the chart, in the order in which they are stacked."""
    text = "   ".join(
        f"<span style='color:{part.colour}'>{'▨' if part.pattern else '■'}</span> {name}" for name, part in names
    )
    figure.add_annotation(
        xref="paper", yref="paper", x=0, y=1, text=text, showarrow=False, xanchor="left", yanchor="bottom", xshift=-4
    )
    figure.update_layout(margin_t=KEY_HEIGHT)
