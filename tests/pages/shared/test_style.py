"""The style of the parts follows the reader's theme on a screen, and is light on paper."""

from __future__ import annotations

from pages.shared.charts.look import DARK, LIGHT
from pages.shared.style import style


def test_the_screen_follows_the_theme_and_paper_is_light() -> None:
    screen, paper = style(DARK).rsplit("@media print", 1)
    assert f"--cb-ink: {DARK.ink};" in screen
    assert LIGHT.ink not in screen
    assert f"--cb-ink: {LIGHT.ink};" in paper
    assert f"--cb-quiet: {LIGHT.quiet};" in paper
