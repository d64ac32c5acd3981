"""How many follow-ups are overdue, for how many people, and what is due soon?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope
from queries.stats.timeliness import on_time_shares

DEFINITION = (
    "Overdue: due before the day looked at, not done, its window not passed, and nothing that excuses it (no longer "
    "applies, exempt, asked not to be contacted). Done means that the person was reached: an attempt is not contact. "
    "Due in 7 or 14 days: from the day looked at on. On time: of what was due in the 28 days before the day looked "
    "at, done by its day; the rest was done late, is overdue or its window passed. What is not yet due, exempt or no "
    "longer applies counts on neither side. After closing: aftercare, handovers, and whatever else falls due once a "
    "case is closed."
)
LISTS_PEOPLE = False
COMPARED = ("overdue", "people", "aftercare_overdue", "binding_overdue", "handovers_overdue", "on_time_share")
"""What is compared with the earlier day."""


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a part (all, open_cases, after_closing); what COMPARED names on the earlier day too, and its change."""
    now, before = _with_shares(rows(scope)), _with_shares(rows(scope.at(scope.compare)))
    compared = now.merge(before[["part", *COMPARED]], on="part", suffixes=("", "_before"))
    changes = {f"{name}_change": compared[name] - compared[f"{name}_before"] for name in COMPARED}
    return compared.assign(**changes)


def _with_shares(parts: pd.DataFrame) -> pd.DataFrame:
    return parts.assign(
        on_time_share=on_time_shares(parts["on_time"], parts["due"]),
        share_with_exempt=on_time_shares(parts["on_time"], parts["due"] + parts["exempt"]),
    )
