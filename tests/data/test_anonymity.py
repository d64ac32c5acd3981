"""Pseudonyms: a client keeps one key for good, a key never has two clients, and who holds a key learns nothing else."""

from __future__ import annotations

import hashlib
import hmac
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import data.anonymity
from data.anonymity import ALPHABET, Hmac, Random, in_letters, pseudonym_of, secret_key
from data.store import Store, StoreError
from data.validation.values import normal_form
from tests.conftest import ROOT
from tests.data.imported import imported, keys, rows, store_of
from tests.data.sources.sources import folder_of
from tests.data.validation.agency import AGENCY, agency

SECRET = bytes(range(7, 47))


def shown(folder: Path) -> set[object]:
    """Every pseudonym of a person, case, worker or household in the current snapshot."""
    found = rows(
        folder,
        "select person_id from person union select case_id from cases union select worker_id from worker "
        "union select household_id from person_household union select exempt_by from follow_up",
    )
    return {value for (value,) in found if value is not None}


def test_a_client_keeps_the_key_from_one_import_to_the_next(tmp_path: Path) -> None:
    imported(tmp_path)
    first = keys(tmp_path)
    assert shown(tmp_path) == set(first.values())
    imported(tmp_path, {"person": "+Q7,18-29,,,,", "cases": "+K7,Q7,P,2026-03-01,,,,"})
    second = keys(tmp_path)
    assert {key: second[key] for key in first} == first
    assert second.keys() - first.keys() == {("person", "q7"), ("case", "k7")}
    imported(tmp_path)
    assert keys(tmp_path) == second, "who is not in an export may come back, and keeps the key"


def test_keys_are_eight_letters_that_are_told_apart_when_read_aloud(tmp_path: Path) -> None:
    imported(tmp_path)
    assert {bool(re.fullmatch(f"[{ALPHABET}]{{8}}", pseudonym)) for pseudonym in keys(tmp_path).values()} == {True}
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)
    assert in_letters(0, 3) == "000"
    assert in_letters((1 << 15) - 1, 3) == "ZZZ"
    assert in_letters(1 << 5, 3) == "010"


def test_keys_of_different_kinds_differ_even_where_the_source_s_are_the_same(tmp_path: Path) -> None:
    imported(
        tmp_path,
        {
            "person": "person_id\n1\n2\nQ1\nQ2\n",
            "cases": "case_id,person_id,opened_on\n1,2,2026-01-05\n2,1,2026-01-05\nK1,Q1,2026-01-05\nK3,Q2,2026-02-01\n"
            "K2,Q1,2026-08-01\n",
        },
    )
    of = keys(tmp_path)
    assert len({of["person", "1"], of["case", "1"], of["person", "2"], of["case", "2"]}) == 4


def test_drawn_keys_that_are_taken_are_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With so few letters that most draws collide, everybody still has a key of their own."""
    monkeypatch.setattr(data.anonymity, "RANDOM_LENGTH", 1)
    imported(tmp_path)
    first = keys(tmp_path)
    assert 5 < len(first) < 20
    imported(tmp_path, {"person": "+Q7,18-29,,,,", "cases": "+K7,Q7,P,2026-03-01,,,,"})
    second = keys(tmp_path)
    assert len(set(second.values())) == len(first) + 2
    assert {key: second[key] for key in first} == first


def test_a_key_of_somebody_who_is_not_in_this_export_is_not_given_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data.anonymity, "RANDOM_LENGTH", 1)
    others = dict.fromkeys(name for name in AGENCY if name not in ("person", "cases", "snapshot"))
    for who in "ABCDEFGH":
        people = f"person_id\nQ{who}\n"
        imported(
            tmp_path, {**others, "person": people, "cases": f"case_id,person_id,opened_on\nK{who},Q{who},2026-01-05\n"}
        )
    assert len(keys(tmp_path)) == 16


@pytest.mark.parametrize("other", ["q1 ", "Ｑ１", "Q1"])
def test_forms_of_one_key_are_one_client(other: str, tmp_path: Path) -> None:
    cases = f"case_id,person_id,opened_on\nK1,{other},2026-01-05\nk2,q1,2026-08-01\nK3,Q2,2026-02-01\n"
    report = imported(tmp_path, {"cases": cases})
    assert report.findings.found == []
    assert rows(tmp_path, "select count(distinct person_id), count(*) from cases") == [(2, 3)]


def test_the_normal_form_keeps_different_keys_apart() -> None:
    assert normal_form(" Straße-12 ") == "strasse-12"
    assert normal_form("K\u00e9") == normal_form("Ke\u0301")
    assert len({normal_form(key) for key in ("K1", "K 1", "K-1", "K01", "1K")}) == 5


def test_hmac_is_the_published_one() -> None:
    """RFC 4231, test case 2."""
    digest = hmac.digest(b"Jefe", b"what do ya want for nothing?", hashlib.sha256).hex()
    assert digest == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_an_hmac_pseudonym_is_the_first_eighty_bits_over_version_whose_keys_and_key() -> None:
    told = pseudonym_of(SECRET, "caseboard", "person", "q1")
    digest = hmac.new(SECRET, b"v1|caseboard:person|q1", "sha256").digest()
    assert len(told) == 16
    number = 0
    for letter in told:
        number = number * 32 + ALPHABET.index(letter)
    assert number.to_bytes(10, "big") == digest[:10]


def test_hmac_needs_no_look_up_and_gives_the_same_keys_anywhere(tmp_path: Path) -> None:
    for name in ("here", "there"):
        imported(tmp_path / name, scheme=Hmac(SECRET))
        assert not (tmp_path / name / "store-keys").exists()
    assert shown(tmp_path / "here") == shown(tmp_path / "there")
    imported(tmp_path / "there", scheme=Hmac(SECRET[::-1]))
    assert not shown(tmp_path / "here") & shown(tmp_path / "there")
    assert rows(tmp_path / "here", "select exempt_by from follow_up where exempt_by is not null") == [
        (pseudonym_of(SECRET, "caseboard", "worker", "w2"),)
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"", "need a secret key"),
        (b"too short", "easy to guess"),
        (b"a" * 64, "easy to guess"),
    ],
)
def test_a_secret_key_that_is_none_is_refused(content: bytes | None, words: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    with pytest.raises(StoreError, match=words):
        secret_key(tmp_path / "key")


def test_a_secret_key_comes_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_bytes(SECRET.hex().encode() + b"\n")
    monkeypatch.setenv("CASEBOARD_HMAC_KEY", SECRET.hex())
    assert secret_key(tmp_path / "key") == secret_key(None) == SECRET.hex().encode()
    monkeypatch.delenv("CASEBOARD_HMAC_KEY")
    with pytest.raises(StoreError, match="need a secret key"):
        secret_key(None)


def test_a_look_up_that_cannot_be_opened_publishes_nothing(tmp_path: Path) -> None:
    before = imported(tmp_path).snapshot
    path = tmp_path / "store-keys" / "pseudonyms.duckdb"
    path.write_bytes(b"not a look-up" * 1000)
    with pytest.raises(StoreError, match=r"pseudonyms\.duckdb cannot be opened"):
        imported(tmp_path)
    assert store_of(tmp_path).current() == before


def test_a_look_up_thrown_away_is_not_written(tmp_path: Path) -> None:
    imported(tmp_path)
    before = (tmp_path / "store-keys" / "pseudonyms.duckdb").read_bytes()
    report = imported(
        tmp_path, {"person": "+Q7,18-29,,,,"}, scheme=Random(tmp_path / "store-keys", keep=False), publish=False
    )
    assert not report.findings.is_blocked
    assert (tmp_path / "store-keys" / "pseudonyms.duckdb").read_bytes() == before


def run_killed(source: Path, store: Store, step: int, when: str) -> subprocess.CompletedProcess[str]:
    told = subprocess.run(
        [
            sys.executable, "-m", "tests.data.killed", str(step), when,
            "import", str(source), "--store", str(store.folder),
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode in (0, -signal.SIGKILL), told.stderr
    return told


def kill_at(folder: Path, points: list[tuple[int, str]]) -> None:
    """Kill imports of an agency that grows by one client a time; keys once used stay, and stay one client's."""
    imported(folder)
    used = dict(keys(folder))
    for number, (step, when) in enumerate(points):
        grown = {"person": f"+Q{10 + number},,,,,", "cases": f"+K{10 + number},Q{10 + number},P,2026-03-01,,,,"}
        run_killed(folder_of(folder / f"grown-{number}", agency(grown)), store_of(folder), step, when)
        known = keys(folder)
        assert {key: known[key] for key in used} == used, (
            f"a key was lost or given twice after a kill {when} step {step}"
        )
        assert shown(folder) <= set(known.values()), f"a published key has no client after a kill {when} step {step}"
        used = known
    imported(folder)
    assert {key: keys(folder)[key] for key in used} == used


def steps_of(folder: Path) -> int:
    source = folder_of(folder / "count", agency())
    return int(run_killed(source, Store(folder / "counted"), 0, "before").stderr.rsplit("steps: ", 1)[1])


def test_a_kill_at_the_steps_of_writing_keys_loses_none(tmp_path: Path) -> None:
    """Keys are written after validation and before the build is verified: the steps just before the last are those."""
    steps = steps_of(tmp_path)
    some = range(steps // 2, steps, max(1, steps // 16))
    kill_at(tmp_path, [(step, "after") for step in some])


@pytest.mark.soak
def test_a_kill_at_any_step_of_an_import_loses_no_key(tmp_path: Path) -> None:
    kill_at(tmp_path, [(step, ("before", "after")[step % 2]) for step in range(1, steps_of(tmp_path) + 1)])
