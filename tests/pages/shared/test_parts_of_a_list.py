"""Parts of a page that lead from a number to its list: links, optional columns, charts, where a page begins."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from pages.shared import parts
from pages.shared.parts import Chart, Column, as_table, charts, leaving, undragged
from queries.answer import Answer, AnswerError
from queries.scope import FULL_REACH, Scope
from tests.pages.drawn import fake_ask
from tests.world import TODAY

ROWS = pd.DataFrame({"case_id": ["C1"], "stage": ["<b>Plan</b>"], "worker": ["W1"]})
WORKER = Column("worker", "Worker", leaves=False, is_optional=True)


def test_a_value_leads_to_its_list_and_neither_can_bring_html() -> None:
    shown = as_table(
        ROWS,
        [Column("stage", "Stage", leads_to=lambda row: f'?show="{row["stage"]}"&to=x')],
        title="Stages",
        is_dense=True,
    )
    assert (
        '<a href="?show=&quot;&lt;b&gt;Plan&lt;/b&gt;&quot;&amp;to=x" target="_self">&lt;b&gt;Plan&lt;/b&gt;</a>'
        in shown
    )
    assert "cb-dense" in shown
    assert "<a " not in as_table(ROWS, [Column("stage", "Stage", leads_to=lambda row: None)], title="Stages")


def test_a_column_that_may_not_leave_is_in_no_file_even_when_it_is_shown() -> None:
    answer = Answer("q", "q?", "d", ROWS, "S1", TODAY, False, Scope(FULL_REACH, TODAY, TODAY, TODAY))
    assert leaving(answer, [Column("stage", "Stage"), WORKER], "T").headings == ["Stage"]


def test_a_file_is_made_only_while_its_reader_may_still_see_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    still, makes = [True], []
    monkeypatch.setattr(parts.st, "download_button", lambda label, file, *_, **__: makes.append(file))
    answer = Answer("q", "q?", "d", ROWS, "S1", TODAY, False, Scope(FULL_REACH, TODAY, TODAY, TODAY))
    asker = replace(fake_ask({}), is_still=lambda: still[0])
    parts.download(asker, answer, [Column("case_id", "Case")], key="k", title="T")
    assert b"C1" in makes[0]()
    still[0] = False
    for make in makes:
        with pytest.raises(AnswerError, match="no file was made"):
            make()


def a_list() -> None:
    import pandas as pd

    from pages.shared.parts import Column, people_list
    from queries.answer import Answer
    from queries.scope import FULL_REACH, Scope
    from tests.pages.drawn import fake_ask
    from tests.world import TODAY

    rows = pd.DataFrame({"case_id": ["C1"], "stage": ["Planning"], "worker": ["W1"]})
    answer = Answer("q", "q?", "d", rows, "S1", TODAY, False, Scope(FULL_REACH, TODAY, TODAY, TODAY))
    columns = [Column("stage", "Stage"), Column("worker", "Worker", leaves=False, is_optional=True)]
    people_list(fake_ask({}), answer, columns, key="k", title="People", empty="Nobody")


def test_an_optional_column_is_shown_when_it_is_asked_for() -> None:
    at = AppTest.from_function(a_list, default_timeout=30).run()
    assert "W1" not in "".join(one.proto.body for one in at.get("html"))
    at.checkbox(key="k_with_worker").check().run()
    assert not at.exception
    assert "W1" in "".join(one.proto.body for one in at.get("html"))


def links() -> None:
    import streamlit as st

    from pages.shared.parts import address, begins_at, linked

    st.text(address(show="Goal setting", to="the_list"))
    linked("Since then ", ("4 <opened>", address(show="Opened")), ".")
    begins_at("the_list")


def test_an_opened_number_keeps_the_other_choices_of_the_address() -> None:
    at = AppTest.from_function(links, default_timeout=30)
    at.query_params["team"] = "Team North"
    at.query_params["show"] = "Planning"
    at.run()
    assert at.text[0].value == "?team=Team+North&show=Goal+setting&to=the_list"
    told = at.get("html")[0].proto.body
    assert 'Since then <a href="?team=Team+North&amp;show=Opened" target="_self">4 &lt;opened&gt;</a>.' in told


def test_only_a_link_to_a_number_makes_the_page_begin_at_its_list() -> None:
    at = AppTest.from_function(links, default_timeout=30).run()
    assert len(at.get("html")) == 1
    at.query_params["to"] = "the_list"
    assert "scroll-initial-target" in at.run().get("html")[1].proto.body
    at.query_params["to"] = "x { } body"
    assert len(at.run().get("html")) == 1


def test_a_finger_over_a_chart_that_can_be_clicked_scrolls_the_page() -> None:
    """As far as it can be seen here; in the browser a test asks Plotly itself."""
    sent = undragged(go.Figure([go.Bar(x=[3], y=[1])], {"title": "T", "dragmode": False})).to_plotly_json()
    assert sent["layout"]["dragmode"] == "none"
    assert sent["layout"]["template"]["layout"]["dragmode"] is False
    assert sent["layout"]["title"]["text"] == "T"
    assert list(sent["data"][0]["x"]) == [3]


def test_at_most_two_charts_stand_above_a_list() -> None:
    with pytest.raises(ValueError, match="two charts"):
        charts([Chart(str(number), "T", "N", go.Figure(), "A") for number in range(3)])
