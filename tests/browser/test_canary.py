"""What must never run and never be served, tried on a copy whose pages leave a trace and show every key they reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.workbook import access_log, accounts
from data.workbook.passwords import hashed
from pages.shared.here import now, today
from pages.shared.pages import LANDING, PAGES, pages_of
from tests.browser.canary import canary
from tests.browser.served import Served, found_in, secrets_of, serving, synthetic_agency
from tests.browser.wire import Drawn, Wire, hash_of, signed_in, visitor, wire

CASES = 200
FINISHED = ForwardMsg.FINISHED_SUCCESSFULLY


@pytest.fixture(scope="module")
def bird(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("canary")
    with serving(synthetic_agency(folder / "store", CASES), canary(folder)) as served:
        yield served


@pytest.fixture(autouse=True)
def nothing_has_run(bird: Served) -> None:
    for trace in (bird.store.parent / "ran").iterdir():
        trace.unlink()


def ran(bird: Served) -> set[str]:
    return {trace.name for trace in (bird.store.parent / "ran").iterdir()}


def asks_every_way(bird: Served, cookies: dict[str, str]) -> bytes:
    """Asks for every page by address, hash, module and file, on a page of its own and one after another."""
    received = b""
    names = [name for one in PAGES for name in (one.url_path, one.module, one.module.replace(".", "/") + ".py")]
    with wire(bird, cookies) as page:
        for entry in PAGES:
            received += page.runs(page_hash=hash_of(entry.url_path)).received
        for name in [*names, "secret", "pages/secret", "shared/secret", "../secret", "first", ""]:
            received += page.runs(name).received + page.runs(page_hash=hash_of(name)).received
    for entry in PAGES:
        with wire(bird, cookies) as page:
            received += page.runs(entry.url_path).received
        with wire(bird, cookies) as page:
            received += page.runs("about-the-numbers", page_hash=hash_of(entry.url_path)).received
    return received


def test_a_fresh_server_runs_no_page_for_a_stranger(tmp_path: Path) -> None:
    """Before anybody has signed in, when Streamlit may still look for a folder `pages` by itself."""
    with serving(synthetic_agency(tmp_path / "store", CASES), canary(tmp_path)) as fresh:
        for path in ("/secret", "/pages/secret", *(f"/{entry.url_path}" for entry in PAGES)):
            visitor(fresh).get(path)
        received = asks_every_way(fresh, {})
        assert ran(fresh) == set()
        assert found_in(received, secrets_of(fresh)) == []


@pytest.mark.parametrize("role", LANDING)
def test_a_role_runs_its_own_pages_and_no_other_however_it_asks(bird: Served, role: str) -> None:
    asks_every_way(bird, dict(signed_in(bird, f"demo-{role}").cookies))
    assert ran(bird) == {entry.module for entry in pages_of(role)}


def test_a_supervisor_is_sent_the_keys_of_their_own_team_and_of_no_other(bird: Served) -> None:
    own = keys(bird, "case_id in (select case_id from case_reach where team_id = 'T-NORTH')")
    beyond = keys(bird, "case_id not in (select case_id from case_reach where team_id = 'T-NORTH')")
    client = signed_in(bird, "demo-supervisor")
    with wire(bird, dict(client.cookies)) as page:
        drawn = page.runs("overdue-follow-ups", query=f"team=Team+South&case={beyond[0].decode()}")
    assert found_in(drawn.received, own)
    assert found_in(drawn.received.replace(b"case=" + beyond[0], b""), beyond) == []
    assert client.cookies["caseboard_session"].encode() not in drawn.received


def test_a_file_can_be_had_by_the_reader_it_was_made_for_and_by_nobody_else(bird: Served) -> None:
    manager, supervisor, before = signed_in(bird, "demo-manager"), signed_in(bird, "demo-supervisor"), now()
    with wire(bird, dict(manager.cookies)) as page:
        drawn = page.runs("overdue-follow-ups")
        at_once = drawn.labelled("download_button", "At once").url  # type: ignore[attr-defined]
        when_pressed = pressed(page, drawn)
        for address in (at_once, when_pressed):
            assert address.startswith("/media/")
            assert found_in(manager.get(address).content, keys(bird, "true"))
            assert manager.get(address).headers["cache-control"] == "no-store"
            assert supervisor.get(address).status_code == 404
            assert visitor(bird).get(address).status_code == 401
            assert signed_in(bird, "demo-manager").get(address).status_code == 404, "not even another session's"
        with bird.workbook() as workbook:
            noted = access_log.entries(workbook, since=before, before=now())
        taken = {(one.account, one.detail) for one in noted if one.what == "downloaded"}
        assert taken == {("demo-manager", "at-once.txt"), ("demo-manager", "when-pressed.txt")}
        manager.post("/session/end", headers={"origin": bird.address})
        assert manager.get(at_once).status_code == manager.get(when_pressed).status_code == 401


def test_an_account_that_is_disabled_is_served_nothing_more(bird: Served) -> None:
    with employed(bird, "kim", "manager") as client, wire(bird, dict(client.cookies)) as page:
        drawn = page.runs("overdue-follow-ups")
        with bird.workbook() as workbook:
            accounts.disable(workbook, "kim", now())
        page.says(download(drawn))
        after = page.hears()
        assert after.is_closed
        assert after.leads_to() == [""]
        assert found_in(after.received, keys(bird, "true")) == []
        assert client.get("/unknown").status_code == 401


def test_an_open_page_of_a_disabled_account_closes_even_if_it_is_silent(bird: Served) -> None:
    with employed(bird, "lee", "manager") as client, wire(bird, dict(client.cookies)) as page:
        page.runs("overdue-follow-ups")
        with bird.workbook() as workbook:
            accounts.disable(workbook, "lee", now())
        assert page.hears().is_closed


def test_another_role_ends_the_session_of_the_former_one(bird: Served) -> None:
    with employed(bird, "max", "manager") as client, wire(bird, dict(client.cookies)) as page:
        page.runs("overdue-follow-ups")
        with bird.workbook() as workbook:
            accounts.change_role(workbook, "max", "advocate", now(), now().astimezone().date())
        message = BackMsg()
        message.rerun_script.page_name = "overdue-follow-ups"
        page.says(message)
        assert page.hears().is_closed


def test_a_part_of_a_page_shows_nothing_of_a_team_that_was_taken_away(bird: Served) -> None:
    """A fragment runs without the menu, so it must ask itself whether its reader still is who they were."""
    own = keys(bird, "case_id in (select case_id from case_reach where team_id = 'T-NORTH')")
    with employed(bird, "noa", "supervisor", "T-NORTH") as client, wire(bird, dict(client.cookies)) as page:
        drawn = page.runs("overdue-follow-ups")
        (part,) = {one.delta.fragment_id for one in drawn.messages if one.delta.fragment_id}
        again = page.runs("overdue-follow-ups", fragment=part)
        assert found_in(again.received, own)
        with bird.workbook() as workbook:
            accounts.unbind_team(workbook, "noa", "T-NORTH", today())
        page.says(rerun(fragment=part))
        drawn = page.hears(lambda one: one.HasField("script_finished") and one.script_finished == FINISHED)
        assert found_in(drawn.received, own) == []


def test_opening_a_page_with_cases_is_noted_once_and_a_page_without_is_not(bird: Served) -> None:
    before = now()
    with wire(bird, dict(signed_in(bird, "demo-manager").cookies)) as page:
        for _ in range(3):
            page.runs("overdue-follow-ups", query="team=Team+South")
        page.runs(page_hash=hash_of("about-the-numbers"))
        page.runs(page_hash=hash_of("stage-progression"))
        page.runs(page_hash=hash_of("overdue-follow-ups"))
    with bird.workbook() as workbook:
        noted = access_log.entries(workbook, since=before, before=now(), account="demo-manager")
    assert [one.detail for one in reversed(noted) if one.what == "opened"] == [
        "overdue-follow-ups",
        "stage-progression",
        "overdue-follow-ups",
    ]


def test_a_page_that_reconnects_is_given_to_nobody_but_its_reader(bird: Served) -> None:
    manager, supervisor = signed_in(bird, "demo-manager"), signed_in(bird, "demo-supervisor")
    with wire(bird, dict(manager.cookies)) as page:
        page_id = id_of(page.runs("overdue-follow-ups"))
    for cookies in (dict(supervisor.cookies), dict(signed_in(bird, "demo-manager").cookies), {}):
        with wire(bird, cookies, resumes=page_id) as page:
            assert id_of(page.runs("about-the-numbers")) != page_id
    with wire(bird, dict(manager.cookies), resumes=page_id) as page:
        assert id_of(page.runs("overdue-follow-ups")) == page_id


def test_a_page_that_fails_says_a_number_and_nothing_of_what_is_inside(bird: Served) -> None:
    with wire(bird, dict(signed_in(bird, "demo-manager").cookies)) as page:
        drawn = page.runs("overdue-follow-ups", query="fail=1")
    said = re.search(r"tell whoever looks after Caseboard the number ([0-9a-f]{6})", drawn.html())
    assert said is not None
    assert f"A page failed ({said[1]})" in bird.log.read_text()
    assert list(drawn.elements("exception")) == []
    assert b"a secret of the program" not in drawn.received
    assert b"RuntimeError" not in drawn.received
    assert b"Traceback" not in drawn.received


def test_a_store_that_cannot_be_read_is_said_to_each_in_their_words(bird: Served) -> None:
    pointer = bird.store / "current"
    before = pointer.read_text()
    manager, administrator = employed(bird, "pat", "manager"), employed(bird, "quinn", "administrator")
    with manager as m, administrator as a, wire(bird, dict(m.cookies)) as theirs, wire(bird, dict(a.cookies)) as keeper:
        pointer.write_text(before.replace('"spec_version": 1', '"spec_version": 99'))
        try:
            plain, exact = theirs.runs("overdue-follow-ups").html(), keeper.runs("data-quality").html()
            with wire(bird, dict(visitor(bird).cookies)) as stranger:
                form = stranger.runs("overdue-follow-ups")
        finally:
            pointer.write_text(before)
    assert "cannot read its data just now" in plain
    assert "newer than this Caseboard" in exact
    assert form.shows_the_form()
    assert "demo-manager" not in form.html(), "whether the data is synthetic is not known, so no demo account exists"


@contextmanager
def employed(bird: Served, name: str, role: str, *teams: str) -> Iterator[httpx.Client]:
    """The cookie jar of somebody with an account in the workbook, signed in."""
    with bird.workbook() as workbook:
        accounts.add(workbook, name, role, hashed("not-used-here"), now())
        for team in teams:
            accounts.bind_team(workbook, name, team, from_on=today() - timedelta(days=1))
    yield signed_in(bird, name)


def keys(bird: Served, where: str) -> list[bytes]:
    """Keys of cases that have happened by now."""
    return [str(row[0]).encode() for row in bird.rows(f"select case_id from case_spell where {where} order by 1")]


def id_of(drawn: Drawn) -> str:
    (begun,) = [one for one in drawn.messages if one.HasField("new_session")]
    return begun.new_session.initialize.session_id


def rerun(fragment: str) -> BackMsg:
    message = BackMsg()
    message.rerun_script.fragment_id = fragment
    return message


def download(drawn: Drawn) -> BackMsg:
    """What the browser says when the button is pressed whose file is made then."""
    message = BackMsg()
    message.backend_operation_request.request_id = "one"
    message.backend_operation_request.session_id = id_of(drawn)
    button = drawn.labelled("download_button", "When pressed")
    message.backend_operation_request.deferred_file.file_id = button.deferred_file_id  # type: ignore[attr-defined]
    return message


def pressed(page: Wire, drawn: Drawn) -> str:
    page.says(download(drawn))
    answer = page.hears(lambda one: one.HasField("backend_operation_response"))
    assert not answer.messages[-1].backend_operation_response.error_msg
    return answer.messages[-1].backend_operation_response.deferred_file.url
