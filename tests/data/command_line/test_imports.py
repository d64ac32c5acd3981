"""Importing from the shell: what is printed where, how it ends, and what the store holds afterwards."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.importing import all_checks
from data.places import places
from data.store import Store
from data.workbook.demo_accounts import demo_account
from data.workbook.sessions import issue_ticket, redeem, signed_in
from data.workbook.workbook import Workbook
from tests.data.command_line.shell import data
from tests.data.sources.sources import folder_of

SMALL = {
    "team.csv": "team_id,name\nN,Team North\n",
    "programme.csv": "programme_id,name,team_id\nP,Family support,N\n",
    "person.csv": "person_id,age_band,surname\nhmis-77-secret,30-39,Okonkwo\nother-person,40-49,Smith\n",
    "cases.csv": "case_id,person_id,programme_id,opened_on\nfile-1,hmis-77-secret,P,2026-01-05\n"
    "file-2,other-person,P,2026-13-05\n",
    "snapshot.csv": "data_date,spec_version\n2026-11-16,1\n",
}


def test_an_import_tells_what_it_left_out_and_publishes_the_rest(tmp_path: Path) -> None:
    told = data("import", str(folder_of(tmp_path / "in", SMALL)), store=tmp_path / "store")
    assert told.returncode == 0, told.stderr
    assert "cases.csv, opened_on, row 3: No calendar has this date." in told.stdout
    assert "person.csv: Never read, because not on the list of columns: surname." in told.stdout
    assert "is current in" in told.stdout
    assert "Reading" in told.stderr
    assert "Okonkwo" not in told.stdout + told.stderr
    current = Store(tmp_path / "store").current()
    assert current is not None
    assert (current.source_kind, current.pseudonym_scheme, current.synthetic) == ("caseboard", "random", False)
    assert data("check", store=tmp_path / "store").stdout.endswith("is sound.\n")


def test_an_import_for_a_program_prints_one_object_and_nothing_else(tmp_path: Path) -> None:
    told = data("import", str(folder_of(tmp_path / "in", SMALL)), "--json", store=tmp_path / "store")
    assert told.returncode == 0
    said = json.loads(told.stdout)
    current = Store(tmp_path / "store").current()
    assert current is not None
    assert said["snapshot_id"] == current.snapshot_id
    assert said["data_date"] == "2026-11-16"
    assert (said["rows"]["cases"], said["rows"]["person"], said["rows"]["contact"]) == (1, 2, 0)
    assert said["rows_left_out"] == {"cases": 1}
    assert said["findings"] == {"blocks": 0, "error": 1, "warning": 0, "note": 2}
    assert said["columns_never_read"] == {"person.csv": ["surname"]}
    assert (said["pseudonym_scheme"], said["smallest_group"], said["problem"]) == ("random", 1, None)


def test_a_blocked_import_ends_with_2_says_why_and_changes_nothing(tmp_path: Path) -> None:
    first = data("import", str(folder_of(tmp_path / "in", SMALL)), store=tmp_path / "store")
    assert first.returncode == 0
    before = Store(tmp_path / "store").current()
    bad = SMALL | {"team.csv": "team_id,name\nN,Call Jo on 020 7946 0958\n"}
    told = data("import", str(folder_of(tmp_path / "bad", bad)), store=tmp_path / "store")
    assert told.returncode == 2
    assert "team.csv, name, row 2: Looks like a phone number." in told.stdout
    assert "Nothing was published" in told.stderr
    as_json = data("import", str(tmp_path / "bad"), "--json", store=tmp_path / "store")
    assert as_json.returncode == 2
    said = json.loads(as_json.stdout)
    assert said["snapshot_id"] is None
    assert {one["check_id"] for one in said["blocked_by"]} == {"identifier_in_text"}
    assert "7946" not in told.stdout + told.stderr + as_json.stdout + as_json.stderr
    assert Store(tmp_path / "store").current() == before
    assert len(Store(tmp_path / "store").snapshots()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("import", "nowhere"),
        ("import",),
        ("import", ".", "--data-date", "16.11.2026"),
        ("import", ".", "--pseudonyms", "rot13"),
        ("template", "."),
    ],
)
def test_wrong_use_ends_with_1_and_words(words: tuple[str, ...], tmp_path: Path) -> None:
    told = data(*words, store=tmp_path / "store")
    assert told.returncode == 1
    assert told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "store").exists()


def test_a_check_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    told = data("check", str(folder_of(tmp_path / "in", SMALL)), store=tmp_path / "store")
    assert told.returncode == 0
    assert "row 3: No calendar has this date." in told.stdout
    assert told.stdout.endswith("An import would publish this; nothing was changed.\n")
    assert Store(tmp_path / "store").snapshots() == []
    assert not (tmp_path / "store-keys").exists()
    assert data("check", store=tmp_path / "store").returncode == 1


def test_the_template_is_a_source_once_it_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "template"
    assert data("template", str(folder), store=tmp_path / "store").returncode == 0
    empty = data("import", str(folder), store=tmp_path / "store")
    assert empty.returncode == 2
    assert "There is not a single sound case." in empty.stdout
    for name, rows in {"person.csv": "Q" + "," * 5, "cases.csv": "C,Q,,,2026-01-05" + "," * 5}.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(rows + "\n")
    (folder / "snapshot.csv").write_text("data_date,spec_version\n2026-11-16,1\n")
    filled = data("import", str(folder), store=tmp_path / "store")
    assert filled.returncode == 0, filled.stdout
    with (folder / "checks.csv").open(newline="", encoding="utf-8") as file:
        assert [row["check"] for row in csv.DictReader(file)] == [one.check_id for one in all_checks()]
    dictionary = (folder / "dictionary.csv").read_text(encoding="utf-8")
    assert "cases,close_reason,,code,How it ended.,,as it is,goals_met = Goals met;" in dictionary


def test_real_data_replaces_the_synthetic_agency_only_on_purpose(tmp_path: Path) -> None:
    store = tmp_path / "store"
    data("demo", "--cases", "100", store=store)
    before = Store(store).current()
    source = str(folder_of(tmp_path / "in", SMALL))
    refused = data("import", source, "--json", store=store)
    assert refused.returncode == 2
    assert "--replace-demo" in refused.stderr
    assert "--replace-demo" in json.loads(refused.stdout)["problem"]
    assert Store(store).current() == before
    assert data("check", source, store=store).returncode == 0
    assert data("import", source, "--replace-demo", store=store).returncode == 0
    current = Store(store).current()
    assert current is not None
    assert not current.synthetic


def test_everyone_signed_in_with_a_demo_account_is_signed_out(tmp_path: Path) -> None:
    store, now = tmp_path / "store", datetime(2026, 11, 20, 9, tzinfo=UTC)
    data("demo", "--cases", "100", store=store)
    with Workbook.open(places(store).workbook) as workbook:
        account = demo_account("demo-manager")
        assert account is not None
        session = redeem(workbook, issue_ticket(workbook, account, "n", now), "n", now, demo_allowed=True)
        assert session is not None
        assert signed_in(workbook, session, now, demo_allowed=True) is not None
    assert data("import", str(folder_of(tmp_path / "in", SMALL)), "--replace-demo", store=store).returncode == 0
    with Workbook.open(places(store).workbook) as workbook:
        assert signed_in(workbook, session, now, demo_allowed=True) is None


def test_the_look_up_may_not_lie_in_the_store(tmp_path: Path) -> None:
    store = tmp_path / "store"
    source = str(folder_of(tmp_path / "in", SMALL))
    told = data("import", source, store=store, CASEBOARD_KEYS=str(store / "keys"))
    assert told.returncode == 1
    assert "may not lie inside the store" in told.stderr
    assert not store.exists()


def test_keys_go_on_as_before_and_hmac_is_asked_for_once(tmp_path: Path) -> None:
    source, store = str(folder_of(tmp_path / "in", SMALL)), tmp_path / "store"
    (tmp_path / "key").write_text("0123456789abcdef" * 4)
    key = ("--key-file", str(tmp_path / "key"))
    assert data("import", source, "--pseudonyms", "hmac", *key, store=store).returncode == 0
    assert data("import", source, *key, store=store).returncode == 0
    told = data("import", source, store=store)
    assert told.returncode == 2
    assert "need a secret key" in told.stderr
    changed = data("import", source, "--pseudonyms", "random", "--json", store=store)
    assert json.loads(changed.stdout)["findings"]["warning"] == 1
