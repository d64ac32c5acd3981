"""The style of the parts, coloured by the palette of the reader's theme."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from pages.shared.charts.look import FIXED_WIDTH, Palette


@cache
def style(look: Palette) -> str:
    """One style element for the whole page: the colours as variables, then style.css."""
    colours = {name: value for name, value in asdict(look).items() if isinstance(value, str)}
    variables = "".join(f"--cb-{name}: {value};" for name, value in colours.items())
    sheet = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return f"<style>:root {{ {variables} --cb-fixed-width: {FIXED_WIDTH}; }}\n{sheet}</style>"
