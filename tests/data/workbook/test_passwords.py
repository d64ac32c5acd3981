"""Passwords: what is refused, what is made up, and a hash that opens nothing but takes as long."""

from __future__ import annotations

import bcrypt
import pytest

from data.workbook import passwords
from data.workbook.passwords import COST, NOBODYS_HASH, PasswordError


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too short"),
        ("elevenchars", "too short"),
        ("ü" * 37, "too long"),
        ("x" * 73, "too long"),
        ("my-name-is-Robin", "account's name"),
        ("abababababab", "same few"),
        ("synthetic-agency", "published"),
    ],
)
def test_a_password_that_is_easy_to_guess_or_cut_off_is_refused(password: str, why: str) -> None:
    with pytest.raises(PasswordError, match=why):
        passwords.checked(password, "robin")


@pytest.mark.parametrize(
    "password", ["twelve chars", "pass word ünï", "correct horse battery staple", "ab1cd2ef3gh4" * 6]
)
def test_anything_else_is_taken_as_it_is(password: str) -> None:
    assert passwords.checked(password, "robin") == password


def test_a_name_of_two_letters_may_happen_to_be_in_a_password() -> None:
    assert passwords.checked("always be careful", "al")


def test_a_made_up_password_is_always_taken_and_never_the_same() -> None:
    made = {passwords.made_up() for _ in range(500)}
    assert len(made) == 500
    assert {passwords.checked(one, "robin") for one in made} == made
    assert not set("01iloIO") & set("".join(made))


def test_a_password_matches_its_hash_and_no_other() -> None:
    known = passwords.hashed("twelve chars")
    assert known.startswith(f"$2b${COST}$")
    assert passwords.matches("twelve chars", known)
    assert not passwords.matches("twelve charS", known)
    assert not passwords.matches("x" * 100, known)


def test_nobodys_hash_costs_as_much_as_a_real_one_and_matches_nothing() -> None:
    assert NOBODYS_HASH[:7] == passwords.hashed("twelve chars")[:7]
    assert len(NOBODYS_HASH) == 60
    assert not bcrypt.checkpw(b"twelve chars", NOBODYS_HASH.encode())
