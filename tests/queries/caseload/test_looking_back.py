"""On a past day nothing is known of what came later: no window of a later closing, no later offer, no later typing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from queries.ask import ask
from queries.scope import FULL_REACH, Scope
from tests.world import TODAY, built

AGENCY = {
    "team": "team_id|name\nA|Team A",
    "programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01",
    "person": "person_id\nQ\nR",
    "cases": """
        case_id|person_id|programme_id|opened_on|closed_on|close_reason
        C|Q|P|2025-06-01|2026-10-15|goals_met
        D|R|P|2025-06-01|2026-10-15|transferred_out
    """,
    "consent": "person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01",
}


def on(day: date, **narrowed: tuple[str, ...]) -> Scope:
    return Scope(FULL_REACH, data_date=TODAY, as_of=day, compare=day, **narrowed)


def test_before_a_case_closes_nothing_is_promised_for_after_it(tmp_path: Path) -> None:
    with built(tmp_path, **AGENCY) as snapshot:
        due = {
            day: int(ask(snapshot, "aftercare_list", on(day, only=("show:due-14",))).rows["case_id"].nunique())
            for day in (date(2026, 10, 14), date(2026, 10, 15))
        }
        before = ask(snapshot, "one_case_follow_ups", on(date(2026, 10, 14), cases=("C",))).rows
    assert due == {date(2026, 10, 14): 0, date(2026, 10, 15): 2}
    assert before.empty


def test_an_offer_and_a_search_of_later_are_not_shown_earlier(tmp_path: Path) -> None:
    referral = (
        "referral_id|case_id|domain|kind|identified_on|offered_on|agreed|search_on|search_outcome\n"
        "1|C|housing|referral|2026-01-10|2026-02-10|yes|2026-02-12|found"
    )
    with built(tmp_path, **AGENCY, referral=referral) as snapshot:
        early = ask(snapshot, "one_case_referrals", on(date(2026, 1, 20), cases=("C",))).one()
        late = ask(snapshot, "one_case_referrals", on(date(2026, 3, 20), cases=("C",))).one()
    assert early["step"] != late["step"]
    assert str(late["step_on"])[:10] == "2026-02-10"


@pytest.mark.parametrize(("answers", "rungs"), [(("yes", "no"), 0), (("no", "yes"), 0), (("yes", "yes"), 4)])
def test_of_a_yes_and_a_no_on_one_day_the_no_counts(tmp_path: Path, answers: tuple[str, ...], rungs: int) -> None:
    said = "\n".join(
        ["person_id|kind|given|on_date", *(f"Q|contact_after_closing|{one}|2026-01-05" for one in answers)]
    )
    with built(tmp_path, **{**AGENCY, "consent": said}) as snapshot:
        rows = ask(snapshot, "one_case_follow_ups", on(TODAY, cases=("C",))).rows
        offer = ask(snapshot, "aftercare_offer", on(TODAY)).one()
    assert len(rows) == rungs
    assert offer["agreed"] == (1 if rungs else 0)


def test_a_no_that_a_later_yes_took_back_does_not_end_aftercare(tmp_path: Path) -> None:
    said = (
        "person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01\n"
        "Q|contact_after_closing|no|2026-10-20\nQ|contact_after_closing|yes|2026-10-22"
    )
    with built(tmp_path, **{**AGENCY, "consent": said}) as snapshot:
        assert ask(snapshot, "stage_overview", on(TODAY)).one()["aftercare_people"] == 1
        assert "C" in set(ask(snapshot, "aftercare_list", on(TODAY)).rows["case_id"])


def test_attempts_of_before_the_ending_are_not_tries_since_it(tmp_path: Path) -> None:
    contact = (
        "contact_id|case_id|on_date|reached|with_whom\n1|C|2026-09-01|true|client\n2|C|2026-10-01|false|client\n"
        "3|C|2026-10-20|false|client\n4|C|2026-10-21|false|client"
    )
    with built(tmp_path, **AGENCY, contact=contact) as snapshot:
        rows = ask(snapshot, "aftercare_list", on(TODAY)).rows
    assert rows.set_index("case_id").loc["C", "attempt_days"] == 2


def test_a_contact_is_with_the_person_it_was_promised_to(tmp_path: Path) -> None:
    cases = "case_id|person_id|programme_id|opened_on\nC|Q|P|2025-06-01\nD|R|P|2025-06-01"
    follow_up = (
        "follow_up_id|case_id|person_id|kind|basis|due_by|done_on|outcome\n"
        "1|C|R|contact|policy|2026-10-01|2026-10-01|reached\n"
        "2|C|Q|review|policy|2026-11-01|-|-\n3|C|R|review|policy|2026-11-01|-|-"
    )
    with built(tmp_path, **{**AGENCY, "cases": cases}, follow_up=follow_up) as snapshot:
        rows = ask(snapshot, "overdue_list", on(TODAY)).rows.set_index("person_id")
    assert str(rows.loc["R", "last_contact_on"])[:10] == "2026-10-01"
    assert rows["last_contact_on"].isna()["Q"]
