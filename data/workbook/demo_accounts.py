"""The accounts of the synthetic agency: constants with a published password, never rows of a workbook.

They are honoured only where a caller says `demo_allowed`, which is true only while the current snapshot is synthetic.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from data.workbook.passwords import PUBLISHED, hashed
from data.workbook.people import Account, Membership

PREFIX = "demo-"
"""No account of a workbook may have a name that begins so."""
PASSWORD = PUBLISHED
SINCE = date(2020, 1, 1)


def demo_accounts() -> tuple[Account, ...]:
    """Every demo account, one a role and one deputy."""
    return (
        Account(f"{PREFIX}supervisor", "supervisor", memberships=(Membership("T-NORTH", "lead", SINCE),)),
        Account(
            f"{PREFIX}deputy",
            "supervisor",
            memberships=(Membership("T-SOUTH", "lead", SINCE), Membership("T-NORTH", "deputy", SINCE)),
        ),
        Account(f"{PREFIX}manager", "manager"),
        Account(f"{PREFIX}advocate", "advocate"),
        Account(f"{PREFIX}administrator", "administrator"),
    )


def demo_account(name: str) -> Account | None:
    return next((one for one in demo_accounts() if one.name == name), None)


@cache
def demo_hash() -> str:
    """The hash of the published password, made once a process when it is first needed."""
    return hashed(PASSWORD)
