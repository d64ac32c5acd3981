"""A ticket becomes a session once, in the browser it was made for; signing out ends it everywhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.routing import Router
from starlette.types import ASGIApp

from data.workbook import access_log, sessions
from data.workbook.demo_accounts import demo_account
from data.workbook.workbook import Workbook
from pages.shared import here
from pages.shared import session_routes as session_routes_module
from pages.shared.cookies import fingerprint
from pages.shared.gate import reader_before_sign_in
from pages.shared.open_doors import OpenDoors
from pages.shared.pages import LANDING
from pages.shared.session_routes import begin_address, local_address, session_routes
from tests.pages.shared.asgi import HOST, Answer, ask, request
from tests.pages.shared.conftest import points_to_a_snapshot

OUR_PAGE = {"origin": f"http://{HOST}"}


@pytest.fixture
def doors() -> OpenDoors:
    return OpenDoors()


@pytest.fixture
def app(place: Path, doors: OpenDoors) -> ASGIApp:
    points_to_a_snapshot(place, synthetic=True)
    return Router(list(session_routes(doors)))


def ticket(workbook: Workbook, visit: str = "this-browser", name: str = "demo-manager") -> str:
    account = demo_account(name)
    assert account is not None
    return sessions.issue_ticket(workbook, account, visit, here.now())


def begin(app: ASGIApp, issued: str, wanted: str = "/", *, cookies: str = "caseboard_visit=this-browser") -> Answer:
    return ask(app, begin_address(issued, wanted), {"cookie": cookies})


def session_in(answer: Answer) -> str:
    (cookie,) = [one for one in answer.cookies if one.startswith("caseboard_session=")]
    return cookie.split("=", 1)[1].split(";")[0]


def test_a_ticket_opens_a_session_and_leads_to_the_page_that_was_wanted(app: ASGIApp, workbook: Workbook) -> None:
    answer = begin(app, ticket(workbook), "/overdue-follow-ups?team=Team+North&as_of=2026-11-01")
    assert answer.status == 303
    assert answer.headers["location"] == "/overdue-follow-ups?team=Team+North&as_of=2026-11-01"
    session = here.signed_in(session_in(answer))
    assert session is not None
    assert session.account.name == "demo-manager"
    assert all(one.endswith("; Path=/; HttpOnly; SameSite=Lax") for one in answer.cookies)


def test_the_session_is_a_new_one_whatever_the_browser_brought(app: ASGIApp, workbook: Workbook) -> None:
    planted = "planted-by-somebody"
    answer = begin(app, ticket(workbook), cookies=f"caseboard_visit=this-browser; caseboard_session={planted}")
    assert session_in(answer) != planted
    assert here.signed_in(planted) is None
    assert not any("this-browser" in one for one in answer.cookies)


def test_signing_in_as_another_ends_the_session_before(app: ASGIApp, workbook: Workbook) -> None:
    first = session_in(begin(app, ticket(workbook)))
    cookies = f"caseboard_visit=this-browser; caseboard_session={first}"
    second = session_in(begin(app, ticket(workbook, name="demo-advocate"), cookies=cookies))
    assert here.signed_in(first) is None
    assert here.signed_in(second) is not None


def test_without_a_page_that_was_wanted_each_role_lands_on_its_own(app: ASGIApp, workbook: Workbook) -> None:
    for role, landing in LANDING.items():
        assert begin(app, ticket(workbook, name=f"demo-{role}")).headers["location"] == f"/{landing}"


@pytest.mark.parametrize("cookies", ["caseboard_visit=another-browser", "caseboard_visit=", "x=y"])
def test_a_ticket_is_worth_nothing_in_another_browser_and_nothing_after_that(
    app: ASGIApp, workbook: Workbook, cookies: str
) -> None:
    issued = ticket(workbook)
    assert begin(app, issued, cookies=cookies).status == 403
    assert begin(app, issued).status == 403


def test_a_ticket_works_once_and_its_browser_may_come_twice(app: ASGIApp, workbook: Workbook) -> None:
    issued = ticket(workbook)
    session = session_in(begin(app, issued, "/about-the-numbers"))
    assert begin(app, issued).status == 403
    again = begin(app, issued, "/about-the-numbers", cookies=f"caseboard_visit=x; caseboard_session={session}")
    assert (again.status, session_in(again)) == (303, session)


def test_a_visit_number_without_a_ticket_opens_nothing(app: ASGIApp) -> None:
    for guess in ("", "this-browser", "x" * 5000, "\0", "é"):
        refused = begin(app, guess)
        assert refused.status == 403
        assert refused.cookies == []


def test_an_account_that_was_changed_meanwhile_is_not_signed_in(app: ASGIApp, place: Path, workbook: Workbook) -> None:
    issued = ticket(workbook)
    points_to_a_snapshot(place, synthetic=False)
    assert begin(app, issued).status == 403


def test_signing_out_ends_the_session_and_closes_its_pages(app: ASGIApp, doors: OpenDoors, workbook: Workbook) -> None:
    session = session_in(begin(app, ticket(workbook)))

    async def pages() -> list[bool]:
        with doors.opened(fingerprint(session)) as mine, doors.opened(fingerprint("another")) as other:
            await asyncio.to_thread(ask, app, "/session/end", headers, method="POST")
            assert mine.leads_to == "/"
            return [mine.closes.is_set(), other.closes.is_set()]

    headers = {**OUR_PAGE, "cookie": f"caseboard_session={session}"}
    assert asyncio.run(pages()) == [True, False]
    assert here.signed_in(session) is None
    answer = ask(app, "/session/end", headers, method="POST")
    assert answer.headers["location"] == "/"
    assert answer.cookies == ["caseboard_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]


def test_signing_in_lets_the_forms_in_other_tabs_begin_again(
    app: ASGIApp, doors: OpenDoors, workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_routes_module, "OTHER_TABS_AFTER", 0.0)
    issued = ticket(workbook)

    async def form_closes() -> bool:
        with doors.opened(reader_before_sign_in("this-browser")) as form:
            await request(app, begin_address(issued, "/"), {"cookie": "caseboard_visit=this-browser"})
            await asyncio.wait_for(form.closes.wait(), 10)
            return form.leads_to == ""

    assert asyncio.run(form_closes())


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:9999"])
def test_no_other_site_can_sign_a_reader_out(app: ASGIApp, workbook: Workbook, origin: str | None) -> None:
    session = session_in(begin(app, ticket(workbook)))
    headers = {"cookie": f"caseboard_session={session}", **({"origin": origin} if origin else {})}
    assert ask(app, "/session/end", headers, method="POST").status == 403
    assert ask(app, "/session/end", {**headers, **OUR_PAGE}, method="GET").status == 405
    assert here.signed_in(session) is not None


def test_coming_and_going_is_in_the_access_log(app: ASGIApp, workbook: Workbook) -> None:
    before = here.now()
    session = session_in(begin(app, ticket(workbook)))
    ask(app, "/session/end", {**OUR_PAGE, "cookie": f"caseboard_session={session}"}, method="POST")
    noted = access_log.entries(workbook, since=before, before=here.now())
    assert [(one.account, one.what) for one in noted] == [("demo-manager", "signed_out"), ("demo-manager", "signed_in")]


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/overdue-follow-ups", "/overdue-follow-ups"),
        ("/overdue-follow-ups?team=a&team=b&x=", "/overdue-follow-ups?team=a&team=b&x="),
        ("/case-journey?case=K7QF2MXA#top", "/case-journey?case=K7QF2MXA"),
        ("/overdue-follow-ups?next=//evil.example", "/overdue-follow-ups?next=%2F%2Fevil.example"),
        ("/overdue-follow-ups?a=%0d%0aSet-Cookie:x", "/overdue-follow-ups?a=%0D%0ASet-Cookie%3Ax"),
        ("/", "/"),
    ],
)
def test_a_page_of_ours_is_led_to_with_its_choices(wanted: str, led_to: str) -> None:
    assert local_address(wanted) == led_to


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "overdue-follow-ups",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "/%2F%2Fevil.example",
        "/%2f/evil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "HTTPS://evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/overdue-follow-ups",
        "http://127.0.0.1:8501/overdue-follow-ups",
        "//127.0.0.1:8501/overdue-follow-ups",
        "@evil.example",
        "/@evil.example",
        "//evil.example\\@127.0.0.1/",
        "/.evil.example",
        "/overdue-follow-ups/../..//evil.example",
        "/overdue-follow-ups//evil.example",
        "/overdue-follow-ups@evil.example",
        "/overdue-follow-ups\r\nSet-Cookie: x=y",
        "/overdue-follow-ups%0d%0aLocation:x",
        "//[evil",
        "/session/end",
        "/session/begin?ticket=x",
        "/media/x.csv",
        "/_stcore/metrics",
        "/static/x.js",
        "?x=//evil.example",
        "#//evil.example",
        "/​/evil.example",
        "／／evil.example",
        "/" + "x" * 3000,
    ],
)
def test_nothing_else_is_led_to(wanted: str) -> None:
    assert local_address(wanted) == "/"


def test_a_wanted_address_elsewhere_does_not_keep_a_reader_from_signing_in(app: ASGIApp, workbook: Workbook) -> None:
    answer = begin(app, ticket(workbook), "//evil.example/x")
    assert answer.headers["location"] == f"/{LANDING['manager']}"
