"""One definition of overdue: by hand, by a slow count of the demo, and the same number wherever it is said."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from tests.queries.caseload.waiting import asked, people, told, waiting
from tests.queries.probe import MANAGER, probed, reader, scope_of
from tests.world import TODAY

EXEMPT = "follow_up_id|case_id|person_id|kind|basis|due_by|done_on|exempt_from|exempt_until|exempt_reason|exempt_by\n"
PARTS = ("after_closing", "all", "open_cases")


def row(rows: pd.DataFrame, part: str = "open_cases") -> pd.Series:
    return rows.set_index("part").loc[part]


def test_overdue_due_soon_and_on_time_counted_by_hand(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|contact|policy|2026-11-15|-|-|-
        2|C1|Q1|review|policy|2026-10-01|-|-|-
        3|C1|Q1|contact|statutory|2026-11-16|-|-|-
        4|C2|Q2|contact|court|2026-11-02|2026-11-05|not_reached|2026-11-05
        5|C2|Q2|contact|policy|2026-11-23|-|-|-
        6|C2|Q2|contact|policy|2026-11-24|-|-|-
        7|C2|Q2|contact|policy|2026-11-30|-|-|-
        8|C2|Q2|contact|policy|2026-12-01|-|-|-
        9|C3|Q3|contact|policy|2026-10-19|2026-10-19|reached|2026-10-20
        10|C3|Q3|contact|policy|2026-10-20|2026-10-25|reached|2026-10-26
        11|C3|Q3|contact|policy|2026-10-18|2026-10-18|reached|2026-10-18
        12|C3|Q3|contact|policy|2026-11-16|2026-11-16|reached|2026-11-16
    """
    with waiting(tmp_path, follow_up, **people("1", "2", "3")) as snapshot:
        found = row(asked(snapshot, "overdue_summary").rows)
    assert (found["overdue"], found["people"]) == (3, 2)
    assert (found["binding_overdue"], found["binding_people"]) == (1, 1)
    # due today is still to come, and so is the day seven days on; the day after is in the next week
    assert (found["due_in_7"], found["due_in_14"]) == (2, 4)
    # 28 days before the day looked at: 19 Oct is in, 18 Oct is not, and neither is the day itself
    assert (found["on_time"], found["due"], found["on_time_share"]) == (1, 4, 0.25)
    # a week before, the review and the court's contact were overdue, the contact of 15 Nov was not
    assert (found["overdue_before"], found["people_before"]) == (2, 2)
    assert (found["overdue_change"], found["people_change"]) == (1, 0)


def test_where_nothing_was_due_there_is_no_share(tmp_path: Path) -> None:
    with waiting(tmp_path, "1|C1|Q1|contact|policy|2026-12-15|-|-|-", **people("1")) as snapshot:
        rows = asked(snapshot, "overdue_summary").rows
    assert told(rows, "part", "overdue", "due", "on_time_share") == [(part, 0, 0, None) for part in PARTS]


def test_exempt_ones_are_left_out_of_the_share_and_counted_in_beside_it(tmp_path: Path) -> None:
    follow_up = (
        EXEMPT
        + """
        1|C1|Q1|contact|policy|2026-11-10|2026-11-10|-|-|-|-
        2|C2|Q2|contact|policy|2026-11-10|-|2026-11-01|2026-12-01|away|WA
    """
    )
    with waiting(tmp_path, follow_up, **people("1", "2")) as snapshot:
        found = row(asked(snapshot, "overdue_summary").rows)
    assert (found["overdue"], found["on_time_share"], found["share_with_exempt"]) == (0, 1.0, 0.5)


def test_people_who_must_not_be_contacted_are_counted_apart(tmp_path: Path) -> None:
    """A call that must not be made is no longer due; a review needs no call and stays."""
    follow_up = """
        1|C1|Q1|contact|policy|2026-11-10|-|-|-
        2|C2|Q2|review|policy|2026-11-10|-|-|-
        3|C3|Q3|contact|policy|2026-12-10|-|-|-
    """
    flags = "case_id|kind|from_on\nC1|no_contact|2026-10-01\nC2|no_contact|2026-10-01\nC3|no_contact|2026-10-01"
    with waiting(tmp_path, follow_up, **people("1", "2", "3"), case_flag=flags) as snapshot:
        found = row(asked(snapshot, "overdue_summary").rows)
    assert (found["overdue"], found["people_not_to_be_called"], found["of_them_counted"]) == (1, 2, 1)


def test_looking_back_says_who_has_died_since_and_what_was_typed_later(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|contact|policy|2026-11-01|-|-|-
        2|C2|Q2|contact|policy|2026-11-01|2026-11-02|reached|2026-11-12
        3|C2|Q2|contact|policy|2026-11-02|2026-11-02|reached|2026-11-09
    """
    tables = people("1", "2") | {"person": "person_id|died_on\nQ1|2026-11-12\nQ2|-"}
    with waiting(tmp_path, follow_up, **tables) as snapshot:
        then = row(asked(snapshot, "overdue_summary", as_of=date(2026, 11, 9)).rows)
        now = row(asked(snapshot, "overdue_summary").rows)
    assert (then["overdue"], then["people_died_since"], then["typed_later"]) == (1, 1, 1)
    assert (now["overdue"], now["people_died_since"], now["typed_later"]) == (0, 0, 0)


def test_aftercare_and_handovers_outlive_the_case_and_stand_apart(tmp_path: Path) -> None:
    tables = people("1", "2", closed={"1": "2026-11-01"}) | {
        "consent": "person_id|kind|given|on_date\nQ1|contact_after_closing|yes|2026-02-01",
    }
    tables["cases"] += "\nC3|Q2|P|2026-01-01|2026-10-20|transferred_out"
    with waiting(tmp_path, "1|C1|Q1|contact|policy|2026-11-05|-|-|-", **tables) as snapshot:
        rows = asked(snapshot, "overdue_summary").rows
    columns = ("part", "overdue", "aftercare_overdue", "handovers_overdue", "due_in_7")
    assert told(rows, *columns) == [("after_closing", 2, 1, 1, 0), ("all", 2, 1, 1, 0), ("open_cases", 0, 0, 0, 0)]


def statuses(store: Store, day: date) -> list[dict[str, object]]:
    with store.lease() as snapshot:
        select = (
            "select f.person_id, f.part, f.kind, f.basis, f.status, f.due_by, f.team_id "
            "from follow_up_status f order by f.follow_up_id"
        )
        rows = probed(snapshot, select, scope_of(MANAGER, snapshot.info.data_date, day), listing=False)
    return [{**record, "due_by": record["due_by"].date()} for record in rows.to_dict("records")]


@pytest.mark.parametrize("back", [0, 7, 200, 900])
def test_the_summary_is_a_slow_count_of_the_demo(demo_store: Store, back: int) -> None:
    day = TODAY - timedelta(days=back)
    count: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    whom: dict[str, set[object]] = defaultdict(set)
    for one in statuses(demo_store, day):
        late, past = one["status"] == "overdue", (day - one["due_by"]).days
        for part in ("all", one["part"]):
            count[part]["overdue"] += late
            count[part]["binding_overdue"] += late and one["basis"] in ("statutory", "court")
            count[part]["due_in_7"] += one["status"] == "not_yet_due" and past >= -7
            count[part]["due_in_14"] += one["status"] == "not_yet_due" and past >= -14
            if 1 <= past <= 28 and one["kind"] != "handover":
                count[part]["on_time"] += one["status"] == "done_on_time"
                count[part]["due"] += one["status"] in ("done_on_time", "done_late", "overdue", "lapsed")
                count[part]["exempt"] += one["status"] == "exempt"
            if late:
                whom[part].add(one["person_id"])
    with demo_store.lease() as snapshot:
        rows = asked(snapshot, "overdue_summary", as_of=day).rows
    assert len(rows) == len(PARTS)
    for part in PARTS:
        found = row(rows, part)
        assert {name: found[name] for name in count[part]} == dict(count[part])
        assert found["people"] == len(whom[part])
    assert row(rows, "all")["overdue"] > 50, "a demo in which nobody waits proves nothing"


@pytest.mark.parametrize("team", [None, "T-NORTH", "T-EAST"])
@pytest.mark.parametrize("back", [0, 31])
def test_overdue_is_one_number_wherever_it_is_said(demo_store: Store, team: str | None, back: int) -> None:
    """The total of the caseload, the headline, each breakdown and the lists with what they leave out."""
    reach = reader(team) if team else MANAGER
    with demo_store.lease() as snapshot:

        def answer(question: str):
            return asked(snapshot, question, reach=reach, as_of=TODAY - timedelta(days=back))

        today, summary = answer("caseload_today").one(), answer("overdue_summary").rows
        breakdown = answer("overdue_breakdown").rows
        lists = {"open_cases": answer("overdue_list"), "after_closing": answer("aftercare_list")}
    assert today["overdue_follow_ups"] == row(summary, "all")["overdue"]
    assert today["people_waiting"] == row(summary, "all")["people"]
    assert row(summary, "all")["overdue"] == row(summary)["overdue"] + row(summary, "after_closing")["overdue"]
    for _, part in breakdown.groupby("breakdown"):
        assert part["follow_ups"].sum() == row(summary)["overdue"]
        assert (part["serious"] + part["others"] == part["follow_ups"]).all()
    for part, listed in lists.items():
        own = listed.rows[~listed.rows["is_co_worked"]] if "is_co_worked" in listed.rows else listed.rows
        missing = listed.hidden.get("restricted", 0) + row(summary, part)["of_them_counted"]
        if team is None:
            assert len(listed.rows) + missing + row(summary, part)["people_died_since"] == row(summary, part)["people"]
        else:
            assert len(own) + missing >= row(summary, part)["people"] - row(summary, part)["people_died_since"]
