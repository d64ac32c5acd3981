"""Every follow-up has exactly one status, the one that the rules read slowly give it."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from data.store import Snapshot
from tests.queries.measures.follow_up_oracle import STATUSES, Promise, is_promised, status_by_hand
from tests.queries.probe import MANAGER, probed, reader, scope_of
from tests.world import TODAY, world

DUE = date(2026, 9, 1)
FAR = date(2199, 12, 31)


def day(after_due: int) -> date:
    return DUE + timedelta(days=after_due)


def snapshot_of(folder: Path, promises: list[Promise]) -> Snapshot:
    """Follow-up number n is promised to person Pn in case Cn; a wish not to be called stands on a second one."""
    table = {
        "person": ["person_id|died_on"],
        "case_spell": [
            "case_id|person_id|programme_id|team_id|from_on|to_on|opened_on|closed_on|close_reason|restricted"
        ],
        "follow_up": [
            "follow_up_id|case_id|person_id|kind|basis|due_from|due_by|done_on|outcome|exempt_from|exempt_until|"
            "exempt_reason|exempt_by|survives_closure|lapses_on|reopened_on"
        ],
        "cases": ["case_id|person_id|opened_on"],
        "case_flag": ["case_id|kind|from_on|to_on"],
        "consent": ["person_id|kind|given|on_date"],
    }
    for n, one in enumerate(promises):
        closed = one.closed_on or FAR
        table["person"].append(_row(f"P{n}", one.died_on))
        table["cases"].append(_row(f"C{n}", f"P{n}", "2025-01-01"))
        table["case_spell"].append(
            _row(
                f"C{n}",
                f"P{n}",
                "PR",
                "A",
                "2025-01-01",
                FAR,
                "2025-01-01",
                closed,
                one.closed_on and "goals_met",
                False,
            )
        )
        table["follow_up"].append(
            _row(
                n, f"C{n}", f"P{n}", one.kind, one.basis, one.due_from, one.due_by, one.done_on, one.outcome,
                one.exempt_from, one.exempt_until, one.exempt_reason, one.exempt_by, one.survives_closure,
                one.lapses_on, one.reopened_on,
            )
        )  # fmt: skip
        if one.wished_on:
            table["follow_up"].append(
                _row(
                    10_000 + n, f"C{n}", f"P{n}", "aftercare", "agreed", None, one.due_by, one.wished_on,
                    "asked_not_to", None, None, None, None, True, None, None,
                )
            )  # fmt: skip
        if one.unsafe_from:
            table["case_flag"].append(_row(f"C{n}", "no_contact", one.unsafe_from, one.unsafe_to))
        table["consent"] += [_row(f"P{n}", "contact_after_closing", given, on) for on, given in one.consents]
    return world(folder, **{name: "\n".join(lines) for name, lines in table.items()})


def _row(*cells: object) -> str:
    return "|".join("-" if cell is None else str(cell) for cell in cells)


def statuses(snapshot: Snapshot, as_of: date = TODAY) -> dict[int, str]:
    select = "select f.follow_up_id, f.status from follow_up_status f where f.follow_up_id < 10000 order by 1"
    rows = probed(snapshot, select, scope_of(MANAGER, TODAY, as_of), listing=False)
    assert rows["follow_up_id"].is_unique
    return dict(zip(rows["follow_up_id"], rows["status"], strict=True))


def status(folder: Path, promise: Promise, as_of: date = TODAY) -> str:
    found = statuses(snapshot_of(folder, [promise]), as_of)[0]
    assert found == status_by_hand(promise, as_of, TODAY), "the rules read slowly say something else"
    return found


CONTACT = Promise(kind="contact", basis="policy", due_by=DUE)
RUNG = Promise(
    kind="aftercare",
    basis="agreed",
    due_by=DUE,
    due_from=day(-6),
    lapses_on=day(23),
    survives_closure=True,
    closed_on=day(-7),
)
EXEMPT = replace(CONTACT, exempt_from=day(-3), exempt_until=day(40), exempt_reason="in_hospital", exempt_by="W")
STATUTORY = replace(CONTACT, basis="statutory")


@pytest.mark.parametrize(
    ("promise", "as_of", "expected"),
    [
        (CONTACT, DUE, "not_yet_due"),
        (CONTACT, day(1), "overdue"),
        (replace(CONTACT, done_on=DUE, outcome="reached"), day(1), "done_on_time"),
        (replace(CONTACT, done_on=day(1), outcome="reached"), day(1), "done_late"),
        (replace(CONTACT, done_on=day(1), outcome="reached"), DUE, "not_yet_due"),
        (replace(CONTACT, done_on=day(-1), outcome=None), day(1), "done_on_time"),
        (replace(CONTACT, done_on=day(-1), outcome="new_worry"), day(1), "done_on_time"),
        (replace(CONTACT, done_on=day(-1), outcome="not_reached"), day(1), "overdue"),
        (replace(CONTACT, due_from=day(-5), done_on=day(-6), outcome="reached"), day(1), "overdue"),
        (replace(CONTACT, due_from=day(-5), done_on=day(-5), outcome="reached"), day(1), "done_on_time"),
        (replace(RUNG, due_from=None, done_on=day(-7), outcome="reached"), day(1), "overdue"),
        (replace(RUNG, due_from=None, done_on=day(-6), outcome="reached"), day(1), "done_on_time"),
        # the window
        (replace(CONTACT, lapses_on=day(28)), day(27), "overdue"),
        (replace(CONTACT, lapses_on=day(28)), day(28), "lapsed"),
        (replace(CONTACT, lapses_on=day(28), done_on=day(30), outcome="reached"), day(40), "done_late"),
        # exemptions: approved, at most 90 days, not back-dated, never where the law or a court says so
        (EXEMPT, day(40), "exempt"),
        (EXEMPT, day(41), "overdue"),
        (replace(EXEMPT, lapses_on=day(28)), day(60), "exempt"),
        (replace(EXEMPT, lapses_on=day(41)), day(60), "exempt"),
        (replace(EXEMPT, lapses_on=day(42)), day(60), "lapsed"),
        (replace(EXEMPT, exempt_by=None), day(1), "overdue"),
        (replace(EXEMPT, exempt_reason=None), day(1), "overdue"),
        (replace(EXEMPT, exempt_until=day(87)), day(1), "exempt"),
        (replace(EXEMPT, exempt_until=day(88)), day(1), "overdue"),
        (replace(EXEMPT, exempt_from=DUE), day(1), "exempt"),
        (replace(EXEMPT, exempt_from=day(1)), day(2), "overdue"),
        (replace(EXEMPT, exempt_from=day(-3)), day(-4), "not_yet_due"),
        (replace(EXEMPT, basis="statutory"), day(1), "overdue"),
        (replace(EXEMPT, basis="court"), day(1), "overdue"),
        # the person said no
        (replace(CONTACT, done_on=DUE, outcome="asked_not_to"), day(1), "client_declined"),
        (replace(RUNG, wished_on=day(2)), day(30), "client_declined"),
        (replace(RUNG, wished_on=day(2)), day(1), "overdue"),
        (replace(RUNG, wished_on=day(23)), day(30), "lapsed"),
        (replace(RUNG, consents=((day(-90), "yes"), (day(3), "no"))), day(4), "no_longer_applies"),
        (replace(RUNG, consents=((day(-90), "yes"), (day(3), "no"))), day(2), "overdue"),
        (replace(RUNG, consents=((day(3), "no"), (day(5), "yes"))), day(6), "overdue"),
        (replace(RUNG, consents=((day(3), "no"), (day(3), "yes"))), day(6), "no_longer_applies"),
        (replace(RUNG, consents=((day(30), "no"),)), day(40), "lapsed"),
        # what ends it, and what was done or had passed before
        (replace(CONTACT, died_on=day(5)), day(4), "overdue"),
        (replace(CONTACT, died_on=day(5)), day(5), "no_longer_applies"),
        (replace(CONTACT, died_on=day(-5), due_by=day(30)), DUE, "no_longer_applies"),
        (replace(CONTACT, died_on=day(5), done_on=day(-1), outcome="reached"), day(9), "done_on_time"),
        (replace(CONTACT, died_on=day(30), lapses_on=day(28)), day(40), "lapsed"),
        (replace(RUNG, reopened_on=day(3)), day(4), "no_longer_applies"),
        (replace(RUNG, reopened_on=day(23)), day(40), "lapsed"),
        (replace(RUNG, reopened_on=day(3), done_on=day(1), outcome="reached"), day(40), "done_late"),
        # closing: what is still to come no longer applies, what was past its date stays undone, aftercare begins
        (replace(CONTACT, closed_on=DUE), day(3), "no_longer_applies"),
        (replace(CONTACT, closed_on=day(1)), day(3), "lapsed"),
        (replace(CONTACT, closed_on=day(1), survives_closure=True), day(3), "overdue"),
        (replace(CONTACT, closed_on=day(5), died_on=day(5)), day(9), "no_longer_applies"),
        (replace(STATUTORY, closed_on=day(-2)), day(3), "no_longer_applies"),
        (RUNG, day(1), "overdue"),
        (RUNG, day(23), "lapsed"),
        # safety: known on the data date, also when looking back
        (replace(CONTACT, unsafe_from=day(-20)), day(3), "no_longer_applies"),
        (replace(CONTACT, unsafe_from=day(30)), day(3), "no_longer_applies"),
        (replace(CONTACT, unsafe_from=day(30), lapses_on=day(20)), day(3), "no_longer_applies"),
        (replace(CONTACT, unsafe_from=day(30), lapses_on=day(20)), day(40), "lapsed"),
        (replace(CONTACT, unsafe_from=day(-20), unsafe_to=day(2)), day(3), "overdue"),
        (replace(CONTACT, unsafe_from=day(-20), kind="review"), day(3), "overdue"),
    ],
)
def test_each_rule_at_its_edge(tmp_path: Path, promise: Promise, as_of: date, expected: str) -> None:
    assert status(tmp_path, promise, as_of) == expected


OFFSET = st.integers(-40, 70).map(day)
MAYBE = st.none() | OFFSET
LOOKED_AT = st.integers(0, 76).map(day)


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """A promise to which a few things happen; most of them leave most of it alone, so that all statuses are met."""
    kind = draw(st.sampled_from(["contact", "review", "court", "aftercare", "handover"]))
    due_by = draw(OFFSET)
    events = ["done", "done", "exempt", "exempt", "died", "unsafe", "consent", "wish", "again", "nothing"]
    happening = draw(st.lists(st.sampled_from(events), min_size=1, max_size=3))
    closed_on = draw(MAYBE) if kind not in ("aftercare", "handover") else min(draw(OFFSET), due_by - timedelta(days=1))
    exempt_from = due_by + timedelta(days=draw(st.integers(-20, 2))) if "exempt" in happening else None
    return Promise(
        kind=kind,
        basis=draw(st.sampled_from(["policy", "policy", "agreed", "statutory", "court"])),
        due_by=due_by,
        due_from=draw(st.none() | st.integers(0, 20).map(lambda before: due_by - timedelta(days=before))),
        lapses_on=draw(st.none() | st.integers(1, 40).map(lambda after: due_by + timedelta(days=after))),
        survives_closure=kind in ("aftercare", "handover") or draw(st.booleans()),
        done_on=draw(OFFSET) if "done" in happening else None,
        outcome=draw(st.sampled_from([None, "reached", "reached", "not_reached", "asked_not_to", "came_back"]))
        if "done" in happening
        else None,
        exempt_from=exempt_from,
        exempt_until=exempt_from + timedelta(days=draw(st.integers(-2, 100))) if exempt_from else None,
        exempt_reason=draw(st.sampled_from(["away", "away", "away", None])) if exempt_from else None,
        exempt_by=draw(st.sampled_from(["W", "W", "W", None])) if exempt_from else None,
        closed_on=closed_on,
        reopened_on=draw(MAYBE) if "again" in happening else None,
        died_on=draw(OFFSET) if "died" in happening else None,
        unsafe_from=draw(OFFSET) if "unsafe" in happening else None,
        unsafe_to=draw(MAYBE) if "unsafe" in happening else None,
        consents=tuple(draw(st.lists(st.tuples(OFFSET, st.sampled_from(["yes", "no"])), max_size=4)))
        if "consent" in happening
        else (),
        wished_on=draw(OFFSET) if "wish" in happening and kind == "aftercare" else None,
    )


def agrees_with_the_rules(all_promises: list[Promise], days: list[date]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(Path(folder), all_promises)
        for as_of in days:
            found = statuses(snapshot, as_of)
            known = {n: one for n, one in enumerate(all_promises) if is_promised(one, as_of)}
            assert set(found) == set(known)
            for n, one in known.items():
                assert found[n] in STATUSES
                assert found[n] == status_by_hand(one, as_of, TODAY), f"{one} on {as_of}"
                event(found[n])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(promises(), min_size=8, max_size=20), st.lists(LOOKED_AT, min_size=2, max_size=3))
def test_the_status_is_what_the_rules_say_of_anything_on_any_day(all_promises: list[Promise], days: list[date]) -> None:
    agrees_with_the_rules(all_promises, days)


@pytest.mark.soak
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(promises(), min_size=20, max_size=40), st.lists(LOOKED_AT, min_size=3, max_size=5))
def test_the_status_is_what_the_rules_say_of_very_many(all_promises: list[Promise], days: list[date]) -> None:
    agrees_with_the_rules(all_promises, days)


def test_the_status_is_the_same_for_a_team_as_for_all_teams(tmp_path: Path) -> None:
    """That another team opened a case for the person ends their aftercare, also for a reader who sees no such case."""
    tables = {
        "person": "person_id\nQ",
        "cases": "case_id|person_id|opened_on\nC|Q|2025-01-01\nD|Q|2026-09-03",
        "case_spell": """
            case_id|person_id|programme_id|team_id|from_on|to_on|opened_on|closed_on|restricted
            C|Q|P|A|2025-01-01|2199-12-31|2025-01-01|2026-08-25|false
            D|Q|P|B|2026-09-03|2199-12-31|2026-09-03|2199-12-31|false
        """,
        "case_reach": "case_id|team_id|via\nC|A|responsible\nD|B|lead",
        "follow_up": """
            follow_up_id|case_id|person_id|kind|basis|rung|due_by|survives_closure|reopened_on
            1|C|Q|aftercare|agreed|7|2026-09-01|true|2026-09-03
        """,
    }
    snapshot = world(tmp_path, **tables)
    select = "select f.status, f.void_reason from follow_up_status f order by 1"
    for reach, more in ((MANAGER, {}), (MANAGER, {"teams": ("A",)}), (reader("A"), {})):
        rows = probed(snapshot, select, scope_of(reach, TODAY, **more), listing=False)
        assert rows.iloc[0].tolist() == ["no_longer_applies", "reopened"]


FAMILY = {
    "person": "person_id|died_on\nMOTHER|-\nCHILD|-",
    "cases": "case_id|person_id|opened_on\nHERS|MOTHER|2025-01-01\nTHEIRS|CHILD|2025-01-01",
    "case_spell": """
        case_id|person_id|programme_id|team_id|from_on|to_on|opened_on|closed_on|restricted
        HERS|MOTHER|P|B|2025-01-01|2199-12-31|2025-01-01|2199-12-31|false
        THEIRS|CHILD|P|A|2025-01-01|2199-12-31|2025-01-01|2199-12-31|false
    """,
    "case_reach": "case_id|team_id|via\nHERS|B|lead\nTHEIRS|A|lead",
    "follow_up": """
        follow_up_id|case_id|person_id|kind|basis|due_by
        1|THEIRS|MOTHER|contact|policy|2026-09-01
    """,
}


@pytest.mark.parametrize("flagged", ["HERS", "THEIRS"])
def test_a_promise_to_the_mother_in_her_childs_case_heeds_the_flags_of_both(tmp_path: Path, flagged: str) -> None:
    flags = f"case_id|kind|from_on\n{flagged}|no_contact|2026-10-01"
    snapshot = world(tmp_path, **FAMILY, case_flag=flags)
    select = (
        "select f.status, f.void_reason, f.contact_rule from follow_up_status f where f.follow_up_id = 1 order by 1"
    )
    rows = probed(snapshot, select, scope_of(reader("A"), TODAY), listing=False)
    assert rows.iloc[0].tolist() == ["no_longer_applies", "not_safe", "no_contact"]


def test_a_promise_to_the_mother_ends_with_her_death_though_the_case_is_her_childs(tmp_path: Path) -> None:
    snapshot = world(tmp_path, **(FAMILY | {"person": "person_id|died_on\nMOTHER|2026-09-02\nCHILD|-"}))
    rows = probed(
        snapshot, "select f.void_reason from follow_up_status f order by 1", scope_of(reader("A"), TODAY), listing=False
    )
    assert rows["void_reason"].tolist() == ["died"]


def test_every_status_of_the_rules_is_met_by_the_trials() -> None:
    """The generator reaches each status, so that agreement is not agreement on the easy ones."""
    met: Counter[str] = Counter()

    @settings(max_examples=1000, deadline=None, database=None, derandomize=True)
    @given(promises(), LOOKED_AT)
    def try_one(one: Promise, as_of: date) -> None:
        met[status_by_hand(one, as_of, TODAY)] += 1

    try_one()
    assert min(met[status] for status in STATUSES) >= 10, met
