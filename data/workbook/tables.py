"""The tables of the workbook. No column holds free text: names, codes, dates, hashes and keys of pseudonyms only.

A change here is a new version: see versions.py.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

ROLES = ("supervisor", "manager", "advocate", "administrator")
NAME, CODE, KEY, HASH = 40, 40, 120, 64
"""Longest account name, code and key; a hash is SHA-256 in hexadecimal digits."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. One without a time zone is refused: it would mean another moment on another machine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; moments are passed in as aware UTC datetimes")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A column that holds one of these words."""
    return CheckConstraint(f"{column} in ({', '.join(repr(value) for value in values)})", name=f"{column}_is_known")


metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

account = Table(
    "account",
    metadata,
    Column("name", String(NAME), primary_key=True),
    Column("role", String(CODE), nullable=False),
    Column("password_hash", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("role_changed_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    one_of("role", ROLES),
)

account_team = Table(
    "account_team",
    metadata,
    Column("account", ForeignKey("account.name"), primary_key=True),
    Column("team_id", String(KEY), primary_key=True),
    Column("role", String(CODE), primary_key=True),
    Column("from_on", Date, primary_key=True),
    Column("to_on", Date),
    one_of("role", ("lead", "deputy")),
    CheckConstraint("to_on is null or from_on < to_on", name="ends_after_it_began"),
)

account_case = Table(
    "account_case",
    metadata,
    Column("account", ForeignKey("account.name"), primary_key=True),
    Column("case_id", String(KEY), primary_key=True),
    Column("from_on", Date, primary_key=True),
    Column("to_on", Date),
    CheckConstraint("to_on is null or from_on < to_on", name="ends_after_it_began"),
)

ticket = Table(
    "ticket",
    metadata,
    Column("ticket_hash", String(HASH), primary_key=True),
    Column("nonce_hash", String(HASH), nullable=False),
    Column("account", String(NAME), nullable=False),
    Column("account_version", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("session_hash", String(HASH), primary_key=True),
    Column("account", String(NAME), nullable=False, index=True),
    Column("account_version", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)

throttle = Table(
    "throttle",
    metadata,
    Column("name_hash", String(HASH), primary_key=True),
    Column("address_hash", String(HASH), primary_key=True),
    Column("level", Float, nullable=False),
    Column("failed_at", Moment, nullable=False),
    Column("trusted_until", Moment),
)

stage_standard = Table(
    "stage_standard",
    metadata,
    Column("standard_id", Integer, primary_key=True),
    Column("stage", String(CODE), nullable=False),
    Column("pathway", String(CODE), nullable=False),
    Column("expected_days", Integer),
    Column("review_every_days", Integer),
    Column("valid_from", Date, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    CheckConstraint("expected_days > 0", name="expected_days_are_some"),
    CheckConstraint("review_every_days > 0", name="review_days_are_some"),
    CheckConstraint("expected_days is null or review_every_days is null", name="one_way_to_judge_a_stage"),
)

holiday = Table(
    "holiday",
    metadata,
    Column("holiday_id", Integer, primary_key=True),
    Column("on_date", Date, nullable=False),
    Column("is_kept", Boolean, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

access_log = Table(
    "access_log",
    metadata,
    Column("entry_id", Integer, primary_key=True),
    Column("noted_at", Moment, nullable=False),
    Column("account", String(NAME), nullable=False),
    Column("what", String(CODE), nullable=False),
    Column("detail", String(KEY), nullable=False),
    Index("access_log_by_account", "account", "noted_at"),
    Index("access_log_by_moment", "noted_at"),
)
