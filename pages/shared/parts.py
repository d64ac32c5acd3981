"""The parts of a page: the answer in words, at most four figures, the list, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.documents.tables import Leaving, as_csv, as_xlsx
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.charts.look import DARK, LIGHT, Palette
from queries.answer import Answer, AnswerError
from queries.scope import Scope

ROWS_A_PAGE = 25


@dataclass(frozen=True)
class Figure:
    """One number, its label and its change. meaning: plain, late, serious or met (the label says it too).

    leads_to: the address that lists what is counted; nothing where there is no list.
    """

    value: str
    label: str
    change: str = ""
    meaning: str = "plain"
    leads_to: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a list: the frame's name, the heading, and how a value is said.

    is_number: right-aligned. is_key: a pseudonym, fixed width. is_strong: the first thing to read on a phone.
    is_short: never broken into two lines. is_optional: shown when it is asked for. leaves: whether it may be in a
    download (labels of workers may not). leads_to: the address that a row's value opens; None where it opens nothing.
    """

    name: str
    label: str
    says: Callable[[object], str] = lambda value: words.NOT_RECORDED if words.is_missing(value) else str(value)
    is_number: bool = False
    is_key: bool = False
    is_strong: bool = False
    leaves: bool = True
    is_optional: bool = False
    is_short: bool = False
    leads_to: Callable[[Mapping[str, object]], str | None] | None = None


@dataclass(frozen=True)
class Chart:
    """One chart: its title, a quiet line that explains it, and the same in words for whoever cannot see it.

    on_click: called after a click on a part of it, which is then in the session state under `key`.
    """

    key: str
    title: str
    note: str
    figure: go.Figure
    alt: str
    on_click: Callable[[], None] | None = None


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
        f'<span class="cb-label">{_label(figure)}</span>'
        + (f'<span class="cb-change">{escape(figure.change)}</span>' if figure.change else "")
        + "</div>"
        for figure in row
    )
    st.html(f'<div class="cb-figures">{cells}</div>')


def _label(figure: Figure) -> str:
    said = escape(figure.label)
    return f'<a href="{escape(figure.leads_to, quote=True)}" target="_self">{said}</a>' if figure.leads_to else said


def charts(row: Sequence[Chart]) -> None:
    """At most two charts: side by side on a desk, one at a time on a phone (the next one is a swipe away)."""
    if len(row) > 2:
        raise ValueError("at most two charts above the list")
    with st.container(key="cb_charts"):
        for one, column in zip(row, st.columns(len(row), gap="large"), strict=True):
            with column:
                st.html(
                    f'<h2 class="cb-chart">{escape(one.title)}</h2><p class="cb-quiet">{escape(one.note)}</p>',
                )
                st.plotly_chart(
                    undragged(one.figure) if one.on_click else one.figure,
                    key=one.key,
                    theme=None,
                    on_select=one.on_click or "ignore",
                    selection_mode="points",
                    config={"displayModeBar": False},
                    alt=one.alt,
                )


def undragged(figure: go.Figure) -> go.Figure:
    """The figure as one that can be clicked and over which a finger still scrolls the page.

    Where it can be clicked, Streamlit takes the dragmode False for none and sets panning, which swallows every touch. A
    word that Plotly does not know is let stand by Streamlit, and Plotly then takes what the template says.
    """
    figure.update_layout(template={"layout": {"dragmode": False}})
    return go.Figure(
        {**figure.to_dict(), "layout": {**figure.layout.to_plotly_json(), "dragmode": "none"}}, _validate=False
    )


def address(**choices: str) -> str:
    """The address of this page with its choices as they are, but for these."""
    return "?" + urlencode({**st.query_params.to_dict(), **choices})


def begins_at(container: str) -> None:
    """Where a link opened one number (`address(…, to=container)`), the page begins at the container of that key.

    Browsers that do not know this way begin at the top, as with any other address.
    """
    if st.query_params.get("to") == container:
        st.html(f"<style>.st-key-{container} {{ scroll-initial-target: nearest; scroll-margin-top: 5rem; }}</style>")


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


def first(sentence: str, *, is_grave: bool) -> None:
    """What must be known before anything else on the page is acted on. is_grave: a life may hang on it."""
    meaning = "cb-first cb-grave" if is_grave else "cb-first"
    st.html(f'<p class="{meaning}" role="alert">{escape(sentence)}</p>')


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


def linked(*pieces: str | tuple[str, str]) -> None:
    """A paragraph of pieces: words, or words and the address that they open."""
    told = "".join(
        escape(one)
        if isinstance(one, str)
        else f'<a href="{escape(one[1], quote=True)}" target="_self">{escape(one[0])}</a>'
        for one in pieces
    )
    st.html(f'<p class="cb-prose cb-linked">{told}</p>')


def folded(entries: Sequence[tuple[str, Sequence[str]]], *, side_by_side: bool = False) -> None:
    """Headings that open: what is asked for, then paragraphs. The browser's own search opens what it finds.

    side_by_side: short headings, several in a row where there is room.
    """
    found = "".join(
        f"<details><summary>{escape(name)}</summary>{''.join(f'<p>{escape(one)}</p>' for one in told)}</details>"
        for name, told in entries
    )
    st.html(f'<div class="cb-folded{" cb-short" if side_by_side else ""}">{found}</div>')


def facts(told: Sequence[tuple[str, str]], keys: Collection[str] = ()) -> None:
    """What is known, one line a fact: its name and what is said of it. keys: names of those that are pseudonyms."""
    lines = "".join(
        f'<div><dt>{escape(name)}</dt><dd class="{"cb-key" if name in keys else ""}">{escape(said)}</dd></div>'
        for name, said in told
    )
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
    with tools, st.container(horizontal=True, horizontal_alignment="right"):
        download(ask, answer, columns, key=key, title=title)
        shown_columns = _chosen(columns, key)
    pages = -(-len(rows) // ROWS_A_PAGE)
    shown = st.session_state.get(f"{key}_page", 1) if pages > 1 else 1
    start = (min(max(int(shown or 1), 1), pages) - 1) * ROWS_A_PAGE
    st.html(as_table(rows.iloc[start : start + ROWS_A_PAGE], shown_columns, title=title, link=_case_link(ask)))
    if pages > 1:
        # On paper the pages cannot be turned, so the rows that are there must say that they are not all.
        quiet(f"Rows {start + 1} to {min(start + ROWS_A_PAGE, len(rows))} of {len(rows):,}.")
        st.pagination(pages, key=f"{key}_page")


def _chosen(columns: Sequence[Column], key: str) -> list[Column]:
    """The columns to show: all but the optional ones that nobody asked for on this page, in this session."""
    optional = [column for column in columns if column.is_optional]
    if not optional:
        return list(columns)
    with st.popover("Columns", type="tertiary"):
        asked = {one.name for one in optional if st.checkbox(one.label, key=f"{key}_with_{one.name}")}
    return [column for column in columns if not column.is_optional or column.name in asked]


def small_table(
    rows: pd.DataFrame, columns: Sequence[Column], *, title: str, is_dense: bool = False, shown: int | None = None
) -> None:
    """A short table. is_dense: small, and still a table on a phone (it scrolls sideways).

    shown: so many rows stand open; the others under a line that opens.
    """
    st.html(as_table(rows.iloc[:shown], columns, title=title, is_dense=is_dense))
    rest = rows.iloc[len(rows) if shown is None else shown :]
    if not rest.empty:
        more = as_table(rest, columns, title=f"{title}, continued", is_dense=is_dense)
        st.html(f'<details class="cb-rest"><summary>{len(rest):,} more</summary>{more}</details>')


def as_table(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    *,
    title: str,
    link: Callable[[object], str] | None = None,
    is_dense: bool = False,
) -> str:
    """The rows as HTML: a caption for screen readers, heads that repeat in print, one card a row on a phone."""
    heads = "".join(f'<th scope="col" class="{_class(one)}">{escape(one.label)}</th>' for one in columns)
    heads += '<th scope="col"><span class="cb-unseen">Open the case</span></th>' if link else ""
    body = []
    for record in rows.to_dict("records"):
        cells = "".join(
            f'<td class="{_class(one)}" data-label="{escape(one.label)}">{_cell(one, record)}</td>' for one in columns
        )
        if link:
            key = escape(words.grouped(record["case_id"]))
            opened = f'href="{link(record["case_id"])}" target="_self" aria-label="Open case {key}"'
            cells += f'<td class="cb-open"><a {opened}>open</a></td>'
        body.append(f"<tr>{cells}</tr>")
    return (
        f'<div class="cb-scroll" tabindex="0"><table class="cb-table{" cb-dense" if is_dense else ""}">'
        f'<caption class="cb-unseen">{escape(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(column: Column, record: Mapping[str, object]) -> str:
    said = escape(column.says(record[column.name]))
    where = column.leads_to(record) if column.leads_to else None
    return f'<a href="{escape(where, quote=True)}" target="_self">{said}</a>' if where else said


def counted(answer: Answer, *more: str, also: Sequence[Answer] = ()) -> None:
    """The line under everything: what is counted, how late notes are, the date of the data.

    also: further answers on the page; then each definition stands under the question that it answers.
    """
    about = " ".join([*more, f"Data of {words.day(answer.data_date, year=True)}."])
    told = [f"{one.asks} {one.definition}" if also else one.definition for one in (answer, *also)]
    st.html(
        f'<div class="cb-counted"><p>{escape(about)}</p><details><summary>What is counted?</summary>'
        f"{''.join(f'<p>{escape(one)}</p>' for one in told)}</details></div>"
    )


def _case_link(ask: Ask) -> Callable[[object], str]:
    day = "" if ask.scope.as_of == ask.scope.data_date else f"&as_of={ask.scope.as_of.isoformat()}"
    return lambda case: f"case-journey?case={escape(str(case), quote=True)}{day}"


def _class(column: Column) -> str:
    named = {"cb-number": column.is_number, "cb-key": column.is_key, "cb-strong": column.is_strong}
    named["cb-short-words"] = column.is_short
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
            _narrowed(scope),
            f"What is counted: {answer.definition}",
            "Pseudonymised data for internal use: dates are exact, so this is not anonymous.",
            *([_hidden_words(answer)] if answer.hidden else []),
        ],
    )


def _narrowed(scope: Scope) -> str:
    """What was chosen, so that a part is never taken for the whole; teams and places by the agency's own keys."""
    chosen = (("team", scope.teams), ("place", scope.communities), ("list", scope.only), ("case", scope.cases))
    said = [f"{what} {', '.join(codes)}" for what, codes in chosen if codes]
    return f"Narrowed to {'; '.join(said)}." if said else "Everything within the reader's reach, not narrowed."


def download(ask: Ask, answer: Answer, columns: Sequence[Column], *, key: str, title: str) -> None:
    """A list as a file, made when it is asked for and only for who may still see it, with its definition and dates."""

    def made(file: Callable[[Leaving], bytes]) -> bytes:
        if not ask.is_still():
            raise AnswerError("What you may see has changed since this page was drawn. Load it anew; no file was made.")
        return file(leaving(answer, columns, title))

    name = f"caseboard-{answer.question.replace('_', '-')}-{answer.scope.as_of.isoformat()}"
    with st.popover("Download", type="tertiary"):
        st.download_button(
            "CSV",
            lambda: made(as_csv),
            f"{name}.csv",
            "text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
        st.download_button(
            "XLSX",
            lambda: made(as_xlsx),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"{key}_xlsx",
            on_click="ignore",
        )
