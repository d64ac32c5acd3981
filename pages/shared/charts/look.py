"""Colours by meaning, and the calm frame that every chart stands in (design: the same measure, the same colour)."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

TYPEFACE = '"Source Sans", "Source Sans 3", sans-serif'
FIXED_WIDTH = '"Source Code Pro", "Source Code", monospace'
CHART_HEIGHT = 300
"""Pixels: two charts side by side and the head of the list fit a projector."""


@dataclass(frozen=True)
class Palette:
    """One ground with its inks. Each colour has at least 4.5:1 on its ground; a test recomputes that.

    late: waiting past its date. serious: late and high risk, or a refused need. met: reached, on time, connected.
    stages: an ordered scale from assessment to ending; aftercare stands apart. line: outlines and grids.
    """

    ground: str
    ink: str
    quiet: str
    late: str
    serious: str
    met: str
    control: str
    hidden: str
    line: str
    stages: tuple[str, str, str, str, str, str]
    aftercare: str


LIGHT = Palette(
    ground="#FBFAF7",
    ink="#1F2933",
    quiet="#5B6770",
    late="#9A5B00",
    serious="#A61B3C",
    met="#1F5FA8",
    control="#3B4A6B",
    hidden="#6B7280",
    line="#DAD8D2",
    stages=("#C9D6DF", "#A8C1CE", "#87ABBD", "#6695AB", "#447F97", "#22647F"),
    aftercare="#7A4E8A",
)
DARK = Palette(
    ground="#14191F",
    ink="#E8EAED",
    quiet="#A3ADB8",
    late="#FFB454",
    serious="#E8638F",
    met="#9CC9FF",
    control="#A7B4D6",
    hidden="#9AA3AE",
    line="#323A44",
    stages=("#C9D6DF", "#A8C1CE", "#87ABBD", "#6695AB", "#447F97", "#22647F"),
    aftercare="#B58AC6",
)

STAGES = ("assessment", "goal_setting", "planning", "implementation", "evaluation", "termination")


def stage_colour(stage: str, palette: Palette) -> str:
    """The colour of a stage; one that is not recorded is as quiet as the grid."""
    if stage == "aftercare":
        return palette.aftercare
    return palette.stages[STAGES.index(stage)] if stage in STAGES else palette.line


def framed(figure: go.Figure, palette: Palette, *, height: int = CHART_HEIGHT) -> go.Figure:
    """The figure in Caseboard's frame: quiet grid, no legend, no zoom, room for direct labels."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": TYPEFACE, "size": 14, "color": palette.ink},
        showlegend=False,
        dragmode=False,
        bargap=0.35,
        hoverlabel={
            "bgcolor": palette.ground,
            "bordercolor": palette.line,
            "align": "left",
            "font": {"family": TYPEFACE, "color": palette.ink, "size": 14},
        },
    )
    axis = {
        "gridcolor": palette.line,
        "linecolor": palette.line,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": palette.quiet},
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure
