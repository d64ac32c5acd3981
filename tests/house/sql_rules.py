"""Rules for SQL files: how they are written, and that questions keep to the part of SQL that runs on other engines."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.house.rule import Rule

CLOCK = (
    r"\b(current_date|current_timestamp|current_time|localtimestamp|localtime)\b|"
    r"\b(now|today|get_current_timestamp)\s*\("
)
NOT_PORTABLE = {
    r"\basof\b": "asof join is passed through unflagged elsewhere",
    r"\bquantile\w*\s*\(|\bpercentile_\w+|\bmedian\s*\(|\bmad\s*\(": "quantiles are rejected or approximate elsewhere: "
    "return a histogram",
    r"\b(list|array_agg|string_agg|group_concat)\s*\([^()]*\border by\b": "the order inside a list is lost elsewhere",
    r"\bgroup by all\b|\border by all\b": "name the columns",
    r"\*\s*(exclude|replace|rename|except)\b": "name the columns",
    r"\bqualify\b": "use a step and a where",
    r"::": "write cast(x as type)",
    r"\bround\s*\([^()]*(\([^()]*\))*[^()]*,": "round in Python: round(double, n) fails elsewhere",
    r"\bas days\b(?!\w)": "days is a unit elsewhere: say what the days are of",
    r"\bnatural\b": "say the key of the join",
}
AFTER_FROM = (
    r"\bwhere\b|\bgroup by\b|\border by\b|\bhaving\b|\blimit\b|\bunion\b|\bexcept\b|\bintersect\b|\bselect\b|\bwindow\b"
)
PLACEHOLDERS = {
    r"\{|\}": "a format brace",
    r"%\(?s|%\(\w+\)s": "a percent placeholder",
    r"\?": "a question mark",
    r"(?<![:\w]):[a-z_]\w*": "a colon name",
    r"\$\d": "a numbered parameter",
}


def bare(text: str) -> str:
    """SQL without comments, with every string and quoted name emptied."""
    parts = re.findall(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|.", text, flags=re.DOTALL)
    return "".join(
        "" if part.startswith(("--", "/*")) else f"{part[0]}{part[0]}" if part[0] in "'\"" else part for part in parts
    )


def levels(text: str) -> list[str]:
    """SQL taken apart by its brackets, innermost first, the outermost last; each without what is inside it."""
    found, sql = [], bare(text)
    while inner := re.search(r"\(([^()]*)\)", sql):
        found.append(inner.group(1))
        sql = f"{sql[: inner.start()]} {sql[inner.end() :]}"
    return [*found, sql.strip().rstrip(";").strip()]


def lower_case(_: str, text: str) -> list[str]:
    return [
        f"line {number} shouts {found.group()!r}"
        for number, line in enumerate(bare_lines(text), 1)
        if (found := re.search(r"\b\w*[A-Z]\w*\b", line))
    ]


def bare_lines(text: str) -> list[str]:
    """The lines of SQL, comments and strings emptied, each still at its own number."""
    kept = re.sub(
        r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"",
        lambda found: "\n" * found.group().count("\n"),
        text,
        flags=re.DOTALL,
    )
    return kept.split("\n")


def header_first(_: str, text: str) -> list[str]:
    return [] if re.match(r"-- \S", text) else ["the first line is not a comment that says the question and its grain"]


def matches_none_of(patterns: dict[str, str]) -> Callable[[str, str], list[str]]:
    """Findings where the bare SQL matches one of these patterns; the value says why not."""

    def finds(_: str, text: str) -> list[str]:
        sql = bare(text)
        return [
            f"{' '.join(found.group().split())!r}: {why}"
            for pattern, why in patterns.items()
            if (found := re.search(pattern, sql, flags=re.IGNORECASE | re.DOTALL))
        ]

    return finds


def ends_in_an_order(_: str, text: str) -> list[str]:
    outer = levels(text)[-1]
    last = outer[outer.rfind("select") :]
    return [] if re.search(r"\border by\b", last) else ["the outermost select has no order by"]


def one_statement(_: str, text: str) -> list[str]:
    return ["there is more than one statement"] if ";" in bare(text).strip().removesuffix(";") else []


def every_join_has_a_key(_: str, text: str) -> list[str]:
    """Each join but a cross join has its on or using; tables are never joined by a comma."""
    found = []
    for level in levels(text):
        for join in re.finditer(rf"(?<!cross )\bjoin\b(.*?)(?=\bjoin\b|{AFTER_FROM}|$)", level, re.DOTALL):
            if not re.search(r"\b(on|using)\b", join.group(1)):
                found.append(f"a join without its key: {' '.join(join.group().split())[:60]!r}")
        for source in re.finditer(
            rf"(?<!distinct )\bfrom\b(.*?)(?=\bjoin\b|\bfrom\b|{AFTER_FROM}|$)", level, re.DOTALL
        ):
            if "," in source.group(1):
                found.append(f"tables joined by a comma: {' '.join(source.group().split())[:60]!r}")
    return found


QUESTION = "-- How many cases are open? One row a stage.\n"
IN_QUESTIONS = ("queries/*.sql",)

RULES = (
    Rule(
        "SQL speaks in lower case",
        ("*.sql",),
        lower_case,
        refuses=(("queries/a/b.sql", "SELECT 1\n"), ("data/schema.sql", "create TABLE x (a text);\n")),
        allows=(("data/checks/x.sql", "-- Who\nselect \"PersonalID\" from raw where a = 'M' -- Why\n"),),
    ),
    Rule(
        "SQL begins by saying what it is",
        ("*.sql",),
        header_first,
        refuses=(("queries/a/b.sql", "select 1\n"), ("queries/a/b.sql", "--\nselect 1\n")),
        allows=(("queries/a/b.sql", QUESTION + "select 1\n"),),
    ),
    Rule(
        "SQL reads no clock",
        ("*.sql",),
        matches_none_of({CLOCK: "the date is bound as $as_of"}),
        refuses=(
            ("queries/a/b.sql", "select current_date\n"),
            ("data/checks/a.sql", "select now ()\n"),
            ("data/a.sql", "select today()\n"),
        ),
        allows=(("queries/a/b.sql", "select known_now, $today -- not now()\n"),),
    ),
    Rule(
        "questions take bound $parameters and nothing pasted in",
        IN_QUESTIONS,
        matches_none_of(PLACEHOLDERS),
        refuses=tuple(
            ("queries/a/b.sql", f"select x from cases where y = {one}\n") for one in ("{y}", "%s", "?", ":y", "$1")
        ),
        allows=(("queries/a/b.sql", "select x from cases where y = $y and z = '12:30 {?}'\n"),),
    ),
    Rule(
        "questions keep to the SQL that other engines run too",
        IN_QUESTIONS,
        matches_none_of(NOT_PORTABLE),
        refuses=tuple(
            ("queries/a/b.sql", one)
            for one in (
                "select 1 from a asof join b on a.t >= b.t",
                "select quantile_cont(x, 0.5) from a",
                "select percentile_cont(0.5) within group (order by x) from a",
                "select median (x) from a",
                "select list(x order by y) from a",
                "select a, count(*) from b group by all",
                "select * exclude (x) from a",
                "select x from a qualify x > 1",
                "select x::date from a",
                "select round(avg(x), 2) from a",
                "select date_diff('day', a, b) as days from c",
                "select 1 from a natural join b",
            )
        ),
        allows=(
            ("queries/a/b.sql", "select count(*) filter (where x) as late_days, round(x) from a join b on a.k = b.k"),
            ("queries/a/b.sql", "select a, b from c where d in ($x, $y) group by a, b"),
        ),
    ),
    Rule(
        "a question is one statement",
        IN_QUESTIONS,
        one_statement,
        refuses=(("queries/a/b.sql", "select 1; select 2\n"),),
        allows=(("queries/a/b.sql", "select ';' -- ;\n;\n"),),
    ),
    Rule(
        "every join says its key",
        IN_QUESTIONS,
        every_join_has_a_key,
        refuses=(
            ("queries/a/b.sql", "select 1 from a join b where a.x = b.x"),
            ("queries/a/b.sql", "select 1 from (select 2 from c left join d) e join b on a.x = b.x"),
            ("queries/a/b.sql", "select 1 from a, b where a.x = b.x"),
        ),
        allows=(
            ("queries/a/b.sql", "select 1 from a join (select k from b where z) c on a.k = c.k where true"),
            ("queries/a/b.sql", "select 1 from a cross join b left join c using (k)"),
            ("queries/a/b.sql", "select a is distinct from b, c from d"),
        ),
    ),
    Rule(
        "every question ends in an order",
        ("queries/*/*.sql",),
        ends_in_an_order,
        refuses=(
            ("queries/a/b.sql", "select 1 from a\n"),
            ("queries/a/b.sql", "with b as (select 1 from a order by 1) select x from b\n"),
        ),
        allows=(("queries/a/b.sql", "with b as (select 1) select x from b order by x -- end\n"),),
        not_for={"queries/measures/*": "a measure is a table that questions read, not an answer"},
    ),
)
