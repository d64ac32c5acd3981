"""Draws small agencies: moves between teams, co-working, closings, reopenings, restricted and unallocated cases."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from data.store import FAR
from tests.queries.agency import (
    PLACES,
    PROGRAMMES,
    SELF_DESCRIBED,
    STAGES,
    TEAMS,
    WORKERS,
    Agency,
    Bundle,
    Case,
    Row,
    Work,
)
from tests.world import TODAY

FLAGS = ("safeguarding", "court", "no_contact", "safe_contact_only", "high_risk")
ENDINGS = ("goals_met", "planned_ending", "ended_early", "transferred_out", "declined")


def drawn(seed: int, people: int = 8, prefix: str = "") -> Agency:
    """The agency of a seed. prefix: makes the keys of its people differ from those of another agency."""
    draw = Random(f"{seed}{prefix}")
    first = 1 + 1000 * len(prefix)
    drawn_people = [_bundle(draw, f"{prefix}{number}", first + number) for number in range(people)]
    return Agency([*drawn_people, _through_every_stage()], _of_teams(draw, first * 1000))


def _through_every_stage() -> Bundle:
    """One person whom managers alone see: that a source records a stage at all is known to everyone."""
    case = Case(
        "CASEALL", "PERSONALL", "PX", TODAY - timedelta(days=400), TODAY - timedelta(days=9), False, None, None, ()
    )
    one = Bundle(person=case.person, cases=[case])
    one.rows["person"].append({"person_id": case.person})
    one.rows["consent"].append(
        {"person_id": case.person, "kind": "contact_after_closing", "given": "yes", "on_date": case.opened_on}
    )
    one.rows["cases"].append(
        {"case_id": case.key, "person_id": case.person, "programme_id": case.programme, "opened_on": case.opened_on,
         "closed_on": case.closed_on, "close_reason": "goals_met"}
    )  # fmt: skip
    for number, stage in enumerate(STAGES):
        one.rows["stage_event"].append(
            {
                "case_id": case.key,
                "seq": number + 1,
                "stage": stage,
                "entered_on": case.opened_on + timedelta(days=number),
            }
        )
    return one


def _of_teams(draw: Random, first: int) -> dict[str, list[Row]]:
    """What belongs to teams and to nobody's case: workers, their absences, requests not yet decided."""
    away = draw.sample(sorted(WORKERS), 3)
    return {
        "worker": [
            {"worker_id": one, "team_id": team, "role": "social_worker", "fte": draw.choice((0.5, 1.0)),
             "capacity_points": draw.randint(10, 30), "active_from": "2020-01-01"}
            for one, team in WORKERS.items()
        ],
        "worker_absence": [
            {"worker_id": one, "from_on": _day(draw, 30), "to_on": TODAY + timedelta(days=5),
             "cover_worker_id": draw.choice(sorted(WORKERS))}
            for one in away
        ],
        "request": [
            {"request_id": first + number, "received_on": _day(draw, 60), "source": "self",
             "programme_id": draw.choice(sorted(PROGRAMMES))}
            for number in range(draw.randint(0, 6))
        ],
    }  # fmt: skip


def _bundle(draw: Random, name: str, number: int) -> Bundle:
    one = Bundle(person=f"PERSON{name}")
    carer = f"PERSON{name[:-1]}{draw.randrange(int(name[-1]) + 1)}"
    one.rows["person"].append(
        {"person_id": one.person, "age_band": draw.choice(("18-29", "30-39", "80+")), "language": "en",
         "gender": draw.choice(("woman", "man")), "died_on": _day(draw, 200) if draw.random() < 0.08 else None}
    )  # fmt: skip
    household = f"HOUSE{name}"
    one.households.add(household)
    one.rows["person_household"].append({"person_id": one.person, "household_id": household, "from_on": "2019-01-01"})
    for community in (draw.choice(PLACES), draw.choice(SELF_DESCRIBED)):
        one.rows["person_community"].append(
            {"person_id": one.person, "community_id": community, "from_on": "2019-01-01"}
        )
    one.rows["consent"].append(
        {"person_id": one.person, "kind": "contact_after_closing", "given": draw.choice(("yes", "yes", "no")),
         "given_by": "self", "on_date": _day(draw, 900)}
    )  # fmt: skip
    earlier: Case | None = None
    for turn in range(draw.choice((1, 1, 1, 2, 3))):
        case = _case(draw, f"CASE{name}N{turn}", one.person, earlier)
        one.cases.append(case)
        if carer != one.person and draw.random() < 0.2:
            one.promised[case.key] = carer
        _case_rows(draw, one, case, number * 10_000 + turn * 100)
        earlier = case
    return one


def _case(draw: Random, key: str, person: str, earlier: Case | None) -> Case:
    reopens = earlier is not None and earlier.is_closed and draw.random() < 0.6
    opened = (
        min(earlier.closed_on + timedelta(days=draw.randint(0, 40)), TODAY)
        if reopens and earlier
        else TODAY - timedelta(days=draw.randint(0, 700))
    )
    closed = opened + timedelta(days=draw.randint(1, 400)) if draw.random() < 0.55 else FAR
    return Case(
        key=key,
        person=person,
        programme=draw.choice(sorted(PROGRAMMES)),
        opened_on=opened,
        closed_on=closed,
        restricted=draw.random() < 0.2,
        reopened_from=earlier.key if reopens and earlier else None,
        responsible=draw.choice(TEAMS) if closed <= TODAY and draw.random() < 0.15 else None,
        work=_work(draw, opened),
    )


def _work(draw: Random, opened: date) -> tuple[Work, ...]:
    """Leads one after the other, sometimes with a gap or an overlap; sometimes nobody; sometimes somebody beside."""
    found, begins = [], opened + timedelta(days=draw.choice((-3, 0, 0, 0, 20)))
    for _ in range(draw.choice((0, 1, 1, 2, 3))):
        ends = begins + timedelta(days=draw.randint(1, 300)) if draw.random() < 0.6 else FAR
        found.append(_one_work(draw, "lead", begins, ends))
        if ends == FAR:
            break
        begins = ends + timedelta(days=draw.choice((-1, 0, 0, 10)))
    for _ in range(draw.choice((0, 0, 1, 2))):
        begins = opened + timedelta(days=draw.randint(0, 200))
        ends = begins + timedelta(days=draw.randint(1, 300)) if draw.random() < 0.4 else FAR
        found.append(_one_work(draw, draw.choice(("co_worker", "co_worker", "cover")), begins, ends))
    return tuple(found)


def _one_work(draw: Random, role: str, begins: date, ends: date) -> Work:
    worker = draw.choice(sorted(WORKERS))
    team = WORKERS[worker] if draw.random() < 0.9 else draw.choice(TEAMS)
    return Work(role, worker, team, begins, ends)


def _case_rows(draw: Random, one: Bundle, case: Case, number: int) -> None:
    """Rows of every table that hangs on a case; workers of any team may have touched it."""
    key = case.key
    rows: dict[str, list[Row]] = defaultdict(list)
    rows["cases"].append(
        {"case_id": key, "person_id": case.person, "programme_id": case.programme, "opened_on": case.opened_on,
         "closed_on": None if case.closed_on == FAR else case.closed_on,
         "close_reason": None if case.closed_on == FAR else draw.choice(ENDINGS),
         "responsible_team_id": case.responsible, "reopened_from": case.reopened_from, "restricted": case.restricted}
    )  # fmt: skip
    for work in case.work:
        own = work.team == WORKERS[work.worker] and draw.random() < 0.5
        rows["assignment"].append(
            {"case_id": key, "worker_id": work.worker, "team_id": None if own else work.team, "role": work.role,
             "from_on": work.from_on, "to_on": None if work.to_on == FAR else work.to_on}
        )  # fmt: skip
    entered = case.opened_on
    for seq in range(draw.randint(0, 3)):
        rows["stage_event"].append(
            {"case_id": key, "seq": seq + 1, "stage": draw.choice(STAGES), "entered_on": entered, "kind": "moved",
             "recorded_on": entered + timedelta(days=draw.randint(0, 9))}
        )  # fmt: skip
        entered += timedelta(days=draw.randint(1, 90))
    for turn in range(draw.randint(0, 3)):
        day = case.opened_on + timedelta(days=draw.randint(0, 300))
        rows["contact"].append(
            {"contact_id": number + turn, "case_id": key, "worker_id": draw.choice(sorted(WORKERS)), "kind": "call",
             "channel": "phone", "on_date": day, "with_whom": "client", "reached": draw.random() < 0.6,
             "recorded_on": day + timedelta(days=draw.randint(0, 12))}
        )  # fmt: skip
    for turn, kind in enumerate(draw.sample(("contact", "review", "plan", "court"), draw.randint(0, 3))):
        due = case.opened_on + timedelta(days=draw.randint(5, 400))
        away = draw.random() < 0.3
        rows["follow_up"].append(
            {"follow_up_id": number + turn, "case_id": key, "kind": kind, "basis": "policy",
             "person_id": one.promised.get(key, case.person),
             "due_by": due, "done_on": due + timedelta(days=draw.randint(-5, 20)) if draw.random() < 0.5 else None,
             "survives_closure": draw.random() < 0.5, "exempt_from": due - timedelta(days=2) if away else None,
             "exempt_until": due + timedelta(days=60) if away else None, "exempt_reason": "away" if away else None,
             "exempt_by": draw.choice(sorted(WORKERS)) if away else None}
        )  # fmt: skip
    if draw.random() < 0.3:
        rows["case_flag"].append({"case_id": key, "kind": draw.choice(FLAGS), "from_on": case.opened_on})
    rows["case_rating"].append(
        {"case_id": key, "element": "risk", "score": draw.randint(1, 3), "from_on": case.opened_on}
    )
    rows["need"].append({"need_id": number, "case_id": key, "domain": "housing", "identified_on": case.opened_on})
    rows["strength"].append({"case_id": key, "domain": "work", "noted_on": case.opened_on, "noted_by": "client"})
    sent = case.opened_on + timedelta(days=draw.randint(0, 200))
    rows["referral"].append(
        {"referral_id": number, "case_id": key, "need_id": number, "domain": "housing", "kind": "referral",
         "provider_id": "PR1", "identified_on": case.opened_on, "agreed": "yes", "sent_on": sent,
         "answered_on": sent + timedelta(days=9) if draw.random() < 0.5 else None}
    )  # fmt: skip
    rows["referral_event"].append({"referral_id": number, "status": "requested", "on_date": sent, "by_party": "worker"})
    rows["barrier_report"].append(
        {"ask_id": number, "case_id": key, "person_id": case.person, "asked_on": case.opened_on,
         "answer": draw.choice(("stg_shame", "none", "ins_cost")), "effect": "delayed", "reported_by": "client"}
    )  # fmt: skip
    rows["goal"].append(
        {"goal_id": number, "case_id": key, "level": "individual", "domain": "housing", "set_on": case.opened_on,
         "co_written": draw.random() < 0.7, "status": "active"}
    )  # fmt: skip
    rows["service_session"].append(
        {"session_id": number, "worker_id": draw.choice(sorted(WORKERS)), "modality": "cbt", "on_date": case.opened_on,
         "minutes": 50}
    )  # fmt: skip
    rows["session_participant"].append({"session_id": number, "case_id": key})
    rows["outcome_score"].append(
        {"case_id": key, "instrument": "X", "taken_on": case.opened_on, "score": draw.randint(1, 9)}
    )
    rows["client_feedback"].append({"case_id": key, "given_on": case.opened_on, "given_by": "self", "heard": 4})
    if case.is_closed:
        rows["ending_plan"].append({"case_id": key, "planned_on": case.closed_on, "supports_named": True})
    for table, added in rows.items():
        one.rows[table] += added


def _day(draw: Random, most_days_back: int) -> date:
    return TODAY - timedelta(days=draw.randint(0, most_days_back))
