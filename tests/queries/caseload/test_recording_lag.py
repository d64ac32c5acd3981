"""How long notes take: exact, of records old enough to be all known, and not known where no day is kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.store import Store
from queries.scope import FULL_REACH
from tests.queries.caseload.waiting import asked, people, told, waiting
from tests.queries.probe import MANAGER, probed, scope_of
from tests.world import TODAY

NONE_DUE = "1|C1|Q1|contact|policy|2026-12-15|-|-|-"
COLUMNS = ("record", "records", "with_day", "half_within", "nine_in_ten_within")


def lags(*days: int | None, last: date = date(2026, 10, 1)) -> str:
    lines = [f"{n}|C1|{last}|{'-' if lag is None else last + timedelta(days=lag)}" for n, lag in enumerate(days)]
    return "\n".join(["contact_id|case_id|on_date|recorded_on", *lines])


def test_half_and_nine_in_ten_are_days_that_cover_at_least_that_share(tmp_path: Path) -> None:
    contact = lags(0, 0, 1, 1, 2, 2, 3, 4, 9, 20)
    with waiting(tmp_path, NONE_DUE, **people("1"), contact=contact) as snapshot:
        rows = asked(snapshot, "recording_lag").rows
    assert told(rows, *COLUMNS) == [
        ("all", 10, 10, 2, 9),
        ("contact", 10, 10, 2, 9),
        ("follow_up", 0, 0, None, None),
        ("stage", 0, 0, None, None),
    ]
    assert rows["settled_until"].iloc[0] == date(2026, 11, 7)


def test_contacts_follow_ups_and_moves_are_told_apart_and_together(tmp_path: Path) -> None:
    with waiting(
        tmp_path,
        "1|C1|Q1|contact|policy|2026-10-01|2026-10-01|reached|2026-10-05\n2|C1|Q1|contact|policy|2026-10-02|-|-|-",
        **people("1"),
        contact=lags(2),
        stage_event="case_id|seq|stage|entered_on|recorded_on\nC1|1|planning|2026-10-01|2026-10-01",
    ) as snapshot:
        rows = asked(snapshot, "recording_lag").rows
    assert told(rows, "record", "records", "half_within") == [
        ("all", 3, 2),
        ("contact", 1, 2),
        ("follow_up", 1, 4),
        ("stage", 1, 0),
    ]


def test_a_source_that_keeps_no_day_of_writing_has_no_lag(tmp_path: Path) -> None:
    with waiting(tmp_path, NONE_DUE, **people("1"), contact=lags(None, None)) as snapshot:
        rows = asked(snapshot, "recording_lag").rows
    assert told(rows.head(2), *COLUMNS) == [("all", 2, 0, None, None), ("contact", 2, 0, None, None)]
    assert rows["settled_until"].isna().all()


def test_the_newest_four_weeks_and_what_is_older_than_half_a_year_are_left_out(tmp_path: Path) -> None:
    contact = "contact_id|case_id|on_date|recorded_on\n" + "\n".join(
        f"{n}|C1|{TODAY - timedelta(days=days)}|{TODAY - timedelta(days=days)}"
        for n, days in enumerate((27, 28, 181, 182))
    )
    with waiting(tmp_path, NONE_DUE, **people("1"), contact=contact) as snapshot:
        assert asked(snapshot, "recording_lag").rows["records"].iloc[0] == 2


def test_written_before_it_happened_counts_as_the_same_day(tmp_path: Path) -> None:
    with waiting(tmp_path, NONE_DUE, **people("1"), contact=lags(-3, -1)) as snapshot:
        assert told(asked(snapshot, "recording_lag").rows.head(1), *COLUMNS) == [("all", 2, 2, 0, 0)]


@pytest.mark.parametrize("back", [0, 300])
def test_the_lag_is_a_slow_count_of_the_demo(demo_store: Store, back: int) -> None:
    day = TODAY - timedelta(days=back)
    happened = {
        "contact": "select t.on_date, t.recorded_on from contact t order by 1",
        "follow_up": "select f.done_on as on_date, f.recorded_on from follow_up f where f.done_on <= $as_of order by 1",
        "stage": "select e.entered_on as on_date, e.recorded_on from stage_event e order by 1",
    }
    slow: dict[str, list[int]] = {"all": []}
    with demo_store.lease() as snapshot:
        rows = asked(snapshot, "recording_lag", as_of=day).rows
        for record, select in happened.items():
            found = probed(snapshot, select, scope_of(MANAGER, TODAY, day), listing=False)
            slow[record] = [
                max((recorded - on).days, 0)
                for on, recorded in zip(found["on_date"].dt.date, found["recorded_on"].dt.date, strict=True)
                if recorded == recorded and (TODAY - on).days >= 28 and (day - on).days < 182
            ]
            slow["all"] += slow[record]
    for row in rows.itertuples():
        ordered = sorted(slow[row.record])
        assert row.with_day == len(ordered) > 100
        assert row.half_within == ordered[-(-len(ordered) // 2) - 1]
        assert row.nine_in_ten_within == ordered[-(-len(ordered) * 9 // 10) - 1]


def test_whoever_keeps_the_data_in_order_is_told_the_same_days(demo_store: Store) -> None:
    """The page of data quality asks without seeing a case; the days are the same."""
    with demo_store.lease() as snapshot:
        mine = asked(snapshot, "recording_lag").rows.set_index("record")
        theirs = asked(snapshot, "recording_time", reach=FULL_REACH).rows.set_index("table_name")
    for record, table in (("contact", "contact"), ("follow_up", "follow_up"), ("stage", "stage_event")):
        assert mine.loc[record, "with_day"] == theirs.loc[table, "typed"]
        for days in ("half_within", "nine_in_ten_within"):
            assert mine.loc[record, days] == theirs.loc[table, days]
