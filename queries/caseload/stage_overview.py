"""How many cases are open for how many people, and for how many is no movement recorded within the standard?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope

DEFINITION = (
    "A case is open from its opening day until the day before it closes; people and cases are counted apart. No "
    "movement beyond the standard: the days since the case entered its stage are more than the standard for that "
    "stage and pathway; in work judged by reviews, the days since the last review of the plan. Cases without a "
    "standard, and those of people who died, are not judged. Aftercare begins when a case closes and is counted "
    "apart. A name ending in _then is the comparison date's number, one ending in _more is how many more there are "
    "now."
)
LISTS_PEOPLE = False


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row: each count now, on the comparison date (`_then`) and the difference (`_more`)."""
    now, then = rows(scope), rows(scope.at(scope.compare))
    return pd.concat([now, then.add_suffix("_then"), (now - then).add_suffix("_more")], axis="columns")
