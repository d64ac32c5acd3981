"""A share of what was due that was done on time, and never one of nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.stats.timeliness import on_time_share, on_time_shares


def test_a_share_is_done_on_time_by_due() -> None:
    assert on_time_share(3, 4) == 0.75
    assert on_time_share(0, 4) == 0.0
    assert on_time_share(4, 4) == 1.0


def test_a_share_of_nothing_is_not_known() -> None:
    assert on_time_share(0, 0) is None
    assert on_time_shares([0, 1], [0, 2]).isna().tolist() == [True, False]


@pytest.mark.parametrize(("on_time", "due"), [(5, 4), (-1, 4), (1, 0)])
def test_what_cannot_be_is_refused(on_time: int, due: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        on_time_share(on_time, due)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_lies_between_nothing_and_everything(on_time: int, late: int) -> None:
    share = on_time_share(on_time, on_time + late)
    assert share is not None and 0 <= share < 1
