"""Bars of the stages: what is drawn is what was counted, and a whole row can be pointed at."""

from __future__ import annotations

from typing import Any

import pytest

from pages.shared.charts.look import DARK, LIGHT, Palette
from pages.shared.charts.stage_bars import StageBar, stage_bars


def bar(stage: str, cases: int | None, then: int | None) -> StageBar:
    return StageBar(
        stage, cases, then, name=stage.title(), number=str(cases), change="2 fewer", hover=f"{stage} in words"
    )


BARS = [bar("assessment", 18, 19), bar("planning", None, None), bar("evaluation", 0, 4), bar("aftercare", 80, 82)]


def drawn(bars: list[StageBar], palette: Palette = LIGHT, **more: Any) -> dict[str, Any]:
    return stage_bars(bars, palette, **more).to_plotly_json()


def test_bars_and_marks_are_the_numbers_and_what_is_not_recorded_has_neither() -> None:
    bars, marks, _ = drawn(BARS)["data"]
    assert list(bars["x"]) == [18, None, 0, 80]
    assert list(marks["x"]) == [19, 4, 82]
    assert len(set(marks["y"])) == 3
    assert list(marks["y"]) == [list(bars["y"])[row] for row in (0, 2, 3)]


def test_a_row_can_be_pointed_at_over_its_whole_width_and_says_its_stage() -> None:
    rows = drawn(BARS)["data"][2]
    assert set(rows["x"]) == {82}
    assert list(rows["customdata"]) == ["assessment", "planning", "evaluation", "aftercare"]
    assert list(rows["hovertext"]) == [one.hover for one in BARS]
    assert rows["width"] == 1


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_stage_has_its_own_colour_its_name_and_an_outline(palette: Palette) -> None:
    figure = drawn(BARS, palette)
    colours = figure["data"][0]["marker"]["color"]
    assert (colours[0], colours[3]) == (palette.stages[0], palette.aftercare)
    assert len(set(colours)) == len(BARS)
    assert figure["data"][0]["marker"]["line"]["color"] == palette.ink
    told = [note["text"] for note in figure["layout"]["annotations"]]
    assert [text.split(" ")[0] for text in told] == ["Assessment", "Planning", "Evaluation", "Aftercare"]


def test_the_chosen_stage_is_marked_by_more_than_colour() -> None:
    figure = drawn(BARS, chosen="evaluation")
    assert list(figure["data"][0]["marker"]["line"]["width"]) == [0.75, 0.75, 2, 0.75]
    assert figure["layout"]["annotations"][2]["text"].startswith("<b>Evaluation</b>")


def test_lengths_begin_at_nought_also_where_nobody_is() -> None:
    figure = drawn([bar("assessment", 0, 0)])
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert figure["layout"]["xaxis"]["range"][1] > 0
    assert drawn([])["layout"]["xaxis"]["range"][0] == 0
