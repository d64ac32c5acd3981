"""The parts of a page: the answer in words, at most four figures, the list, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from pages.documents.tables import Leaving, as_csv, as_xlsx
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.charts.look import DARK, LIGHT, Palette
from queries.answer import Answer

ROWS_A_PAGE = 25
MEANINGS = ("plain", "late", "serious", "met")


@dataclass(frozen=True)
class Figure:
    """One number, its label and its change. meaning: plain, late, serious or met (the label says it too)."""

    value: str
    label: str
    change: str = ""
    meaning: str = "plain"


@dataclass(frozen=True)
class Column:
    """One column of a list: the frame's name, the heading, and how a value is said.

    is_number: right-aligned. is_key: a pseudonym, fixed width. is_strong: the first thing to read on a phone.
    leaves: whether it may be in a download (labels of workers may not).
    """

    name: str
    label: str
    says: Callable[[object], str] = lambda value: words.NOT_RECORDED if words.is_missing(value) else str(value)
    is_number: bool = False
    is_key: bool = False
    is_strong: bool = False
    leaves: bool = True


def palette() -> Palette:
    """The palette of the reader's theme."""
    return DARK if getattr(st.context.theme, "type", None) == "dark" else LIGHT


def headline(sentence: str) -> None:
    """The answer to the page's question, in words."""
    st.html(f'<p class="cb-answer">{escape(sentence)}</p>')


def figures(row: Sequence[Figure]) -> None:
    """At most four figures, side by side on a desk, two by two on a phone."""
    if len(row) > 4:
        raise ValueError("at most four figures: choose the four that lead to a decision")
    cells = "".join(
        f'<div class="cb-figure cb-{figure.meaning}"><span class="cb-value">{escape(figure.value)}</span> '
        f'<span class="cb-label">{escape(figure.label)}</span>'
        + (f'<span class="cb-change">{escape(figure.change)}</span>' if figure.change else "")
        + "</div>"
        for figure in row
    )
    st.html(f'<div class="cb-figures">{cells}</div>')


def section(title: str, note: str = "") -> None:
    """A heading within a page, with an optional quiet line."""
    st.html(
        f'<h2 class="cb-section" id="{_anchor(title)}">{escape(title)}</h2>'
        + (f'<p class="cb-quiet">{escape(note)}</p>' if note else "")
    )


def contents(titles: Sequence[str]) -> None:
    """Links to the sections of a long page, by their titles."""
    links = "".join(f'<a href="#{_anchor(title)}">{escape(title)}</a>' for title in titles)
    st.html(f'<nav class="cb-contents" aria-label="On this page">{links}</nav>')


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def quiet(sentence: str) -> None:
    """A quiet line."""
    st.html(f'<p class="cb-quiet">{escape(sentence)}</p>')


def prose(*paragraphs: str) -> None:
    """Plain paragraphs, at a width that reads well."""
    st.html("".join(f'<p class="cb-prose">{escape(one)}</p>' for one in paragraphs))


def bullets(points: Sequence[str]) -> None:
    """A short list of points."""
    st.html(f'<ul class="cb-bullets">{"".join(f"<li>{escape(one)}</li>" for one in points)}</ul>')


def to_page(address: str, title: str) -> None:
    """A link to another page of Caseboard."""
    st.html(f'<p class="cb-prose"><a href="{escape(address, quote=True)}" target="_self">{escape(title)}</a></p>')


def folded(entries: Sequence[tuple[str, Sequence[str]]], *, side_by_side: bool = False) -> None:
    """Headings that open: what is asked for, then paragraphs. The browser's own search opens what it finds.

    side_by_side: short headings, several in a row where there is room.
    """
    found = "".join(
        f"<details><summary>{escape(name)}</summary>{''.join(f'<p>{escape(one)}</p>' for one in told)}</details>"
        for name, told in entries
    )
    st.html(f'<div class="cb-folded{" cb-short" if side_by_side else ""}">{found}</div>')


def facts(told: Sequence[tuple[str, str]]) -> None:
    """What is known, one line a fact: its name and what is said of it."""
    lines = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>" for name, said in told)
    st.html(f'<dl class="cb-facts">{lines}</dl>')


def people_list(ask: Ask, answer: Answer, columns: Sequence[Column], *, key: str, title: str, empty: str) -> None:
    """A list of people or cases as a real table: 25 rows, then pages; each row opens its case; it can be taken away.

    answer.rows needs `case_id` for the link. `empty` says what is empty and which choice caused it.
    """
    rows = answer.rows
    head, tools = st.columns([4, 1], vertical_alignment="bottom")
    with head:
        section(title, _hidden_words(answer))
    if rows.empty:
        quiet(empty)
        return
    with tools:
        download(answer, columns, key=key, title=title)
    pages = -(-len(rows) // ROWS_A_PAGE)
    shown = st.session_state.get(f"{key}_page", 1) if pages > 1 else 1
    start = (min(max(int(shown or 1), 1), pages) - 1) * ROWS_A_PAGE
    st.html(as_table(rows.iloc[start : start + ROWS_A_PAGE], columns, title=title, link=_case_link(ask)))
    if pages > 1:
        st.pagination(pages, key=f"{key}_page")


def small_table(rows: pd.DataFrame, columns: Sequence[Column], *, title: str) -> None:
    """A short table of totals, all rows shown."""
    st.html(as_table(rows, columns, title=title))


def as_table(
    rows: pd.DataFrame, columns: Sequence[Column], *, title: str, link: Callable[[object], str] | None = None
) -> str:
    """The rows as HTML: a caption for screen readers, heads that repeat in print, one card a row on a phone."""
    heads = "".join(f'<th scope="col" class="{_class(one)}">{escape(one.label)}</th>' for one in columns)
    heads += '<th scope="col"><span class="cb-unseen">Open the case</span></th>' if link else ""
    body = []
    for record in rows.to_dict("records"):
        cells = "".join(
            f'<td class="{_class(one)}" data-label="{escape(one.label)}">{escape(one.says(record[one.name]))}</td>'
            for one in columns
        )
        if link:
            key = escape(words.grouped(record["case_id"]))
            opened = f'href="{link(record["case_id"])}" target="_self" aria-label="Open case {key}"'
            cells += f'<td class="cb-open"><a {opened}>open</a></td>'
        body.append(f"<tr>{cells}</tr>")
    return (
        f'<div class="cb-scroll" tabindex="0"><table class="cb-table">'
        f'<caption class="cb-unseen">{escape(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def counted(answer: Answer, *more: str) -> None:
    """The line under everything: what is counted, how late notes are, the date of the data."""
    about = " ".join([*more, f"Data of {words.day(answer.data_date, year=True)}."])
    st.html(
        f'<div class="cb-counted"><p>{escape(about)}</p><details><summary>What is counted?</summary>'
        f"<p>{escape(answer.definition)}</p></details></div>"
    )


def _case_link(ask: Ask) -> Callable[[object], str]:
    day = "" if ask.scope.as_of == ask.scope.data_date else f"&as_of={ask.scope.as_of.isoformat()}"
    return lambda case: f"case-journey?case={escape(str(case), quote=True)}{day}"


def _class(column: Column) -> str:
    named = {"cb-number": column.is_number, "cb-key": column.is_key, "cb-strong": column.is_strong}
    return " ".join(name for name, is_so in named.items() if is_so)


def _hidden_words(answer: Answer) -> str:
    restricted = answer.hidden.get("restricted", 0)
    return f"{restricted} restricted, not listed here." if restricted else ""


def leaving(answer: Answer, columns: Sequence[Column], title: str) -> Leaving:
    """What a list looks like when it is taken away: its words, its definition, its data date, its scope."""
    kept = [column for column in columns if column.leaves]
    scope = answer.scope
    return Leaving(
        title=title,
        headings=[column.label for column in kept],
        rows=[[column.says(record[column.name]) for column in kept] for record in answer.rows.to_dict("records")],
        notes=[
            *(["Synthetic data: nobody in it is real."] if answer.synthetic else []),
            f"{title}, as of {words.day(scope.as_of, year=True)}; data of {words.day(answer.data_date, year=True)}.",
            f"What is counted: {answer.definition}",
            "Pseudonymised data for internal use: dates are exact, so this is not anonymous.",
            *([_hidden_words(answer)] if answer.hidden else []),
        ],
    )


def download(answer: Answer, columns: Sequence[Column], *, key: str, title: str) -> None:
    """A list as a file, made when it is asked for, with its definition and its dates."""
    name = f"caseboard-{answer.question.replace('_', '-')}-{answer.scope.as_of.isoformat()}"
    with st.popover("Download", type="tertiary"):
        st.download_button(
            "CSV",
            lambda: as_csv(leaving(answer, columns, title)),
            f"{name}.csv",
            "text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        st.download_button(
            "XLSX",
            lambda: as_xlsx(leaving(answer, columns, title)),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"{key}_xlsx",
            on_click="ignore",
        )
