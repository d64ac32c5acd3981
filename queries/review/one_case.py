"""What is known of a case: whose it is, where it stands, and what must be known before anything is done?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.people import of_the_same_people
from queries.scope import Scope

DEFINITION = (
    "The case on the day looked at. Days open: from the opening day to the day looked at, or to the day it "
    "closed. Days in the stage: from entering it. Beyond the standard: more days without recorded movement than "
    "the standard of the stage and pathway. Last contact: the last completed two-way contact with the person, in "
    "any of their cases in view; attempts since are the days on which it was tried. Flags are those in force, on "
    "whichever case of the person they stand. The worker is named to their own team."
)
LISTS_PEOPLE = True


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a case; what is told of the person is told from all their cases in view."""
    theirs = of_the_same_people(rows, scope)
    return theirs[theirs["case_id"].isin(scope.cases)].reset_index(drop=True) if scope.cases else theirs
