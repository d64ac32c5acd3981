"""The people behind the cases that are looked at, with all their cases in view."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope


def of_the_same_people(rows: Rows, scope: Scope) -> pd.DataFrame:
    """Rows of every case in view of the people whose cases the scope is narrowed to; needs case_id and person_id.

    What is told of a person (the last contact, a flag) is then told from all their cases, as on every list.
    """
    mine = rows(scope)
    people = tuple(sorted(set(mine["person_id"])))
    return rows(replace(scope, cases=(), people=people)) if scope.cases and people else mine
