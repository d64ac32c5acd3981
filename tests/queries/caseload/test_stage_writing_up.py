"""How long it usually takes until a move is written up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from queries.ask import ask
from queries.scope import FULL_REACH, Scope
from tests.world import TODAY, built


def writing_up(folder: Path, as_of: date, *events: str) -> pd.Series:
    rows = [f"C|{number}|planning|{event}" for number, event in enumerate(events)]
    with built(
        folder,
        person="person_id\nQ",
        cases="case_id|person_id|opened_on\nC|Q|2025-01-01",
        stage_event="\n".join(["case_id|seq|stage|entered_on|recorded_on|kind", *rows]),
    ) as snapshot:
        return ask(snapshot, "stage_writing_up", Scope(FULL_REACH, TODAY, as_of, as_of)).one()


def test_days_until_written_are_of_moves_that_had_time_to_be_written(tmp_path: Path) -> None:
    told = writing_up(
        tmp_path,
        TODAY,
        "2026-08-01|2026-08-01|moved",
        "2026-08-02|2026-08-05|moved",
        "2026-08-03|2026-08-02|moved",
        "2026-08-04|2026-08-30|moved",
        "2026-08-05|2026-08-25|corrected",
        "2026-08-06|-|moved",
        "2026-11-01|2026-11-01|moved",
        "2025-03-01|2025-05-01|moved",
    )
    assert told.to_dict() == {"moves": 4, "half_within": 0, "nine_in_ten_within": 26}


def test_looking_back_newer_moves_are_known_in_full(tmp_path: Path) -> None:
    told = writing_up(tmp_path, date(2026, 9, 1), "2026-08-30|2026-09-20|moved")
    assert told.to_dict() == {"moves": 1, "half_within": 21, "nine_in_ten_within": 21}


def test_a_source_that_keeps_no_day_of_writing_says_nothing(tmp_path: Path) -> None:
    told = writing_up(tmp_path, TODAY, "2026-08-30|-|moved")
    assert told["moves"] == 0
    assert pd.isna(told["half_within"])
