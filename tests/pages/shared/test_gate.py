"""The gate: what passes without a session, what never does, and what happens to a page whose session ends."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.shared import open_page
from pages.shared.cookies import fingerprint
from pages.shared.gate import Gate
from pages.shared.open_doors import OpenDoors
from pages.shared.open_page import Sessions, leave
from pages.shared.pages import PAGES
from tests.pages.shared.asgi import HOST, ask, talk

SIGNED_IN = {"cookie": "caseboard_session=ann"}
OUR_ORIGIN = {"origin": f"http://{HOST}"}
FILE = "/media/0123abcd.csv"


@dataclass
class Inside:
    """What stands behind the gate: it answers everything with a secret, and writes down what reaches it."""

    reached: list[str] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)
    scope: Scope = field(default_factory=dict)
    says: bytes = b"secret"
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    left: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope["path"])
        self.scope = scope
        if scope["type"] == "http":
            headers = [(b"cache-control", b"public"), (b"access-control-allow-origin", b"*"), *self.headers]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"secret"})
            return
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["bytes"])
            await send({"type": "websocket.send", "bytes": self.says})
        self.left = True
        await send({"type": "websocket.send", "bytes": b"said after the end"})


@dataclass
class World:
    """A gate with one reader, ann, who can be signed out."""

    inside: Inside = field(default_factory=Inside)
    doors: OpenDoors = field(default_factory=OpenDoors)
    hosts: tuple[str, ...] = ()
    readers: set[str] = field(default_factory=lambda: {"ann"})
    used: list[str] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate = Gate(
            self.inside, Sessions(self._is_open, self._is_used, self._takes), self.doors, lambda: self.hosts
        )

    def _is_open(self, token: str) -> bool:
        return token in self.readers

    def _is_used(self, token: str) -> bool:
        self.used.append(token)
        return token in self.readers

    def _takes(self, token: str, file: str) -> None:
        if file == "cannot-be-noted.csv":
            raise OSError("the log is full")
        self.taken.append((token, file))

    def signs_out(self) -> None:
        self.readers.clear()
        self.doors.close(fingerprint("ann"), leads_to="/")

    def is_ended_elsewhere(self) -> None:
        self.readers.clear()


@pytest.fixture
def world() -> World:
    return World()


def message(kind: str = "rerun_script", **fields: object) -> bytes:
    said = BackMsg()
    getattr(said, kind).SetInParent() if said.DESCRIPTOR.fields_by_name[kind].message_type else setattr(
        said, kind, True
    )
    for name, value in fields.items():
        setattr(getattr(said, kind), name, value)
    return said.SerializeToString()


def operation(kind: str) -> bytes:
    said = BackMsg()
    getattr(said.backend_operation_request, kind).SetInParent()
    return said.SerializeToString()


CLOSED = [
    FILE,
    "/component/extra_streamlit_components.CookieManager.cookie_manager/index.html",
    "/component/extra_streamlit_components.TabBar.tab_bar/index.html",
    "/_stcore/metrics",
    "/_stcore/upload_file/x/y",
    "/_stcore/bidi-components/x/y",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/script-health-check",
    "/app/static/x",
    "/oauth2callback",
    "/auth/login",
    "/static/../media/x",
    "/static//../../media/x",
    "/static/..\\media",
    "//media/x",
    "/unknown",
    "/overdue-follow-ups/x",
    "/Overdue-Follow-Ups",
]


@pytest.mark.parametrize("path", CLOSED)
def test_without_a_session_an_address_that_is_not_named_is_closed(world: World, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        refused = ask(world.gate, path, method=method)
        assert refused.status == 401
        assert b"secret" not in refused.body
    assert world.inside.reached == []


@pytest.mark.parametrize("path", [one for one in CLOSED if one != FILE])
def test_with_a_session_what_no_page_needs_stays_closed(world: World, path: str) -> None:
    assert ask(world.gate, path, SIGNED_IN).status == 404
    assert world.inside.reached == []


@pytest.mark.parametrize("path", ["/", *(f"/{entry.url_path}" for entry in PAGES)])
def test_the_empty_page_is_the_same_for_everyone(world: World, path: str) -> None:
    assert ask(world.gate, path).status == 200
    assert ask(world.gate, path, method="POST").status == 405
    assert ask(world.gate, "/static/js/x.js").status == 200


def test_a_first_visit_gets_a_number_that_scripts_cannot_read_and_a_second_keeps_it(world: World) -> None:
    (cookie,) = ask(world.gate, "/").cookies
    name, _, rest = cookie.partition("=")
    value, _, attributes = rest.partition("; ")
    assert (name, attributes) == ("caseboard_visit", "Path=/; HttpOnly; SameSite=Lax")
    assert len(value) == 43
    assert ask(world.gate, "/", {"cookie": f"caseboard_visit={value}"}).cookies == []
    assert ask(world.gate, "/static/x.js").cookies == []


def test_under_https_cookies_are_secure_and_bound_to_the_host(world: World) -> None:
    (cookie,) = ask(world.gate, "/", secure=True).cookies
    assert cookie.startswith("__Host-caseboard_visit=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")
    planted_over_http = {"cookie": "caseboard_session=ann"}
    assert ask(world.gate, "/unknown", planted_over_http, secure=True).status == 401
    assert ask(world.gate, "/unknown", {"cookie": "__Host-caseboard_session=ann"}, secure=True).status == 404


def test_every_answer_says_what_the_browser_must_not_do(world: World) -> None:
    for path in ("/", "/unknown", "/_stcore/health"):
        headers = ask(world.gate, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["frame-ancestors"] == policy["default-src"] == "'none'"
        assert "unsafe" not in policy["script-src"]
        assert not any("http" in value or "*" in value for value in policy.values())
    assert ask(world.gate, "/static/js/x.js").headers["cache-control"] == "public"


@pytest.mark.parametrize(
    ("host", "status"),
    [("caseboard.example", 200), ("CASEBOARD.example:444", 200), ("a.below.example", 200), ("below.example", 421)]
    + [
        (host, 421)
        for host in ("evil.example", "caseboard.example.evil.example", "127.0.0.1", "", "[", "xbelow.example")
    ],
)
def test_only_names_on_the_list_are_answered_to(host: str, status: int) -> None:
    world = World(hosts=("caseboard.example", "*.below.example"))
    assert ask(world.gate, "/", {"host": host}).status == status
    opened = talk(world.gate, [], {"host": host, "origin": f"http://{host}"})
    assert (opened[0]["type"] == "websocket.accept") == (status == 200)


@pytest.mark.parametrize(
    "origin",
    [None, "", "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:9999", "http://localhost:8501",
     f"https://{HOST}", f"http://{HOST}.evil.example", f"http://{HOST}/", f"http://{HOST}@evil.example", f"ws://{HOST}"],
)  # fmt: skip
@pytest.mark.parametrize("cookie", [{}, SIGNED_IN])
def test_a_websocket_opens_only_from_a_page_of_this_server(
    world: World, origin: str | None, cookie: dict[str, str]
) -> None:
    headers = {**cookie, **({} if origin is None else {"origin": origin})}
    assert talk(world.gate, [message()], headers) == [{"type": "websocket.close", "code": 1008}]
    assert world.inside.reached == []


def test_a_websocket_from_our_page_opens_at_one_address_only(world: World) -> None:
    assert talk(world.gate, [message()], OUR_ORIGIN)[1]["bytes"] == b"secret"
    assert talk(world.gate, [message()], OUR_ORIGIN, path="/stream")[0]["type"] == "websocket.close"
    assert talk(world.gate, [message()], {"origin": f"https://{HOST}"}, secure=True)[1]["bytes"] == b"secret"


def test_the_app_learns_who_is_here_from_the_gate_alone(world: World) -> None:
    lies = {"x-caseboard-session": "ann", "x-caseboard-reader": "ann", "X-Caseboard-Anything": "x"}
    talk(world.gate, [], {**OUR_ORIGIN, **lies, "cookie": "caseboard_visit=v; caseboard_session=unknown"})
    told = [(name, value) for name, value in world.inside.scope["headers"] if name.startswith(b"x-caseboard")]
    assert dict(told)[b"x-caseboard-session"] == b""
    assert dict(told)[b"x-caseboard-visit"] == b"v"
    assert len(told) == 3
    before = dict(told)[b"x-caseboard-reader"]
    talk(world.gate, [], {**OUR_ORIGIN, **SIGNED_IN})
    told = [(name, value) for name, value in world.inside.scope["headers"] if name.startswith(b"x-caseboard")]
    assert dict(told)[b"x-caseboard-session"] == b"ann"
    assert dict(told)[b"x-caseboard-reader"] not in (before, b"ann")


def test_a_page_closes_the_moment_its_reader_signs_out(world: World) -> None:
    sent = talk(world.gate, [message(), world.signs_out], {**OUR_ORIGIN, **SIGNED_IN}, leaves=False)
    assert [one["type"] for one in sent[:2]] == ["websocket.accept", "websocket.send"]
    assert sent[2:] == [{"type": "websocket.send", "bytes": leave("/")}, {"type": "websocket.close", "code": 1000}]
    assert world.inside.left


def test_a_page_whose_session_was_ended_elsewhere_is_heard_no_more(world: World) -> None:
    sent = talk(world.gate, [message(), world.is_ended_elsewhere, message()], {**OUR_ORIGIN, **SIGNED_IN}, leaves=False)
    assert sent[2:] == [{"type": "websocket.send", "bytes": leave("")}, {"type": "websocket.close", "code": 1000}]
    assert len(world.inside.heard) == 1


def test_a_silent_page_whose_session_was_ended_elsewhere_closes_by_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_page, "CHECK_SECONDS", 0.01)
    sent = talk(world.gate, [message(), world.is_ended_elsewhere], {**OUR_ORIGIN, **SIGNED_IN}, leaves=False)
    assert sent[-1]["type"] == "websocket.close"


def test_a_page_from_before_sign_in_stays_what_it_was_when_somebody_signs_in(world: World) -> None:
    world.readers.clear()
    talk(world.gate, [lambda: world.readers.add("ann"), message()], {**OUR_ORIGIN, **SIGNED_IN})
    assert dict(world.inside.scope["headers"])[b"x-caseboard-session"] == b""
    assert world.used == []


@pytest.mark.parametrize("kind", ["clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime"])
@pytest.mark.parametrize("cookie", [{}, SIGNED_IN])
def test_messages_that_no_page_needs_are_not_heard(world: World, kind: str, cookie: dict[str, str]) -> None:
    talk(world.gate, [message(kind), message()], {**OUR_ORIGIN, **cookie})
    assert world.inside.heard == [message()]


def test_before_sign_in_a_page_can_only_run(world: World) -> None:
    said = [operation("deferred_file"), operation("install_skills"), message("file_urls_request")]
    talk(world.gate, said, OUR_ORIGIN)
    assert world.inside.heard == []
    talk(world.gate, [operation("dataframe_chunk"), *said], {**OUR_ORIGIN, **SIGNED_IN})
    assert world.inside.heard == [operation("dataframe_chunk")]


def making(file_id: str) -> bytes:
    asked = BackMsg()
    asked.backend_operation_request.deferred_file.file_id = file_id
    return asked.SerializeToString()


def test_a_file_is_made_only_for_the_reader_whose_page_offers_it(world: World) -> None:
    world.readers.add("bob")
    offered, other = 2 * "0123456789abcdef", 2 * "fedcba9876543210"
    page = ForwardMsg()
    page.delta.new_element.download_button.deferred_file_id = offered
    page.delta.new_element.download_button.help = other
    world.inside.says = page.SerializeToString()
    talk(world.gate, [message(), message()], {**OUR_ORIGIN, **SIGNED_IN})
    world.inside.says, world.inside.heard = b"", []
    talk(world.gate, [making(offered), making(other)], {**OUR_ORIGIN, **SIGNED_IN})
    talk(world.gate, [making(offered)], {**OUR_ORIGIN, "cookie": "caseboard_session=bob"})
    assert world.inside.heard == [making(offered)]


def test_what_would_stand_in_the_log_as_its_sender_wrote_it_is_not_heard(world: World) -> None:
    talk(world.gate, [message(fragment_id="a\nforged"), message(fragment_id="0a1b")], OUR_ORIGIN)
    assert world.inside.heard == [message(fragment_id="0a1b")]


def test_only_what_a_reader_does_keeps_a_session_open(world: World) -> None:
    talk(world.gate, [message(is_auto_rerun=True), message("app_heartbeat")], {**OUR_ORIGIN, **SIGNED_IN})
    assert world.used == []
    talk(world.gate, [message(), message()], {**OUR_ORIGIN, **SIGNED_IN})
    assert world.used == ["ann", "ann"]


def offers(address: str, *, as_text: bool = False) -> bytes:
    sent = ForwardMsg()
    if as_text:
        sent.delta.new_element.text_input.default = address
    else:
        sent.backend_operation_response.deferred_file.url = address
    return sent.SerializeToString()


def test_a_file_goes_to_the_reader_whose_page_offered_it_and_to_nobody_else(world: World) -> None:
    world.readers.add("bob")
    world.inside.says = offers(FILE)
    talk(world.gate, [message()], {**OUR_ORIGIN, **SIGNED_IN})
    assert ask(world.gate, FILE, SIGNED_IN).body == b"secret"
    assert ask(world.gate, FILE).status == 401
    assert ask(world.gate, FILE, {"cookie": "caseboard_session=bob"}).status == 404
    assert ask(world.gate, "/media/0123abce.csv", SIGNED_IN).status == 404
    world.signs_out()
    world.readers.add("ann")
    assert ask(world.gate, FILE, SIGNED_IN).status == 404


@pytest.mark.parametrize(
    ("disposition", "noted"),
    [
        (b'attachment; filename="caseboard-overdue-list-2026-11-16.csv"', "caseboard-overdue-list-2026-11-16.csv"),
        (b"attachment; filename*=utf-8''caf%C3%A9%20x.pdf", "caf-C3-A9-20x.pdf"),
        (b'attachment; filename="' + b"x" * 300 + b'"', "x" * 100),
    ],
)
def test_a_file_that_leaves_is_noted_with_its_name(world: World, disposition: bytes, noted: str) -> None:
    world.inside.says, world.inside.headers = offers(FILE), [(b"content-disposition", disposition)]
    talk(world.gate, [message()], {**OUR_ORIGIN, **SIGNED_IN})
    ask(world.gate, FILE)
    ask(world.gate, FILE, SIGNED_IN, method="HEAD")
    assert world.taken == []
    ask(world.gate, FILE, SIGNED_IN)
    assert world.taken == [("ann", noted)]


def test_a_file_that_cannot_be_noted_does_not_leave(world: World) -> None:
    world.inside.says = offers(FILE)
    world.inside.headers = [(b"content-disposition", b'attachment; filename="cannot-be-noted.csv"')]
    talk(world.gate, [message()], {**OUR_ORIGIN, **SIGNED_IN})
    with pytest.raises(OSError, match="the log is full"):
        ask(world.gate, FILE, SIGNED_IN)


def test_a_reader_cannot_claim_a_file_by_typing_its_address(world: World) -> None:
    world.inside.says = offers(FILE, as_text=True)
    talk(world.gate, [message()], {**OUR_ORIGIN, **SIGNED_IN})
    assert ask(world.gate, FILE, SIGNED_IN).status == 404


def test_a_page_before_sign_in_is_offered_no_file(world: World) -> None:
    world.inside.says = offers(FILE)
    talk(world.gate, [message()], {**OUR_ORIGIN, "cookie": "caseboard_visit=v"})
    assert ask(world.gate, FILE, {"cookie": "caseboard_visit=v"}).status == 401
