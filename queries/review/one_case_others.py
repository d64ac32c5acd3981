"""Which other cases of the same person are within reach?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.people import of_the_same_people
from queries.scope import Scope

DEFINITION = "Cases of the person other than the one looked at, as far as the reader may see them, open ones first."
LISTS_PEOPLE = True


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """The cases of the people whose cases the scope is narrowed to, without those; without such a narrowing none."""
    theirs = of_the_same_people(rows, scope)
    others = theirs[~theirs["case_id"].isin(scope.cases)] if scope.cases else theirs.head(0)
    return others.reset_index(drop=True)
