"""Aftercare by window, month and team in people, not enrolments; to whom it was offered; who waits for it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from tests.queries.caseload.waiting import asked, people, told, waiting
from tests.queries.probe import MANAGER, probed, scope_of
from tests.world import TODAY

YES = "person_id|kind|given|on_date\n"
NONE = "follow_up_id|case_id|person_id|kind|basis|due_by"
COUNTS = ("rung", "people", "due", "on_time", "done_late", "overdue", "passed", "not_yet_due")


def agreed(*keys: str) -> dict[str, str]:
    return {"consent": YES + "\n".join(f"Q{key}|contact_after_closing|yes|2026-01-05" for key in keys)}


def windows(snapshot, breakdown: str = "all", **more) -> pd.DataFrame:
    rows = asked(snapshot, "aftercare_windows", **more).rows
    return rows[rows["breakdown"] == breakdown]


def test_each_window_counts_people_due_on_time_late_overdue_and_passed(tmp_path: Path) -> None:
    """Q1 closed 100 days ago, Q2 40, Q3 7 days ago: the seventh day is not over."""
    closed = {"1": "2026-08-08", "2": "2026-10-07", "3": "2026-11-09"}
    contact = """
        contact_id|case_id|on_date|reached
        1|C1|2026-08-15|true
        2|C1|2026-09-20|true
        3|C2|2026-10-20|false
        4|C3|2026-11-10|true
    """
    with waiting(tmp_path, NONE, **people(*"123", closed=closed), **agreed(*"123"), contact=contact) as snapshot:
        rows = windows(snapshot)
    assert told(rows, *COUNTS) == [
        (7, 3, 2, 1, 0, 0, 1, 1),
        (30, 3, 2, 0, 1, 1, 0, 1),
        (90, 3, 1, 0, 0, 1, 0, 2),
        (180, 3, 0, 0, 0, 0, 0, 3),
    ]
    assert rows["share"].tolist()[:3] == [0.5, 0.0, 0.0]
    assert pd.isna(rows["share"].tolist()[3])


def test_two_enrolments_that_end_together_are_one_person_reached_once(tmp_path: Path) -> None:
    tables = people("1", closed={"1": "2026-10-01"})
    tables["cases"] += "\nC9|Q1|P|2026-01-01|2026-10-01|planned_ending"
    contact = "contact_id|case_id|on_date|reached\n1|C1|2026-10-05|true"
    with waiting(tmp_path, NONE, **tables, **agreed("1"), contact=contact) as snapshot:
        rows = windows(snapshot)
        listed = asked(snapshot, "aftercare_list").rows
        summary = asked(snapshot, "overdue_summary").rows.set_index("part")
    assert told(rows, *COUNTS)[:2] == [(7, 1, 1, 1, 0, 0, 0, 0), (30, 1, 1, 0, 0, 1, 0, 0)]
    assert told(listed, "person_id", "rung", "more") == [("Q1", 30, 0)]
    assert summary.loc["all", "overdue"] == 1


def test_a_person_who_ended_twice_counts_once_with_the_latest_and_once_in_each_month(tmp_path: Path) -> None:
    tables = people("1", closed={"1": "2026-02-10"})
    tables["cases"] += "\nC9|Q1|P|2026-03-01|2026-10-01|planned_ending"
    with waiting(tmp_path, NONE, **tables, **agreed("1")) as snapshot:
        everything, months = windows(snapshot), windows(snapshot, "month")
    assert everything["people"].tolist() == [1, 1, 1, 1]
    assert everything["no_longer_applies"].tolist() == [0, 0, 0, 0], "the latest ending is the one that speaks"
    assert sorted(set(told(months, "code", "people"))) == [("2026-02", 1), ("2026-10", 1)]
    assert told(months, "code", "rung", "passed", "no_longer_applies")[:2] == [
        ("2026-02", 7, 0, 1),
        ("2026-02", 30, 0, 1),
    ]


def test_closings_of_the_month_looked_at_and_twelve_before_are_in_view(tmp_path: Path) -> None:
    tables = people("1", "2", closed={"1": "2025-11-01", "2": "2025-10-31"})
    tables["cases"] = tables["cases"].replace("|2026-01-01|", "|2025-01-01|")
    tables["assignment"] = tables["assignment"].replace("2026-01-01", "2025-01-01")
    consent = agreed(*"12")["consent"].replace("2026-01-05", "2025-01-05")
    with waiting(tmp_path, NONE, **tables, consent=consent) as snapshot:
        assert set(windows(snapshot, "month")["code"]) == {"2025-11"}
        assert asked(snapshot, "aftercare_offer").one()["people"] == 1


def test_aftercare_is_told_apart_where_it_was_not_offered_refused_or_not_recorded(tmp_path: Path) -> None:
    tables = people(*"123456", closed=dict.fromkeys("12345", "2026-10-01"))
    tables["cases"] = tables["cases"].replace("C2|Q2|P", "C2|Q2|N")
    tables["cases"] = tables["cases"].replace(
        "C5|Q5|P|2026-01-01|2026-10-01|goals_met", "C5|Q5|P|2026-01-01|2026-10-01|died"
    )
    consent = (
        agreed("1", "2")["consent"]
        + "\nQ3|contact_after_closing|yes|2026-01-01\nQ3|contact_after_closing|no|2026-02-01"
    )
    with waiting(tmp_path, NONE, **tables, consent=consent) as snapshot:
        offer = asked(snapshot, "aftercare_offer").one()
    assert offer.to_dict() == {"people": 4, "agreed": 1, "not_offered": 1, "said_no": 1, "not_recorded": 1}


def test_the_newest_open_window_is_listed_with_those_that_passed(tmp_path: Path) -> None:
    closed = {"1": "2026-08-08", "2": "2026-10-07", "3": "2026-10-10", "4": "2026-10-12"}
    contact = """
        contact_id|case_id|on_date|reached
        1|C1|2026-08-01|true
        2|C1|2026-08-20|false
        3|C3|2026-10-12|true
        4|C3|2026-10-20|false
    """
    tables = people(*"1234", closed=closed)
    tables["cases"] = tables["cases"].replace("2026-10-12|goals_met", "2026-10-12|transferred_out")
    with waiting(tmp_path, NONE, **tables, **agreed(*"1234"), contact=contact) as snapshot:
        rows = asked(snapshot, "aftercare_list").rows
        narrowed = [
            told(asked(snapshot, "aftercare_list", only=only).rows, "person_id")
            for only in (("window:90",), ("window:handover",), ("ended:2026-10",), ("ended:2026-10", "window:30"))
        ]
    columns = ("person_id", "kind", "rung", "days_past_due", "passed_before", "last_contact_on", "attempt_days")
    # nobody reached since the ending first; a handover waits for another agency, not for the person
    assert told(rows, *columns) == [
        ("Q1", "aftercare", 90, 10, 2, None, 1),
        ("Q2", "aftercare", 30, 10, 1, None, 0),
        ("Q4", "handover", None, 21, 0, None, 0),
        ("Q3", "aftercare", 30, 7, 0, "2026-10-12", 1),
    ]
    assert narrowed == [[("Q1",)], [("Q4",)], [("Q2",), ("Q4",), ("Q3",)], [("Q2",), ("Q3",)]]


@pytest.mark.parametrize("back", [0, 90])
def test_the_windows_are_a_slow_count_of_the_demo(demo_store: Store, back: int) -> None:
    day = TODAY - timedelta(days=back)
    select = (
        "select f.follow_up_id, f.person_id, f.rung, f.closed_on, f.due_by, f.status, f.team_id "
        "from follow_up_status f where f.kind = 'aftercare' and f.closed_on is not null order by 1"
    )
    with demo_store.lease() as snapshot:
        items = probed(snapshot, select, scope_of(MANAGER, TODAY, day), listing=False).to_dict("records")
        rows = asked(snapshot, "aftercare_windows", as_of=day).rows
        overdue = asked(snapshot, "overdue_summary", as_of=day).rows.set_index("part").loc["all", "aftercare_overdue"]
    first_month = date(day.year - 1, day.month, 1)
    cells: dict[tuple[str, str, int], dict[object, list[dict[str, object]]]] = defaultdict(lambda: defaultdict(list))
    for one in items:
        if one["closed_on"].date() < first_month:
            continue
        team = one["team_id"] if isinstance(one["team_id"], str) else "not-allocated"
        for breakdown, code in (("all", "all"), ("month", f"{one['closed_on']:%Y-%m}"), ("team", team)):
            cells[breakdown, code, one["rung"]][one["person_id"]].append(one)
    assert len(rows) == len(cells)
    for row in rows.itertuples():
        latest = [
            max(told_of, key=lambda one: one["closed_on"])
            for told_of in cells[row.breakdown, row.code, row.rung].values()
        ]
        past = [one["status"] for one in latest if one["due_by"].date() < day]
        judged = [status for status in past if status in ("done_on_time", "done_late", "overdue", "lapsed")]
        assert (row.people, row.due, row.on_time) == (len(latest), len(judged), judged.count("done_on_time"))
        assert (row.overdue, row.passed) == (judged.count("overdue"), judged.count("lapsed"))
        parts = row.due + row.not_yet_due + row.exempt + row.asked_not_to + row.no_longer_applies
        assert parts == row.people, "everybody is in exactly one column"
    assert rows.loc[rows["breakdown"] == "all", "overdue"].sum() == overdue
