"""Secrets that travel once: 256 random bits, of which the workbook keeps only a hash."""

from __future__ import annotations

import hashlib
import secrets


def fresh() -> str:
    """256 random bits, fit for a cookie or an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of it. Unsalted and fast is enough: nobody guesses 256 bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
