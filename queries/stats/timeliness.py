"""What was done by its day: a share that is never made of nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def on_time_share(on_time: int, due: int) -> float | None:
    """Done on time ÷ due, from 0 to 1; None where nothing was due, because a share of nothing is not 0.

    Raises ValueError where more was on time than was due, or a number is negative.
    """
    if not 0 <= on_time <= due:
        raise ValueError(f"{on_time} on time of {due} due cannot be")
    return on_time / due if due else None


def on_time_shares(on_time: Iterable[int], due: Iterable[int]) -> pd.Series:
    """The share of each pair of numbers, missing where nothing was due."""
    return pd.Series([on_time_share(*pair) for pair in zip(on_time, due, strict=True)], dtype="float64")
