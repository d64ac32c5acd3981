"""Every answer on the demo caseload, kept as text, so that a changed number shows up in review.

`python -m tests.queries.backtest` writes all of them again, `… backtest stage_now stage_flow` only these. Whoever
changes a question, a rule or the demo runs it, reads the difference and commits it with the change.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from data.demo.make import make_demo
from data.store import Snapshot, Store
from queries.answer import Answer
from queries.ask import ask, questions
from queries.reader import default_rules
from queries.scope import COMPARED_DAYS_BACK, FULL_REACH, Reach, Scope

FOLDER = Path(__file__).parent / "answers"
READERS = {"everything": FULL_REACH, "team-north": Reach(account="supervisor", teams=("T-NORTH",))}
ROWS_SHOWN = 30
"""Of a longer answer the first rows are kept as text and all of them as a fingerprint."""
VARIES = ("snapshot_id", "built_at")
"""Columns that are another in each snapshot, whatever is in it."""


def expected(question: str, reader: str) -> Path:
    """Where the kept answer to a question stands."""
    return FOLDER / f"{question}.{reader}.csv"


def answered(snapshot: Snapshot, question: str, reader: str) -> str:
    """The answer as text: what was asked of whom, then the rows."""
    day = snapshot.info.data_date
    earlier = date.fromordinal(day.toordinal() - COMPARED_DAYS_BACK)
    scope = Scope(READERS[reader], data_date=day, as_of=day, compare=earlier, rules=default_rules())
    return told(ask(snapshot, question, scope), reader)


def told(answer: Answer, reader: str) -> str:
    """The first line says whose answer it is and how long; a longer one says its fingerprint too."""
    rows = answer.rows.drop(columns=[name for name in VARIES if name in answer.rows])
    lines = [list(rows.columns), *([said(cell) for cell in row] for row in rows.itertuples(index=False, name=None))]
    about = f"{reader}, {answer.scope.as_of}, compared with {answer.scope.compare}: rows {len(rows)}"
    about += "".join(f", {reason} {count}" for reason, count in sorted(answer.hidden.items()))
    if len(rows) > ROWS_SHOWN:
        about += f", the first {ROWS_SHOWN} below, all {hashlib.sha256(as_text(lines).encode()).hexdigest()[:16]}"
    return f"# {about}\n{as_text(lines[: ROWS_SHOWN + 1])}"


def as_text(lines: Sequence[Sequence[str]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(lines)
    return written.getvalue()


def said(cell: object) -> str:
    """A value as text that does not depend on how a frame holds it."""
    if cell is None or (pd.api.types.is_scalar(cell) and pd.isna(cell)):
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat() if cell == cell.normalize() else cell.isoformat()
    if isinstance(cell, bool) or type(cell).__name__ == "bool":
        return str(bool(cell)).lower()
    if pd.api.types.is_number(cell):
        number = float(str(cell))
        return str(int(number)) if number.is_integer() else f"{number:.10g}"
    return str(cell)


def renew(snapshot: Snapshot, names: Sequence[str]) -> Iterator[str]:
    """Write the answers again; gives the file names that changed. An answer to no question is removed."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("*.csv")):
        if path.name.split(".")[0] not in questions():
            path.unlink()
            yield f"{path.name} (removed)"
    for question in names or sorted(questions()):
        for reader in READERS:
            path, text = expected(question, reader), answered(snapshot, question, reader)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                yield path.name


def main(names: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        make_demo(store)
        with store.lease() as snapshot:
            changed = list(renew(snapshot, names))
    print("\n".join(changed) or "Nothing changed.")


if __name__ == "__main__":
    main(sys.argv[1:])
