"""Charts of what is overdue: what is drawn is what was counted, and the words say what the colours say."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from pages.shared.charts.bar_rows import BarRow, bar_rows
from pages.shared.charts.look import DARK, LIGHT
from pages.shared.charts.month_columns import MonthColumn, month_columns
from pages.shared.charts.on_time_line import Week, on_time_line
from pages.shared.charts.segments import HATCHED, Segment

ROWS = [
    BarRow("1-7", "1 to 7 days", "9", "2 serious", "in words", (Segment(2, "#111111"), Segment(7, "#222222"))),
    BarRow("85-", "85 days or more", "0", "", "none", (Segment(0, "#111111"), Segment(0, "#222222"))),
]


def parts(figure: go.Figure) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    drawn = figure.to_plotly_json()
    return drawn["data"], drawn["layout"]


def texts(figure: go.Figure) -> list[str]:
    return [one["text"] for one in parts(figure)[1].get("annotations", ())]


def test_a_row_is_as_long_as_its_number_and_says_it_in_words() -> None:
    figure = bar_rows(ROWS, LIGHT, key=[("serious", Segment(0, "#111111")), ("other", Segment(0, "#222222", HATCHED))])
    data, _ = parts(figure)
    assert [list(layer["x"]) for layer in data[:2]] == [[2, 0], [7, 0]]
    assert [layer["marker"]["color"] for layer in data[:2]] == [["#111111"] * 2, ["#222222"] * 2]
    told = texts(figure)
    assert told[0].startswith("1 to 7 days <b>9</b>")
    assert "2 serious" in told[0]
    assert "■</span> serious" in told[2]
    assert "▨</span> other" in told[2]


def test_a_whole_row_or_column_can_be_pointed_at() -> None:
    rows = parts(bar_rows(ROWS, LIGHT))[0][-1]
    assert (list(rows["x"]), rows["width"], list(rows["customdata"])) == ([9, 9], 1, ["1-7", "85-"])
    assert list(rows["hovertext"]) == ["in words", "none"]
    months = [MonthColumn("2026-10", "Oct", "October", (Segment(3, "#111111"),))]
    column = parts(month_columns(months, LIGHT))[0][-1]
    assert (list(column["y"]), list(column["customdata"]), list(column["hovertext"])) == ([3], ["2026-10"], ["October"])


@pytest.mark.parametrize(("chosen", "expected"), [(None, 0), ("1-7", 1), ("no such", 0)])
def test_what_is_chosen_is_outlined_and_bold(chosen: str | None, expected: int) -> None:
    figure = bar_rows(ROWS, LIGHT, chosen=chosen)
    assert len(parts(figure)[1].get("shapes", ())) == expected
    assert ("<b>1 to 7 days</b>" in texts(figure)[0]) == bool(expected)


def week(day: int, share: float | None, *, is_settled: bool = True) -> Week:
    return Week(date(2026, 11, day), share, due=10, label=f"{share}", hover=f"week to {day}", is_settled=is_settled)


def test_a_week_without_anything_due_is_a_gap_and_unsettled_ones_are_hollow() -> None:
    weeks = [week(1, 0.5), week(8, None), week(15, 0.75, is_settled=False)]
    (line,), layout = parts(on_time_line(weeks, LIGHT))
    assert list(line["y"]) == [0.5, None, 0.75]
    assert line["connectgaps"] is False
    assert line["marker"]["color"] == [LIGHT.met, LIGHT.met, LIGHT.ground]
    assert min(layout["yaxis"]["range"]) == 0
    assert [one["text"] for one in layout["annotations"]] == ["<b>0.75</b>"]


def test_the_last_week_always_has_its_date_and_its_number() -> None:
    weeks = [week(day, 0.5) for day in range(1, 28)]
    layout = parts(on_time_line(weeks, LIGHT))[1]
    assert layout["xaxis"]["tickvals"][-1] == weeks[-1].to_on
    assert layout["xaxis"]["ticktext"][-1] == "27 Nov<br>n 10"


def test_nothing_to_draw_is_an_empty_chart_and_no_error() -> None:
    for figure in (bar_rows([], DARK), month_columns([], DARK), on_time_line([], DARK)):
        assert parts(figure)[1]["height"] > 200
