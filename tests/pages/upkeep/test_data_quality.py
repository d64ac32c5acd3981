"""Data quality: what was found by severity with what to do, an honest empty state, never a value."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.pages.drawn import drawn, fake_ask, html, real_ask, words
from tests.queries.probe import reader
from tests.queries.upkeep.test_import_findings import FINDINGS
from tests.world import built

PAGE = "pages.upkeep.data_quality"
UPKEEP = reader(upkeep=True)
ADMINISTRATOR = {"role": "administrator", "reach": UPKEEP}


def facts(**changed: object) -> pd.DataFrame:
    known = {
        "data_date": pd.Timestamp("2026-11-16"), "built_at": pd.Timestamp("2026-11-24 14:45:52"),
        "source_kind": "caseboard", "spec_version": 1, "pseudonym_scheme": "random", "synthetic": False,
        "smallest_group": 3, "share_in_groups_under_5": 0.04, "share_in_groups_under_11": 0.2, "people": 1475,
        "cases": 1539, "row_count": 132328, "checks_with_findings": 0,
    }  # fmt: skip
    return pd.DataFrame([{**known, **changed}])


NOTHING = {
    "snapshot_facts": facts(),
    "import_findings": pd.DataFrame(columns=["severity", "severity_label", "message", "row_count", "rows_named"]),
    "findings_by_severity": pd.DataFrame({"severity": ["blocks", "error", "warning", "note"], "row_count": [0] * 4}),
    "recording_time": pd.DataFrame(
        {
            "table_name": ["contact"],
            "total": [12],
            "typed": [9],
            "half_within": pd.array([None], dtype="Int64"),
            "nine_in_ten_within": pd.array([None], dtype="Int64"),
        }
    ),
    "table_rows": pd.DataFrame({"table_name": ["contact", "person"], "row_count": [12, 1475]}),
}


def test_findings_stand_by_severity_with_what_to_do_and_the_rows(tmp_path: Path) -> None:
    with built(tmp_path, import_finding=FINDINGS) as snapshot:
        at = drawn(PAGE, real_ask(snapshot, UPKEEP, role="administrator"))
    told = words(at)
    assert "The last import left out 43 rows and kept 1 doubtful row. 1 note for information." in told
    in_order = [
        "Rows left out",
        "No date. Correct it at the source.",
        "Doubtful, kept",
        "Closed twice",
        "For information",
    ]
    places = [told.index(one) for one in in_order]
    assert places == sorted(places)
    assert "contact.csv 42 3, 12" in told
    assert "These rows are in no figure until they are corrected" in told


def test_an_import_that_found_nothing_says_so_and_says_what_would_not_be_here() -> None:
    told = words(drawn(PAGE, fake_ask(NOTHING, **ADMINISTRATOR)))
    assert "The last import refused nothing and doubted nothing." in told
    assert "An import that was blocked leaves no trace here" in told


def test_the_synthetic_agency_was_not_imported_and_does_not_boast_of_clean_data() -> None:
    ask = fake_ask(NOTHING, **ADMINISTRATOR, source_kind="demo", synthetic=True)
    told = words(drawn(PAGE, ask))
    assert "made here, so no import could refuse or doubt anything" in told
    assert "refused nothing" not in told


def test_few_records_say_nothing_of_how_soon_things_are_typed() -> None:
    told = words(drawn(PAGE, fake_ask(NOTHING, **ADMINISTRATOR)))
    assert "Contacts and attempts too few to say too few to say 9 12" in told


def test_the_smallest_group_is_said_in_words() -> None:
    told = words(drawn(PAGE, fake_ask(NOTHING, **ADMINISTRATOR)))
    assert "The fewest people who share age band, gender, place, language and household size are 3." in told
    assert "4 % of people share them with fewer than four others, 20 % with fewer than ten others." in told
    alone = {**NOTHING, "snapshot_facts": facts(smallest_group=1)}
    assert "At least one person is the only one" in words(drawn(PAGE, fake_ask(alone, **ADMINISTRATOR)))


def test_words_of_a_finding_are_text_and_not_markup() -> None:
    finding = {
        "severity": "error", "severity_label": "Rows left out", "message": "<b>bold</b>", "table_name": None,
        "column_name": None, "source_file": "a<i>.csv", "row_count": 1, "rows_named": None,
    }  # fmt: skip
    found = pd.DataFrame([finding])
    told = html(drawn(PAGE, fake_ask({**NOTHING, "import_findings": found}, **ADMINISTRATOR)))
    assert "<b>" not in told
    assert "a<i>" not in told
