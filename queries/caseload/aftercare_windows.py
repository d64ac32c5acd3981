"""Aftercare, window by window: how many people were due, and was it done on time?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope
from queries.stats.timeliness import on_time_shares

DEFINITION = (
    "People whose case closed in the month looked at or the twelve before it, where aftercare was offered and they "
    "agreed to be contacted; each person once, with the latest ending. The windows are due 7, 30, 90 and 180 days "
    "after closing (the day of closing is day 0) and open on day 1, 15, 60 and 150; one passes when the next is due, "
    "the last one 30 days later. Due: done on time, done late, overdue or window passed. Not yet due, some of them "
    "already reached, exempt, asked not to be contacted, and no longer applying (died, came back, consent withdrawn, "
    "not safe) count on neither side. A contact answers one window."
)
LISTS_PEOPLE = False


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a breakdown (all, month, team), value and window; `share`: on time of those due, from 0 to 1."""
    counted = rows(scope)
    return counted.assign(share=on_time_shares(counted["on_time"], counted["due"]))
