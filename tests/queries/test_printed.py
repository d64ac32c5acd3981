"""An answer on the shell keeps its values: integers, days, nothing; and no spreadsheet runs what is in it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pandas as pd
import pytest

from queries.answer import Answer
from queries.printed import FORMATS, as_csv, as_json, as_table
from queries.scope import FULL_REACH
from tests.queries.probe import scope_of

DAY = date(2026, 11, 16)


def answer(rows: pd.DataFrame, **hidden: int) -> Answer:
    return Answer(
        question="who_waits",
        asks="Who waits?",
        definition="People who wait.",
        rows=rows,
        snapshot_id="S1",
        data_date=DAY,
        synthetic=True,
        scope=scope_of(FULL_REACH, DAY, date(2026, 9, 30)),
        hidden=hidden,
    )


ROWS = pd.DataFrame(
    {
        "name": ["=1+1", "Ada, B"],
        "cases": pd.array([3, None], dtype="Int64"),
        "total": [12.0, float("nan")],
        "share": [0.25, 1.0],
        "due_by": pd.to_datetime(["2026-11-02", None]),
        "is_late": [True, False],
    }
)


def test_json_carries_the_answer_with_integers_as_integers_days_as_iso_and_nothing_as_null() -> None:
    told = json.loads(as_json(answer(ROWS, restricted=2)))
    first, second = told.pop("rows")
    assert told == {
        "question": "who_waits",
        "asks": "Who waits?",
        "definition": "People who wait.",
        "snapshot": "S1",
        "data_date": "2026-11-16",
        "as_of": "2026-09-30",
        "compare": "2026-09-30",
        "synthetic": True,
        "hidden": {"restricted": 2},
    }
    assert first == {
        "name": "=1+1", "cases": 3, "total": 12, "share": 0.25, "due_by": "2026-11-02", "is_late": True
    }  # fmt: skip
    assert [type(first[name]) for name in ("cases", "total", "share", "is_late")] == [int, int, float, bool]
    assert [second[name] for name in ("cases", "total", "due_by")] == [None, None, None]


def test_csv_is_the_rows_alone_and_text_that_would_run_is_kept_as_text() -> None:
    read = list(csv.reader(io.StringIO(as_csv(answer(ROWS)))))
    assert read == [
        ["name", "cases", "total", "share", "due_by", "is_late"],
        ["'=1+1", "3", "12", "0.25", "2026-11-02", "True"],
        ["Ada, B", "", "", "1.0", "", "False"],
    ]


def test_a_negative_number_is_a_number_not_a_formula() -> None:
    assert as_csv(answer(pd.DataFrame({"change": [-2]}))) == "change\n-2\n"


def test_a_table_has_its_columns_under_each_other_and_says_what_is_counted() -> None:
    lines = as_table(answer(ROWS, restricted=2)).splitlines()
    assert lines[:5] == [
        "Who waits?",
        "",
        "name    cases  total  share  due_by      is_late",
        "------  -----  -----  -----  ----------  -------",
        "=1+1        3     12   0.25  2026-11-02  yes",
    ]
    assert lines[5].split() == ["Ada,", "B", "–", "–", "1", "–", "no"]
    assert lines[7:] == [
        "Not listed: 2 restricted.",
        "Counted: People who wait.",
        "As of 2026-09-30; data of 2026-11-16.",
        "Synthetic data: nobody in it is real.",
    ]


def test_an_answer_of_one_row_is_read_from_top_to_bottom() -> None:
    assert as_table(answer(ROWS.head(1))).splitlines()[2:4] == ["name     =1+1", "cases    3"]


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_show_is_said_not_left_out(form: str) -> None:
    told = FORMATS[form](answer(ROWS.head(0)))
    if form == "json":
        assert json.loads(told)["rows"] == []
    elif form == "csv":
        assert told == "name,cases,total,share,due_by,is_late\n"
    else:
        assert "No rows." in told
