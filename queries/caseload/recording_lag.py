"""How long does it usually take until something that happened is written up?"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope
from queries.stats.time_in_stage import HALF, NINE_IN_TEN, days_within

DEFINITION = (
    "Days from a contact, a follow-up or a move to the day it was written up, over the half year before the day "
    "looked at, leaving out the last four weeks before the data: of those only what was written up quickly is known "
    "yet. Half within, nine in ten within: the smallest number of days that covers at least that share. What was "
    "written up before it happened counts as the same day. Empty where the source keeps no day of writing."
)
LISTS_PEOPLE = False
RECORDS = ("contact", "follow_up", "stage")


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row for all and one a kind of record: records, with_day, half_within, nine_in_ten_within, settled_until.

    settled_until: the last day of which nine in ten records are in by the data date; None where nothing is known.
    """
    counted = rows(scope)
    return pd.DataFrame(
        [
            _row("all", counted, scope),
            *(_row(record, counted[counted["record"] == record], scope) for record in RECORDS),
        ]
    ).astype({"half_within": "Int64", "nine_in_ten_within": "Int64"})


def _row(record: str, counted: pd.DataFrame, scope: Scope) -> dict[str, object]:
    known = counted.dropna(subset="days_until_written")
    by_days: dict[int, int] = defaultdict(int)
    for lag, count in zip(known["days_until_written"], known["record_count"], strict=True):
        by_days[int(lag)] += int(count)
    nine_in_ten = days_within(by_days, NINE_IN_TEN)
    return {
        "record": record,
        "records": int(counted["record_count"].sum()),
        "with_day": sum(by_days.values()),
        "half_within": days_within(by_days, HALF),
        "nine_in_ten_within": nine_in_ten,
        "settled_until": None if nine_in_ten is None else scope.data_date - timedelta(days=nine_in_ten),
    }
