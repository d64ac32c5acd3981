"""What did the last import refuse or doubt, where, and what is to be done?"""

from __future__ import annotations

import pandas as pd

from queries.answer import Rows
from queries.scope import Scope

DEFINITION = (
    "What the import found that made the current snapshot: the gravest first, rows counted by check, table, column and "
    "file. Rows left out are in no figure; doubtful rows are. The values themselves are never kept. An import that was "
    "blocked made no snapshot, so what blocked it stands in its own report only."
)
LISTS_PEOPLE = False
MOST_ROWS_NAMED = 10
WHERE = ["position", "severity", "severity_label", "check_id", "table_name", "column_name", "source_file", "message"]


def answer(rows: Rows, scope: Scope) -> pd.DataFrame:
    """One row a check, table, column and file: how many rows it hit, and the numbers of the first ones as text."""
    found = rows(scope)
    grouped = found.groupby(WHERE, dropna=False, sort=False)
    lines = [{**dict(zip(WHERE, key, strict=True)), **_summed(group)} for key, group in grouped]
    told = pd.DataFrame(lines, columns=[*WHERE, "row_count", "rows_named"])
    in_order = ["position", "check_id", "table_name", "column_name", "source_file", "message"]
    return told.sort_values(in_order, na_position="first").drop(columns="position").reset_index(drop=True)


def _summed(group: pd.DataFrame) -> dict[str, object]:
    numbers = sorted(int(number) for number in group["row_number"].dropna())
    named = ", ".join(str(number) for number in numbers[:MOST_ROWS_NAMED])
    return {"row_count": int(group["finding_count"].sum()), "rows_named": named or None}
