"""How long does it usually take until a move to a stage is written up?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope
from queries.stats.time_in_stage import HALF, NINE_IN_TEN, days_within

DEFINITION = (
    "Days from entering a stage to the day that was written up, of moves in the half year before the day looked at "
    "that are at least four weeks old: of newer ones only those written up quickly are known yet. Half within, nine "
    "in ten within: the smallest number of days that covers at least that share. Empty where the source keeps no day "
    "of writing."
)
LISTS_PEOPLE = False


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row: how many moves, and the days within which half and nine in ten of them were written up."""
    moves_by_days = dict(rows(scope)[["days_until_written", "cases"]].itertuples(index=False, name=None))
    row = {
        "moves": sum(moves_by_days.values()),
        "half_within": days_within(moves_by_days, HALF),
        "nine_in_ten_within": days_within(moves_by_days, NINE_IN_TEN),
    }
    return pd.DataFrame([row])
