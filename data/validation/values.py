"""How a staged text becomes a value of its column, and what may be wrong with it: SQL made from the schema's marks.

Nothing is guessed: a text that is not surely a value of its column makes its row an error. Blanks at the ends, an empty
text and the NULL of a database are nothing. Codes and a source's own keys do not depend on capitals.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import duckdb

from data.columns import Column
from data.findings import Check, Words
from data.import_checks import (
    CODE_UNKNOWN,
    CONTROL_CHARACTER,
    DATE_AHEAD,
    DATE_IMPOSSIBLE,
    DATE_TOO_EARLY,
    DATE_TOO_LATE,
    DATE_UNREADABLE,
    NUMBER_BEYOND,
    NUMBER_NOT_WHOLE,
    NUMBER_UNREADABLE,
    TEXT_MALFORMED,
    TEXT_TOO_LONG,
    TRUTH_UNREADABLE,
    VALUE_MISSING,
)

LONGEST_TEXT = 200
LONGEST_OUTLINE = 1_000_000
RANGES = {
    "worker.fte": (0, 2),
    "worker.capacity_points": (0, 1000),
    "community.population": (0, 2_000_000_000),
    "provider.response_days": (0, 1000),
    "community_action.people_reached": (0, 2_000_000_000),
    "community_action.sessions": (0, 1_000_000),
    "service_session.minutes": (0, 1440),
    "case_rating.score": (1, 3),
    "goal.attainment": (-2, 2),
    "outcome_score.score": (-1_000_000, 1_000_000),
    "client_feedback.heard": (1, 5),
    "client_feedback.respected": (1, 5),
    "client_feedback.involved": (1, 5),
    "client_feedback.satisfied": (1, 5),
}
WORDS = r"[a-z][a-z_]{1,39}( [a-z][a-z_]{1,39}){0,14}"
DOMAINS = "({domain})( ({domain}))*"
FORMS = {
    "person.language": (r"[a-z]{2,3}", "a language code of two or three small letters (ISO 639), as en"),
    "provider.services": (DOMAINS, "codes of needs, separated by single blanks, as housing food"),
    "service_session.partner_disciplines": (
        WORDS,
        "words in small letters, separated by single blanks, as nursing law",
    ),
    "community.geometry": (r"(MULTI)?POLYGON ?\([-+0-9eE., ()]+\)", "an outline as WKT: POLYGON((0 0, 1 0, 1 1, 0 0))"),
    "follow_up.rung": ("7|30|90|180", "7, 30, 90 or 180"),
}
BLANKS = " \t\u00a0\ufeff\u200b"
UNSEEN = r"[\p{Cc}\x{fffd}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
"""Control characters, what reading put in their place, and marks that turn the direction of writing."""
NORMAL_FORM = "caseboard_normal_form"


@dataclass(frozen=True)
class Rule:
    """What may be wrong in a row: `where` is SQL over the row's values (`x`) and cleaned texts (`text_x`)."""

    check: Check
    column: str
    where: str
    words: Words = field(default_factory=dict)

    @property
    def leaves_out(self) -> bool:
        return self.check.severity == "error"


def normal_form(key: str) -> str:
    """A source's own key as it is compared and made into a pseudonym: compatible forms and capitals are one."""
    return unicodedata.normalize("NFKC", key).casefold().strip()


def cleaned(name: str) -> str:
    """SQL of a staged column without blanks at its ends; nothing where it says nothing."""
    trimmed = f"trim({name}, '{BLANKS}')"
    return f"case when {trimmed} not in ('', 'NULL', '\\N') then {trimmed} end"


def value(column: Column) -> str:
    """SQL of the value of a column, from its cleaned text; null where the text is none."""
    text = f"text_{column.name}"
    if column.is_secret_key:
        # What is ASCII needs no Python; most keys are.
        return f"case when strlen({text}) = length({text}) then lower({text}) else {NORMAL_FORM}({text}) end"
    if column.type == "date":
        midnight = rf"regexp_full_match({text}, '.{{10}}[ T]00:00(:00(\.0+)?)?')"
        day = f"case when length({text}) = 10 or {midnight} then left({text}, 10) end"
        return f"try_cast(case when {day} like '____-__-__' then {day} end as date)"
    if column.type in ("integer", "bigint"):
        whole = rf"regexp_full_match({text}, '[-+]?\d{{1,10}}(\.0+)?')"
        return f"try_cast(case when {whole} then split_part({text}, '.', 1) end as {column.type})"
    if column.type == "double":
        return rf"try_cast(case when regexp_full_match({text}, '[-+]?\d{{0,15}}(\.\d+)?') then {text} end as double)"
    if column.type == "boolean":
        return (
            f"case when lower({text}) in ('true', 'yes', '1', 't', 'y') then true "
            f"when lower({text}) in ('false', 'no', '0', 'f', 'n') then false end"
        )
    if column.codes:
        return f"lower({text})"
    return text if column.refers or column.is_key else rf"regexp_replace({text}, '\s+', ' ', 'g')"


def rules(column: Column, codes: dict[str, tuple[str, ...]]) -> list[Rule]:
    """What may be wrong with one column. `codes`: kind → its codes. $data_date is bound where dates are looked at."""
    name, text = column.name, f"text_{column.name}"
    found: list[Rule] = []

    def add(check: Check, where: str, **words: str | int) -> None:
        found.append(Rule(check, name, where, words))

    if column.is_required:
        add(VALUE_MISSING, f"{text} is null")
    if column.is_secret_key:
        return found
    unread = f"{text} is not null and {name} is null"
    if column.type == "date":
        looks_right = rf"regexp_full_match({text}, '\d{{4}}-\d{{2}}-\d{{2}}([ T]00:00(:00(\.0+)?)?)?')"
        add(DATE_UNREADABLE, f"{unread} and not {looks_right}")
        add(DATE_IMPOSSIBLE, f"{unread} and {looks_right}")
        add(DATE_TOO_EARLY, f"{name} < date '1900-01-01'")
        add(DATE_TOO_LATE, f"{name} >= date '2199-12-31'")
        if column.happened:
            add(DATE_AHEAD, f"{name} > $data_date and {name} < date '2199-12-31'")
    elif column.type in ("integer", "bigint"):
        add(NUMBER_NOT_WHOLE, unread)
    elif column.type == "double":
        add(NUMBER_UNREADABLE, unread)
    elif column.type == "boolean":
        add(TRUTH_UNREADABLE, unread)
    elif column.codes:
        listed = ", ".join(f"'{code}'" for code in codes[column.codes])
        kind = column.codes.replace("_", " ")
        add(CODE_UNKNOWN, f"{name} not in ({listed})", kind=kind, codes=", ".join(codes[column.codes]))
    else:
        longest = LONGEST_OUTLINE if name == "geometry" else LONGEST_TEXT
        add(TEXT_TOO_LONG, f"length({name}) > {longest}", most=longest)
        add(CONTROL_CHARACTER, f"regexp_matches({name}, '{UNSEEN}')")
    if (place := f"{column.table}.{name}") in RANGES:
        least, most = RANGES[place]
        add(NUMBER_BEYOND, f"{name} not between {least} and {most}", least=least, most=most)
    if place in FORMS:
        pattern, form = FORMS[place]
        pattern = pattern.replace("{domain}", "|".join(codes["domain"]))
        add(TEXT_MALFORMED, f"not regexp_full_match(cast({name} as varchar), '{pattern}')", form=form)
    return found


def code_lists(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Kind → its codes in their order."""
    rows = con.execute("select kind, list(code order by position) from code_list group by kind").fetchall()
    return {kind: tuple(codes) for kind, codes in rows}


def add_normal_form(con: duckdb.DuckDBPyConnection) -> None:
    """Make `normal_form` a function of SQL on this connection."""
    con.create_function(NORMAL_FORM, normal_form, ["varchar"], "varchar")
