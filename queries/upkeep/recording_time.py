"""How soon is what happened written up?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope
from queries.stats.time_in_stage import HALF, NINE_IN_TEN, days_within

DEFINITION = (
    "Days from the day something happened to the day it was typed, over the whole agency, by kind of record: of the "
    "half year before the day looked at, leaving out the last four weeks before the data, of which only what was typed "
    "quickly is known yet. Half within, nine in ten within: the smallest number of days that covers at least that "
    "share. Records without a day of typing are counted apart. Under 11 records nothing is said: so few could be one "
    "person's."
)
LISTS_PEOPLE = False
FEWEST = 11


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a kind of record: total, typed (with a day of typing), half_within and nine_in_ten_within in days."""
    names = ["table_name", "total", "typed", "half_within", "nine_in_ten_within"]
    found = [_of_table(str(table), group) for table, group in rows(scope).groupby("table_name", sort=True)]
    return pd.DataFrame(found, columns=names).astype({"half_within": "Int64", "nine_in_ten_within": "Int64"})


def _of_table(table: str, group: pd.DataFrame) -> dict[str, object]:
    dated = group.dropna(subset=["after_days"])
    by_days = dict(zip(dated["after_days"].astype(int), dated["row_count"].astype(int), strict=True))
    typed = sum(by_days.values())
    enough = typed >= FEWEST
    return {
        "table_name": table,
        "total": int(group["row_count"].sum()),
        "typed": typed,
        "half_within": days_within(by_days, HALF) if enough else None,
        "nine_in_ten_within": days_within(by_days, NINE_IN_TEN) if enough else None,
    }
