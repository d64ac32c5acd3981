"""The style of the parts, coloured by the palette of the reader's theme."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from pages.shared.charts.look import FIXED_WIDTH, LIGHT, Palette


@cache
def style(look: Palette) -> str:
    """One style element for the whole page: the colours as variables, then style.css. Paper is always light."""
    variables, on_paper = _variables(look), _variables(LIGHT)
    paper = f"@media print {{ :root {{ {on_paper} }} }}"
    sheet = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return f"<style>:root {{ {variables} --cb-fixed-width: {FIXED_WIDTH}; }}\n{sheet}\n{paper}</style>"


def _variables(look: Palette) -> str:
    colours = {name: value for name, value in asdict(look).items() if isinstance(value, str)}
    return "".join(f"--cb-{name}: {value};" for name, value in colours.items())
