"""Somebody who is not signed in asks for everything, and gets the form: not one key or name of the agency."""

from __future__ import annotations

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from pages.shared.pages import PAGES
from tests.browser.served import Served, found_in, secrets_of
from tests.browser.wire import fills_in, hash_of, signed_in, ticket_in, visitor, wire

PATHS = [f"/{entry.url_path}" for entry in PAGES]
CLOSED = [
    "/media/0123456789abcdef.csv",
    "/component/extra_streamlit_components.CookieManager.cookie_manager/index.html",
    "/_stcore/metrics",
    "/_stcore/upload_file/x/y",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/app/static/current",
    "/pages/caseload/overdue_follow_ups.py",
    "/data/store/current",
    "/.streamlit/config.toml",
]


@pytest.fixture(scope="module")
def secrets(served: Served) -> list[bytes]:
    found = secrets_of(served)
    assert len(found) > 2000
    return found


@pytest.mark.parametrize("path", ["/", *PATHS])
def test_every_page_is_the_same_empty_shell(served: Served, secrets: list[bytes], path: str) -> None:
    (case,) = served.rows("select min(case_id) from cases")[0]
    for query in ("", f"?case={case}", "?as_of=2026-11-01&team=Team+North"):
        answer = httpx.get(served.address + path + query)
        assert answer.status_code == 200
        assert answer.content == httpx.get(served.address).content
        assert found_in(answer.content + str(answer.headers).encode(), secrets) == []


@pytest.mark.parametrize("path", CLOSED)
def test_everything_else_is_closed(served: Served, secrets: list[bytes], path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = httpx.request(method, served.address + path)
        assert answer.status_code == 401
        assert found_in(answer.content, secrets) == []
    assert "Sign in first" in httpx.get(served.address + path).text


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/manifest.json"])
def test_what_a_browser_asks_before_there_is_a_page_holds_nothing(
    served: Served, secrets: list[bytes], path: str
) -> None:
    answer = httpx.get(served.address + path)
    assert answer.status_code == 200
    assert found_in(answer.content, secrets) == []


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://localhost:8501", "http://127.0.0.1:1", "null"])
@pytest.mark.parametrize("who", ["a stranger", "demo-manager"])
def test_no_websocket_opens_from_elsewhere(served: Served, origin: str | None, who: str) -> None:
    client = visitor(served) if who == "a stranger" else signed_in(served, who)
    with pytest.raises(InvalidStatus) as refused, wire(served, dict(client.cookies), origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("cookies", [{}, {"caseboard_session": "made-up"}, {"caseboard_session": ""}])
def test_a_websocket_draws_the_form_whatever_is_asked(
    served: Served, secrets: list[bytes], cookies: dict[str, str]
) -> None:
    (case,) = served.rows("select min(case_id) from cases")[0]
    theirs = signed_in(served, "demo-manager").cookies["caseboard_session"]
    lies = {"X-Caseboard-Session": theirs, "X-Caseboard-Reader": "x", "X-Forwarded-User": "demo-manager"}
    with wire(served, cookies, headers=lies) as page:
        for entry in PAGES:
            for asked in (
                page.runs(entry.url_path),
                page.runs(page_hash=hash_of(entry.url_path), query=f"case={case}"),
                page.runs(entry.module),
                page.runs(
                    page_hash=hash_of(entry.url_path), typed={"authentication_status": "true", "roles": "manager"}
                ),
            ):
                assert asked.shows_the_form()
                assert found_in(asked.received, secrets) == []


def test_the_search_would_have_found_something(served: Served, secrets: list[bytes]) -> None:
    """The same search over what a manager receives: if it finds nothing there either, it proves nothing above."""
    with wire(served, dict(signed_in(served, "demo-manager").cookies)) as page:
        drawn = page.runs("overdue-follow-ups")
    found = found_in(drawn.received, secrets)
    assert {b"Team North", b"Team South"} <= set(found)
    assert len(found) > 10


def test_a_password_opens_a_session_by_a_ticket_and_the_ticket_is_worth_nothing_elsewhere(served: Served) -> None:
    mine, other = visitor(served), visitor(served)
    address = ticket_in(fills_in(served, mine, "demo-manager", "synthetic-agency", page="overdue-follow-ups"))
    assert "next=%2Foverdue-follow-ups" in address
    assert other.get(address).status_code == 403
    assert mine.get(address).status_code == 403, "a ticket that somebody else has shown is worth nothing any more"
    address = ticket_in(fills_in(served, mine, "demo-manager", "synthetic-agency"))
    opened = mine.get(address)
    assert opened.headers["location"] == "/overdue-follow-ups"
    assert visitor(served).get(address).status_code == 403, "a ticket works once"
    flags = {one.partition("=")[0]: one.partition("; ")[2] for one in opened.headers.get_list("set-cookie")}
    assert flags["caseboard_session"] == "Path=/; HttpOnly; SameSite=Lax"


def test_a_planted_visit_number_gives_its_planter_nothing(served: Served) -> None:
    """Session fixation: who knows the number before sign-in can do nothing with it after."""
    victim = visitor(served)
    planted = dict(victim.cookies)
    assert victim.get(ticket_in(fills_in(served, victim, "demo-manager", "synthetic-agency"))).status_code == 303
    assert victim.cookies["caseboard_visit"] != planted["caseboard_visit"]
    with wire(served, planted) as page:
        assert page.runs("overdue-follow-ups").shows_the_form()


def test_nobody_can_be_signed_in_to_the_account_of_another(served: Served) -> None:
    """Login CSRF: a link with the attacker's own ticket leaves the victim as they were."""
    attacker, victim = visitor(served), signed_in(served, "demo-supervisor")
    before = victim.cookies["caseboard_session"]
    address = ticket_in(fills_in(served, attacker, "demo-advocate", "synthetic-agency"))
    victim.get(address)
    assert victim.cookies["caseboard_session"] == before


def test_after_signing_out_nothing_of_the_session_works(served: Served, secrets: list[bytes]) -> None:
    client = signed_in(served, "demo-manager")
    replayed = dict(client.cookies)
    with wire(served, replayed) as open_page:
        open_page.runs("overdue-follow-ups")
        assert client.post("/session/end").status_code == 403, "without an origin of ours nobody is signed out"
        ended = client.post("/session/end", headers={"origin": served.address})
        assert (ended.status_code, ended.headers["location"]) == (303, "/")
        closing = open_page.hears()
        assert closing.is_closed
        assert closing.leads_to() == ["/"]
    assert httpx.get(f"{served.address}/unknown", cookies=replayed).status_code == 401
    with wire(served, replayed) as page:
        drawn = page.runs("overdue-follow-ups")
    assert drawn.shows_the_form()
    assert found_in(drawn.received, secrets) == []


def test_guessing_is_slowed_down_and_says_how_long(served: Served) -> None:
    client = visitor(served)
    said = [fills_in(served, client, "demo-deputy", f"guess-{number}").html() for number in range(6)]
    assert "do not go together" in said[0]
    assert "Too many tries. Wait 1 second, then try again." in said[-1]
    right = fills_in(served, client, "demo-deputy", "synthetic-agency").html()
    assert "Too many tries" in right, "while it waits, even the right password is not looked at"


def test_a_name_that_nobody_has_is_refused_in_the_same_words(served: Served) -> None:
    said = {fills_in(served, visitor(served), name, "wrong-password").html() for name in ("demo-advocate", "nobody-x")}
    assert len(said) == 1


def test_behind_a_proxy_that_says_https_cookies_are_secure_and_only_https_pages_open(served: Served) -> None:
    came_by_https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    cookie = httpx.get(served.address, headers=came_by_https).headers["set-cookie"]
    assert cookie.startswith("__Host-caseboard_visit=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")
    secure = served.address.replace("http", "https")
    with wire(served, {}, origin=secure, headers=came_by_https) as page:
        assert page.runs().shows_the_form()
    with pytest.raises(InvalidStatus), wire(served, {}, headers=came_by_https):
        pass
    planted = dict(signed_in(served, "demo-manager").cookies)
    with wire(served, planted, origin=secure, headers=came_by_https) as page:
        assert page.runs("overdue-follow-ups").shows_the_form(), "a cookie without the prefix may come from http"
