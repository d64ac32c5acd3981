"""Quantiles of whole days, held against trying every day."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.stats.time_in_stage import HALF, NINE_IN_TEN, days_within

HISTOGRAMS = st.dictionaries(st.integers(0, 400), st.integers(0, 30), max_size=25)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=40).filter(lambda share: share > 0)


def within_by_trying(cases_by_days: dict[int, int], share: Fraction) -> int | None:
    days = [day for day, cases in cases_by_days.items() for _ in range(cases)]
    return next((day for day in range(401) if days and sum(one <= day for one in days) >= share * len(days)), None)


@given(HISTOGRAMS, SHARES)
def test_it_is_the_smallest_day_that_covers_the_share(cases_by_days: dict[int, int], share: Fraction) -> None:
    assert days_within(cases_by_days, share) == within_by_trying(cases_by_days, share)


@given(HISTOGRAMS.filter(lambda one: sum(one.values()) > 0), st.sampled_from([HALF, NINE_IN_TEN]))
def test_it_is_the_inverse_of_the_empirical_distribution(cases_by_days: dict[int, int], share: Fraction) -> None:
    """Hyndman and Fan 1996, definition 1, as numpy has it; shares that numpy can hold without an error of rounding."""
    days = np.repeat(list(cases_by_days), list(cases_by_days.values()))
    if len(days) % share.denominator or share == HALF:
        assert days_within(cases_by_days, share) == np.quantile(days, float(share), method="inverted_cdf")


@pytest.mark.parametrize(
    ("cases_by_days", "half", "nine_in_ten"),
    [
        ({}, None, None),
        ({5: 0}, None, None),
        ({0: 1}, 0, 0),
        ({3: 1, 9: 1}, 3, 9),
        (dict.fromkeys(range(1, 11), 1), 5, 9),
        (dict.fromkeys(range(1, 12), 1), 6, 10),
        ({7: 9, 300: 1}, 7, 7),
        ({7: 8, 300: 1}, 7, 300),
    ],
)
def test_by_counting(cases_by_days: dict[int, int], half: int | None, nine_in_ten: int | None) -> None:
    assert (days_within(cases_by_days, HALF), days_within(cases_by_days, NINE_IN_TEN)) == (half, nine_in_ten)


def test_no_share_and_no_negative_count_is_taken() -> None:
    for share in (Fraction(0), Fraction(11, 10)):
        with pytest.raises(ValueError, match="share"):
            days_within({1: 1}, share)
    with pytest.raises(ValueError, match="negative"):
        days_within({1: -1}, HALF)
