"""On time, week by week: whole weeks up to the day looked at, and no share where nothing was due."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from queries.scope import WEEKS_BACK
from tests.queries.caseload.test_overdue_summary import statuses
from tests.queries.caseload.waiting import asked, people, told, waiting
from tests.world import TODAY


def test_the_last_week_is_the_seven_days_before_the_day_looked_at(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|contact|policy|2026-11-16|2026-11-16|reached|2026-11-16
        2|C1|Q1|contact|policy|2026-11-15|2026-11-15|reached|2026-11-16
        3|C1|Q1|contact|policy|2026-11-09|-|-|-
        4|C1|Q1|contact|policy|2026-11-08|2026-11-10|reached|2026-11-10
        5|C1|Q1|contact|policy|2026-05-18|2026-05-18|reached|2026-05-18
        6|C1|Q1|contact|policy|2026-05-17|2026-05-17|reached|2026-05-17
    """
    with waiting(tmp_path, follow_up, **people("1")) as snapshot:
        rows = asked(snapshot, "follow_up_weeks").rows
    assert len(rows) == WEEKS_BACK
    columns = ("from_on", "to_on", "on_time", "due", "share")
    assert told(rows.tail(2), *columns) == [
        ("2026-11-02", "2026-11-08", 0, 1, 0.0),
        ("2026-11-09", "2026-11-15", 1, 2, 0.5),
    ]
    assert told(rows.head(1), *columns) == [("2026-05-18", "2026-05-24", 1, 1, 1.0)]
    assert rows["share"].isna().sum() == WEEKS_BACK - 3


def test_closing_the_case_takes_nothing_out_of_its_weeks(tmp_path: Path) -> None:
    """What was undone before the closing stays undone; what was still to come no longer applies."""
    follow_up = "1|C1|Q1|contact|policy|2026-10-20|-|-|-\n2|C1|Q1|contact|policy|2026-11-12|-|-|-"
    with waiting(tmp_path / "open", follow_up, **people("1")) as snapshot:
        before = asked(snapshot, "follow_up_weeks").rows
    with waiting(tmp_path / "closed", follow_up, **people("1", closed={"1": "2026-11-01"})) as snapshot:
        after = asked(snapshot, "follow_up_weeks").rows
    assert before["due"].tolist()[-4:] == [1, 0, 0, 1]
    assert after["due"].tolist()[-4:] == [1, 0, 0, 0]
    assert after["passed"].sum() == 1


@pytest.mark.parametrize("back", [0, 400])
def test_the_weeks_are_a_slow_count_of_the_demo(demo_store: Store, back: int) -> None:
    day = TODAY - timedelta(days=back)
    with demo_store.lease() as snapshot:
        rows = asked(snapshot, "follow_up_weeks", as_of=day).rows
    due = [one for one in statuses(demo_store, day) if one["part"] == "open_cases" and one["due_by"] < day]
    for week in rows.itertuples():
        first, last = as_date(week.from_on), as_date(week.to_on)
        assert (last - first).days == 6
        of_week = [one["status"] for one in due if first <= one["due_by"] <= last]
        judged = [status for status in of_week if status in ("done_on_time", "done_late", "overdue", "lapsed")]
        assert week.due == len(judged)
        assert week.on_time == judged.count("done_on_time")
        assert week.share == judged.count("done_on_time") / len(judged)
        assert week.share_with_exempt == judged.count("done_on_time") / (len(judged) + of_week.count("exempt"))


def as_date(value: object) -> date:
    return pd.Timestamp(value).date()
