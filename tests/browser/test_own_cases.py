"""What each role is really sent, on every page and in every file: no key of a case or a person beyond its reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.shared.pages import pages_of
from tests.browser.served import Served, found_in
from tests.browser.wire import Drawn, Wire, signed_in, wire

REACHED = {
    "supervisor": "case_id in (select case_id from case_reach where team_id = 'T-NORTH') and not restricted",
    "manager": "not restricted",
    "advocate": "false",
    "administrator": "false",
}
"""Which cases a demo account may see row by row, said again here in other words than the scope's."""


def keys(served: Served, column: str, where: str) -> set[bytes]:
    return {str(row[0]).encode() for row in served.rows(f"select {column} from cases where {where}")}


@pytest.mark.parametrize("role", REACHED)
def test_no_page_and_no_file_holds_a_key_from_beyond_the_reach_of_its_reader(served: Served, role: str) -> None:
    own = keys(served, "case_id", REACHED[role]) | keys(served, "person_id", REACHED[role])
    beyond = (keys(served, "case_id", "true") | keys(served, "person_id", "true")) - own
    (asked,) = served.rows(f"select min(case_id) from cases where not ({REACHED[role]})")[0]
    assert beyond
    seen: set[bytes] = set()
    client = signed_in(served, f"demo-{role}")
    with wire(served, dict(client.cookies)) as page:
        for entry in pages_of(role):
            for query in (
                "",
                f"case={asked}",
                "team=Team+South",
                "as_of=2026-06-01&compare=2026-05-01",
                f"place={asked}",
            ):
                drawn = page.runs(entry.url_path, query=query)
                files = b"".join(client.get(address).content for address in files_of(page, drawn))
                # The reader's own words may come back to them.
                received = (drawn.received + files).replace(str(asked).encode(), b"")
                assert found_in(received, sorted(beyond)) == [], f"{entry.title}, {query}"
                seen |= set(found_in(received, sorted(own)))
    assert bool(seen) == bool(own), "a search that finds nothing where there is something proves nothing"


def files_of(page: Wire, drawn: Drawn) -> Iterator[str]:
    """The address of every file that a page makes when a button is pressed."""
    (begun,) = [one for one in drawn.messages if one.HasField("new_session")]
    for button in drawn.elements("download_button"):
        message = BackMsg()
        message.backend_operation_request.request_id = "one"
        message.backend_operation_request.session_id = begun.new_session.initialize.session_id
        message.backend_operation_request.deferred_file.file_id = button.deferred_file_id  # type: ignore[attr-defined]
        page.says(message)
        answer = page.hears(lambda one: one.HasField("backend_operation_response")).messages[-1]
        assert not answer.backend_operation_response.error_msg
        yield answer.backend_operation_response.deferred_file.url
