"""In which stage is every case now and on the comparison date, for how long, and how many are beyond the standard?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope
from queries.stats.time_in_stage import HALF, NINE_IN_TEN, days_within

DEFINITION = (
    "Open cases by the stage they are in, and closed cases in aftercare. Days so far: from the day the stage was "
    "entered (day 0) to the day looked at, of cases still in it. Half within: the smallest number of days within "
    "which at least half of the cases lie; nine in ten alike. Beyond the standard: no movement recorded for more "
    "days than the standard of the stage and pathway, of the cases that have one; in work judged by reviews, days "
    "since the last review of the plan. A stage that this source never records is not recorded, which is not the "
    "same as nobody."
)
LISTS_PEOPLE = False


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a stage in process order: cases now, then and how many more, days, judged, beyond; empty = unknown."""
    then = rows(scope.at(scope.compare)).groupby("stage")["cases"].sum()
    stages = pd.DataFrame([_summed(group) for _, group in rows(scope).groupby("position")])
    stages["cases_then"] = stages["stage"].map(then)
    stages["cases_more"] = stages["cases"] - stages["cases_then"]
    for column in stages.columns.drop(["stage", "stage_label", "is_recorded"]):
        stages[column] = stages[column].astype("Int64").where(stages["is_recorded"])
    return stages


def _summed(group: pd.DataFrame) -> dict[str, object]:
    first = group.iloc[0]
    known = group.dropna(subset=["days_in_stage"])
    cases_by_days = dict(zip(known["days_in_stage"].astype(int), known["cases"].astype(int), strict=True))
    return {
        "stage": first["stage"],
        "stage_label": first["stage_label"],
        "is_recorded": bool(first["is_recorded"]),
        **{column: int(group[column].sum()) for column in ("cases", "judged", "beyond")},
        "half_within": days_within(cases_by_days, HALF),
        "nine_in_ten_within": days_within(cases_by_days, NINE_IN_TEN),
    }
