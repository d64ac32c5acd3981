"""Slows down guessing, shared by all processes: growing delays that always run out, so nobody is locked out for good.

Three counts are kept: of a name from an address, of an address whatever the name, of a name whatever the address.
Where a name has signed in lately, that address answers for its own count alone: strangers who guess at somebody's
name do not delay that person at the usual desk. Only hashes of names and addresses are kept: people type passwords
into the wrong box. A count leaks away with time. Moments are passed in, aware and in UTC.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from data.workbook.accounts import as_name
from data.workbook.secret import digest
from data.workbook.tables import throttle
from data.workbook.turns import Turn, take
from data.workbook.workbook import Workbook

LONGEST_DELAY = 60
"""Seconds. At a guess a minute a password of twelve characters is out of reach, and a person waits a minute at most."""
TRUSTED_FOR = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=1)
ANY = ""
Key = tuple[str, str]


@dataclass(frozen=True)
class Rule:
    """`free` wrong passwords pass without delay, then come 1, 2, 4 … seconds; one is forgiven every `leak`."""

    free: int
    leak: timedelta

    def delay(self, level: float) -> int:
        over = round(level) - self.free
        return 0 if over < 0 else min(2**over, LONGEST_DELAY)

    def wait(self, level: float, since: timedelta) -> int:
        """What is left of the delay. A count from the future is of before a clock was set back: nobody waits for it."""
        delay, passed = self.delay(level), since.total_seconds()
        return 0 if passed < -LONGEST_DELAY else max(0, min(delay, math.ceil(delay - passed)))

    def after_one_more(self, level: float, since: timedelta) -> float:
        """Never more than what brings the longest delay, so that even a long attack is soon forgiven."""
        leaked = max(0.0, since / self.leak)
        return min(max(0.0, level - leaked) + 1, self.free + math.ceil(math.log2(LONGEST_DELAY)))


PAIR = Rule(free=4, leak=timedelta(minutes=10))
ADDRESS = Rule(free=30, leak=timedelta(minutes=2))
NAME = Rule(free=30, leak=timedelta(minutes=10))
"""An office behind one address mistypes more often than one person does."""


@dataclass(frozen=True)
class _Count:
    level: float
    failed_at: datetime
    trusted_until: datetime | None = None

    def trusted(self, now: datetime) -> bool:
        return self.trusted_until is not None and now < self.trusted_until


def admit(wb: Workbook, name: str, address: str, now: datetime) -> int:
    """0: check the password now. Otherwise the whole seconds to wait, and the password must not be checked.

    An admitted attempt counts as a wrong one from the start, so that of a thousand at once not all are admitted;
    `succeeded` takes it back. What is not admitted counts for nothing. address: where it comes from, as text.
    """
    with wb.begin() as con:
        take(con, Turn.THROTTLE)
        rules = _rules(con, name, address, now)
        wait = _wait(con, rules, now)
        if not wait:
            for key, rule in rules.items():
                count = _count(con, key, now)
                _keep(con, key, rule.after_one_more(count.level, now - count.failed_at), now, count.trusted_until)
        return wait


def wait_seconds(wb: Workbook, name: str, address: str, now: datetime) -> int:
    """How long `admit` would ask this attempt to wait, without counting anything."""
    with wb.read() as con:
        return _wait(con, _rules(con, name, address, now), now)


def succeeded(wb: Workbook, name: str, address: str, now: datetime) -> None:
    """The password of an admitted attempt was right: its count is taken back, and the address is this name's own.

    Only its own count: who guesses at others must not clear the address by signing in as themselves in between.
    """
    with wb.begin() as con:
        take(con, Turn.THROTTLE)
        pair, *others = _rules(con, name, address, now)
        _keep(con, pair, 0.0, now, now + TRUSTED_FOR)
        for key in others:
            count = _count(con, key, now)
            _keep(con, key, max(0.0, count.level - 1), count.failed_at, None)
        con.execute(delete(throttle).where(throttle.c.failed_at <= now - FORGOTTEN_AFTER, _not_trusted(now)))


def forget(wb: Workbook, name: str) -> None:
    """Start again with a name, for somebody who was helped to a new password."""
    with wb.begin() as con:
        con.execute(delete(throttle).where(throttle.c.name_hash == _hash_of_name(name)))


def _rules(con: Connection, name: str, address: str, now: datetime) -> dict[Key, Rule]:
    name_hash, address_hash = _hash_of_name(name), digest(_network(address))
    pair = (name_hash, address_hash)
    if _count(con, pair, now).trusted(now):
        return {pair: PAIR}
    return {pair: PAIR, (ANY, address_hash): ADDRESS, (name_hash, ANY): NAME}


def _wait(con: Connection, rules: dict[Key, Rule], now: datetime) -> int:
    counts = {key: _count(con, key, now) for key in rules}
    return max(rule.wait(counts[key].level, now - counts[key].failed_at) for key, rule in rules.items())


def _count(con: Connection, key: Key, now: datetime) -> _Count:
    columns = (throttle.c.level, throttle.c.failed_at, throttle.c.trusted_until)
    row = con.execute(select(*columns).where(_is(key))).one_or_none()
    return _Count(*row) if row is not None else _Count(level=0.0, failed_at=now)


def _keep(con: Connection, key: Key, level: float, failed_at: datetime, trusted_until: datetime | None) -> None:
    name_hash, address_hash = key
    con.execute(delete(throttle).where(_is(key)))
    if not level and trusted_until is None:
        return
    con.execute(
        insert(throttle).values(
            name_hash=name_hash,
            address_hash=address_hash,
            level=level,
            failed_at=failed_at,
            trusted_until=trusted_until,
        )
    )


def _is(key: Key) -> ColumnElement[bool]:
    return and_(throttle.c.name_hash == key[0], throttle.c.address_hash == key[1])


def _not_trusted(now: datetime) -> ColumnElement[bool]:
    return or_(throttle.c.trusted_until.is_(None), throttle.c.trusted_until <= now)


def _hash_of_name(name: str) -> str:
    return digest(as_name(name))


def _network(address: str) -> str:
    """One household has a whole /64 of IPv6 addresses, so that is what counts as one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
