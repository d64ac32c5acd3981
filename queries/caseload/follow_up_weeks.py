"""Week by week: of what fell due in open cases, how much was done on time?"""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from queries.answer import Rows
from queries.scope import WEEKS_BACK, Scope
from queries.stats.timeliness import on_time_shares

DEFINITION = (
    "Follow-ups of cases while they were open, by the week in which they fell due; a week is seven days, the last one "
    "ends the day before the day looked at, so every week is whole. On time: done by the due day, with the person "
    "reached. Due: done on time, done late, overdue or window passed. Exempt ones are left out; the second share "
    "counts them in as not done. A week in which nothing was due has no share."
)
LISTS_PEOPLE = False


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a week, oldest first: from_on, to_on (its last day), counts, due, share, share_with_exempt (0 to 1)."""
    counted = rows(scope).set_index("weeks_back").reindex(range(WEEKS_BACK - 1, -1, -1), fill_value=0).reset_index()
    counted["to_on"] = [scope.as_of - timedelta(days=7 * back + 1) for back in counted["weeks_back"]]
    counted["from_on"] = [scope.as_of - timedelta(days=7 * back + 7) for back in counted["weeks_back"]]
    counted["due"] = counted[["on_time", "done_late", "overdue", "passed"]].sum(axis=1)
    counted["share"] = on_time_shares(counted["on_time"], counted["due"])
    counted["share_with_exempt"] = on_time_shares(counted["on_time"], counted["due"] + counted["exempt"])
    return counted.drop(columns="weeks_back")
