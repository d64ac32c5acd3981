"""Guessing is slowed down in every process at once, delays run out, and nobody can lock somebody else out for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from data.workbook import throttle
from data.workbook.tables import throttle as kept
from data.workbook.throttle import ADDRESS, LONGEST_DELAY, NAME, PAIR, TRUSTED_FOR, Rule
from data.workbook.workbook import Workbook
from tests.data.workbook.at_once import at_once, together

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
DESK, STRANGER = "203.0.113.7", "198.51.100.9"


def guess(wb: Workbook, name: str, address: str, times: int, start: datetime = NOW) -> tuple[list[int], datetime]:
    """So many wrong passwords, each as soon as it is admitted; the waits in between, and when the last was made."""
    waits, moment = [], start
    for _ in range(times):
        wait = throttle.admit(wb, name, address, moment)
        while wait:
            moment += wait * SECOND
            waits.append(wait)
            wait = throttle.admit(wb, name, address, moment)
    return waits, moment


def admitted_of_each(url: str, names: list[str]) -> list[int]:
    admitted = []
    with Workbook.open(url) as wb:
        for name in names:
            together()
            admitted.append(sum(throttle.admit(wb, name, DESK, NOW) == 0 for _ in range(3)))
    return admitted


def test_a_few_wrong_passwords_cost_nothing_then_each_costs_twice_the_one_before(wb: Workbook) -> None:
    waits, _ = guess(wb, "kim", DESK, PAIR.free + 9)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_delay_runs_out_to_the_second(wb: Workbook) -> None:
    guess(wb, "kim", DESK, PAIR.free + 3)
    late = throttle.wait_seconds(wb, "kim", DESK, NOW + 1 * DAY)
    assert late == 0
    _, last = guess(wb, "lee", DESK, PAIR.free + 3)
    assert [throttle.wait_seconds(wb, "lee", DESK, last + wait * SECOND) for wait in (0, 1, 7, 8)] == [8, 7, 1, 0]


def test_asking_for_the_wait_and_being_refused_count_for_nothing(wb: Workbook) -> None:
    _, last = guess(wb, "kim", DESK, PAIR.free)
    assert [throttle.admit(wb, "kim", DESK, last) for _ in range(50)] == [1] * 50
    assert [throttle.wait_seconds(wb, "kim", DESK, last) for _ in range(3)] == [1] * 3
    assert throttle.admit(wb, "kim", DESK, last + SECOND) == 0
    assert throttle.wait_seconds(wb, "kim", DESK, last + SECOND) == 2


def test_of_many_attempts_at_the_same_moment_in_several_processes_only_the_free_ones_are_admitted(
    workbook_url: str, wb: Workbook
) -> None:
    names = [f"worker-{number}" for number in range(7)]
    admitted = at_once(admitted_of_each, workbook_url, names, processes=4)
    assert [sum(of_a_name) for of_a_name in zip(*admitted, strict=True)] == [PAIR.free] * 7


def test_a_right_password_wipes_the_slate_of_that_name_there(wb: Workbook) -> None:
    _, last = guess(wb, "kim", DESK, PAIR.free + 3)
    assert throttle.admit(wb, "kim", DESK, last + 8 * SECOND) == 0
    throttle.succeeded(wb, "kim", DESK, last + 8 * SECOND)
    waits, _ = guess(wb, "kim", DESK, PAIR.free + 1, last + 8 * SECOND)
    assert waits == [1]


def test_a_guesser_who_signs_in_as_oneself_in_between_does_not_clear_the_address(wb: Workbook) -> None:
    for number in range(ADDRESS.free):
        assert throttle.admit(wb, f"name-{number}", STRANGER, NOW) == 0
        if number % 5 == 0:
            assert throttle.admit(wb, "mallory", STRANGER, NOW) == 0
            throttle.succeeded(wb, "mallory", STRANGER, NOW)
    assert throttle.admit(wb, "another", STRANGER, NOW) > 0
    assert throttle.admit(wb, "another", DESK, NOW) == 0


def test_a_name_guessed_at_from_everywhere_is_slowed_down_from_everywhere(wb: Workbook) -> None:
    for number in range(NAME.free):
        assert throttle.admit(wb, "kim", f"198.51.100.{number}", NOW) == 0
    assert throttle.admit(wb, "kim", "192.0.2.1", NOW) == 1
    assert throttle.admit(wb, "lee", "192.0.2.1", NOW) == 0


def test_strangers_who_guess_at_a_name_do_not_delay_its_owner_at_the_usual_desk(wb: Workbook) -> None:
    assert throttle.admit(wb, "kim", DESK, NOW) == 0
    throttle.succeeded(wb, "kim", DESK, NOW)
    for number in range(NAME.free):
        throttle.admit(wb, "kim", f"198.51.100.{number}", NOW)
    for number in range(ADDRESS.free):
        throttle.admit(wb, f"name-{number}", DESK, NOW)
    assert throttle.wait_seconds(wb, "kim", STRANGER, NOW) > 0
    assert throttle.wait_seconds(wb, "lee", DESK, NOW) > 0
    assert throttle.wait_seconds(wb, "kim", DESK, NOW) == 0
    assert guess(wb, "kim", DESK, PAIR.free + 2)[0] == [1, 2], "the desk is not free of its own count"


def test_a_desk_is_trusted_for_a_while_after_the_last_sign_in_there(wb: Workbook) -> None:
    throttle.succeeded(wb, "kim", DESK, NOW)
    for moment, waits in ((NOW + TRUSTED_FOR - SECOND, False), (NOW + TRUSTED_FOR, True)):
        for number in range(NAME.free + 1):
            throttle.admit(wb, "kim", f"198.51.100.{number}", moment)
        assert (throttle.wait_seconds(wb, "kim", DESK, moment) > 0) == waits


@pytest.mark.parametrize("days", [1, 30])
def test_after_even_a_long_attack_nobody_waits_more_than_a_minute_and_soon_not_at_all(days: int, wb: Workbook) -> None:
    end = NOW + days * DAY
    _, last = guess(wb, "kim", STRANGER, PAIR.free + 200, end - 200 * MINUTE)
    assert throttle.wait_seconds(wb, "kim", STRANGER, last) <= LONGEST_DELAY
    later = last + (PAIR.free + 6) * PAIR.leak
    assert guess(wb, "kim", STRANGER, PAIR.free, later)[0] == []


def test_an_office_that_mistypes_now_and_then_is_never_delayed(wb: Workbook) -> None:
    """Fifty people behind one address, one wrong password every three minutes, all day, right at the second try."""
    moment = NOW
    for number in range(160):
        name = f"worker-{number % 50}"
        for _ in range(2):
            assert throttle.admit(wb, name, DESK, moment) == 0
        throttle.succeeded(wb, name, DESK, moment)
        moment += 3 * MINUTE


def test_a_new_password_given_by_an_administrator_ends_the_waiting(wb: Workbook) -> None:
    _, last = guess(wb, "kim", DESK, PAIR.free + 5)
    guess(wb, "lee", DESK, PAIR.free + 5, last)
    throttle.forget(wb, "kim")
    assert throttle.wait_seconds(wb, "kim", DESK, last) == 0
    assert throttle.wait_seconds(wb, "lee", DESK, last + SECOND) > 0


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(wb: Workbook) -> None:
    _, last = guess(wb, "kim", DESK, PAIR.free + 1)
    assert throttle.wait_seconds(wb, "kim", DESK, last) == 2
    assert throttle.wait_seconds(wb, "kim", DESK, last - 5 * SECOND) == 2, "two servers are never quite of one mind"
    assert guess(wb, "kim", DESK, 2, last - 1 * DAY)[0] == [4], "the level is kept, and only the moment is not believed"


def test_a_name_is_the_same_however_it_was_typed(wb: Workbook) -> None:
    _, last = guess(wb, "kim", DESK, PAIR.free)
    assert throttle.wait_seconds(wb, " KIM ", DESK, last) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("", "", True),
        ("testclient", "elsewhere", False),
    ],
)
def test_addresses_of_one_household_count_as_one(one: str, other: str, same: bool, wb: Workbook) -> None:
    _, last = guess(wb, "kim", one, PAIR.free)
    assert (throttle.wait_seconds(wb, "kim", other, last) > 0) == same


def test_neither_names_nor_addresses_are_kept_and_what_is_over_is_forgotten(wb: Workbook) -> None:
    guess(wb, "my password in the wrong box", DESK, 2)
    throttle.succeeded(wb, "kim", DESK, NOW)
    with wb.read() as con:
        text = str(con.execute(select(kept)).all())
        assert con.execute(select(func.count()).select_from(kept)).scalar_one() == 4
    assert "password" not in text
    assert DESK not in text
    throttle.succeeded(wb, "lee", STRANGER, NOW + 2 * DAY)
    with wb.read() as con:
        assert con.execute(select(func.count()).select_from(kept)).scalar_one() == 2, "two trusted desks, nothing else"


@given(st.lists(st.floats(0, 600), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_count_leaks_like_a_bucket_and_never_runs_over(pauses: list[float]) -> None:
    """What is in it is never more than was poured in, never over the rim, and grows by one at a time at most."""
    rule = Rule(free=4, leak=2 * MINUTE)
    level = 0.0
    for poured, pause in enumerate(pauses, 1):
        before = level
        level = rule.after_one_more(level, pause * SECOND)
        assert 1 <= level <= min(poured, 10) + 1e-9
        assert level == pytest.approx(min(10, max(0.0, before - pause / 120) + 1))
        assert rule.delay(level) <= LONGEST_DELAY
        assert (rule.delay(level) == 0) == (round(level) < 4)
