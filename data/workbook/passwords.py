"""Passwords: which are refused, how one is made up, and hashes that never tell whether a name exists."""

from __future__ import annotations

import secrets

import bcrypt

COST = 12
"""About 0.3 s for one check on a small server: slow for a guesser, bearable for a reader."""
SHORTEST = 12
LONGEST_BYTES = 72
"""bcrypt reads no further."""
NOBODYS_HASH = "$2b$12$Hx3gVZpQ0dYw6mB9sKcTuO4RrjN1EaUfLtqXk2iP7oWvJy5SzDhCe"
"""No known password has this hash. It stands in for names that do not exist, so that they take as long to refuse."""
PUBLISHED = "synthetic-agency"
"""The password of the demo accounts, printed in the README: it opens nothing but synthetic data."""
TELLING = 4
"""A name of so many letters in a password is no accident."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is misread aloud or on paper."""


class PasswordError(ValueError):
    """A password that cannot be taken, and why."""


def made_up() -> str:
    """A new password of 79 random bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def checked(password: str, name: str) -> str:
    """The password, unchanged. Raises PasswordError where it is too short, too long or has the account's name in it."""
    if len(password) < SHORTEST:
        raise PasswordError(f"The password is too short: it needs at least {SHORTEST} characters.")
    if len(password.encode()) > LONGEST_BYTES:
        raise PasswordError(f"The password is too long: at most {LONGEST_BYTES} bytes are read.")
    if password == PUBLISHED:
        raise PasswordError("That password is the published one of the demo accounts.")
    if len(name) >= TELLING and name in password.lower():
        raise PasswordError("The password has the account's name in it.")
    if len(set(password)) < SHORTEST // 2:
        raise PasswordError("The password repeats the same few characters.")
    return password


def hashed(password: str) -> str:
    """Its bcrypt hash. Takes about 0.3 s, so never inside a transaction."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(COST)).decode()


def matches(password: str, password_hash: str) -> bool:
    """Whether the password has this hash; False, not an error, for what bcrypt cannot read."""
    if len(password.encode()) > LONGEST_BYTES:
        return False
    return bcrypt.checkpw(password.encode(), password_hash.encode())
