"""How long cases have been where they are: exact quantiles of whole days."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

HALF = Fraction(1, 2)
NINE_IN_TEN = Fraction(9, 10)


def days_within(cases_by_days: Mapping[int, int], share: Fraction) -> int | None:
    """The smallest number of days within which at least `share` of the cases lie; None where there is no case.

    cases_by_days: whole days → number of cases. This is the inverse of the empirical distribution (Hyndman and Fan
    1996, definition 1): always a number of days that some case has, no mean of two neighbours, exact in whole numbers.
    Raises ValueError for a share that is not above 0 and at most 1, or a negative number of cases.
    """
    if not 0 < share <= 1:
        raise ValueError(f"a share lies above 0 and is at most 1, not {share}")
    if any(cases < 0 for cases in cases_by_days.values()):
        raise ValueError("a number of cases cannot be negative")
    wanted = share * sum(cases_by_days.values())
    within = 0
    for days_so_far, cases in sorted(cases_by_days.items()):
        within += cases
        if cases and within >= wanted:
            return days_so_far
    return None
