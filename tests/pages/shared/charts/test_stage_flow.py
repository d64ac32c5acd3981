"""Cumulative flow: bands in process order, names that do not touch."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.shared.charts.look import LIGHT
from pages.shared.charts.stage_flow import NAME_HEIGHT, FlowBand, names_beside, stage_flow

DAYS = [date(2026, 11, 2) + timedelta(days=7 * week) for week in range(3)]
HEIGHT = 300.0


def band(stage: str, *cases: int) -> FlowBand:
    return FlowBand(stage, stage.title(), cases, [f"{stage} {number}" for number in cases])


def test_bands_are_stacked_from_what_ended_to_what_began_in_the_colours_of_the_stages() -> None:
    bands = [band("ended", 0, 2, 5), band("planning", 7, 7, 6), band("assessment", 4, 3, 3)]
    figure = stage_flow(DAYS, bands, [(DAYS[0], "2 Nov"), (DAYS[2], "16 Nov")], LIGHT, height=HEIGHT)
    told = [(trace.name, list(trace.y), trace.stackgroup) for trace in figure.data]
    assert told == [("Ended", [0, 2, 5], "all"), ("Planning", [7, 7, 6], "all"), ("Assessment", [4, 3, 3], "all")]
    assert [trace.fillcolor for trace in figure.data][1:] == [LIGHT.stages[2], LIGHT.stages[0]]
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.range[1] > 14
    assert list(figure.layout.xaxis.ticktext) == ["2 Nov", "16 Nov"]


def test_a_band_that_nobody_is_in_now_has_no_name_beside_it() -> None:
    figure = stage_flow(DAYS, [band("ended", 0, 0, 0), band("planning", 1, 1, 1)], [], LIGHT, height=HEIGHT)
    assert [note.text for note in figure.layout.annotations] == ["Planning"]


def test_without_any_case_there_is_an_empty_frame() -> None:
    assert len(stage_flow(DAYS, [], [], LIGHT, height=HEIGHT).data) == 0


@given(st.lists(st.integers(0, 300), min_size=1, max_size=8))
def test_names_stand_in_order_inside_the_chart_and_do_not_touch(ends: list[int]) -> None:
    bands = [band(f"b{number}", end) for number, end in enumerate(ends)]
    highest = max(1, sum(ends)) * 1.04
    placed = names_beside(bands, highest, HEIGHT)
    assert [one.stage for one, _, _ in placed] == [one.stage for one in bands if one.cases[0] > 0]
    apart = NAME_HEIGHT * highest / HEIGHT
    places = [place for _, _, place in placed]
    assert all(later - earlier >= apart * 0.999 for earlier, later in pairwise(places))
    assert all(place - apart / 2 >= -0.001 and place + apart / 2 <= highest * 1.001 for place in places)


def test_a_name_with_room_stands_at_the_middle_of_its_band() -> None:
    placed = names_beside([band("a", 100), band("b", 200)], 312, HEIGHT)
    assert [(middle, place) for _, middle, place in placed] == [(50, pytest.approx(50)), (200, pytest.approx(200))]
