"""Speaks Streamlit's protocol without a browser, so that a test can say what a browser never would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from data.workbook import sessions
from data.workbook.accounts import find
from pages.shared.here import now
from tests.browser.served import Served

DONE = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
TICKET = re.compile(r'data-to="([^"]+)"')


@dataclass
class Drawn:
    """What a run of a page sent: every byte, and the messages."""

    received: bytes = b""
    messages: list[ForwardMsg] = field(default_factory=list)
    is_closed: bool = False

    def elements(self, kind: str) -> Iterator[object]:
        for message in self.messages:
            if message.HasField("delta") and message.delta.new_element.WhichOneof("type") == kind:
                yield getattr(message.delta.new_element, kind)

    def html(self) -> str:
        return "\n".join(one.body for one in self.elements("html"))  # type: ignore[attr-defined]

    def labelled(self, kind: str, label: str) -> object:
        (found,) = [one for one in self.elements(kind) if one.label == label]  # type: ignore[attr-defined]
        return found

    def shows_the_form(self) -> bool:
        labels = [one.label for one in self.elements("text_input")]  # type: ignore[attr-defined]
        return labels == ["Name", "Password"]

    def leads_to(self) -> list[str]:
        """Where the page was told to go when it closed."""
        return [one.auth_redirect.url for one in self.messages if one.HasField("auth_redirect")]


@contextmanager
def wire(
    served: Served,
    cookies: Mapping[str, str],
    *,
    origin: str | None = "own",
    resumes: str = "",
    headers: Mapping[str, str] | None = None,
) -> Iterator[Wire]:
    """One open page. origin: None leaves it out. resumes: the id of a page that it claims to have been before."""
    jar = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
    with connect(
        f"ws://127.0.0.1:{served.port}/_stcore/stream",
        origin=served.address if origin == "own" else origin,  # type: ignore[arg-type]
        additional_headers={**jar, **(headers or {})},
        subprotocols=["streamlit", "none", resumes] if resumes else ["streamlit"],  # type: ignore[list-item]
        max_size=None,
        proxy=None,
    ) as socket:
        yield Wire(socket)


@dataclass
class Wire:
    """What the browser's program would say on an open page."""

    socket: ClientConnection

    def runs(
        self,
        page: str = "",
        *,
        page_hash: str = "",
        query: str = "",
        fragment: str = "",
        typed: Mapping[str, str] | None = None,
        pressed: str = "",
    ) -> Drawn:
        """Run a page, named by its address or by the hash of one, and wait for the end of the run."""
        message = BackMsg()
        run = message.rerun_script
        run.page_name, run.page_script_hash, run.query_string, run.fragment_id = page, page_hash, query, fragment
        for widget, value in (typed or {}).items():
            run.widget_states.widgets.add(id=widget, string_value=value)
        if pressed:
            run.widget_states.widgets.add(id=pressed, trigger_value=True)
        self.says(message)
        return self.hears(until=lambda one: one.HasField("script_finished") and one.script_finished in DONE)

    def says(self, message: BackMsg) -> None:
        try:
            self.socket.send(message.SerializeToString())
        except ConnectionClosed:
            return

    def hears(self, until: Callable[[ForwardMsg], bool] = lambda _: False, within: float = 30) -> Drawn:
        """Everything up to a message, or until the page is closed. Raises TimeoutError where neither comes."""
        drawn = Drawn()
        while True:
            try:
                received = self.socket.recv(timeout=within)
            except ConnectionClosed:
                drawn.is_closed = True
                return drawn
            assert isinstance(received, bytes)
            message = ForwardMsg()
            message.ParseFromString(received)
            drawn.received += received
            drawn.messages.append(message)
            if until(message):
                return drawn


def visitor(served: Served) -> httpx.Client:
    """A browser's cookie jar, before signing in: it has loaded the first page and nothing else."""
    at_once_closed = httpx.Limits(max_keepalive_connections=0)
    client = httpx.Client(base_url=served.address, timeout=30, limits=at_once_closed)
    client.get("/")
    return client


def hash_of(url_path: str) -> str:
    """The hash by which Streamlit knows a page that has this address."""
    return calc_hash(url_path)


def fills_in(served: Served, client: httpx.Client, name: str, password: str, *, page: str = "") -> Drawn:
    """What the form answers to a name and a password."""
    with wire(served, dict(client.cookies)) as page_of:
        form = page_of.runs(page)
        typed = {
            form.labelled("text_input", "Name").id: name,  # type: ignore[attr-defined]
            form.labelled("text_input", "Password").id: password,  # type: ignore[attr-defined]
        }
        return page_of.runs(page, typed=typed, pressed=form.labelled("button", "Sign in").id)  # type: ignore[attr-defined]


def ticket_in(drawn: Drawn) -> str:
    """The address that a right password sends the browser to."""
    (address,) = TICKET.findall(drawn.html())
    return unescape(address)


def signed_in(served: Served, name: str) -> httpx.Client:
    """A browser's cookie jar with a session of this account, without waiting for a password to be checked."""
    client = visitor(served)
    with served.workbook() as workbook:
        account = find(workbook, name, demo_allowed=True)
        assert account is not None
        ticket = sessions.issue_ticket(workbook, account, client.cookies["caseboard_visit"], now())
    assert client.get("/session/begin", params={"ticket": ticket}).status_code == 303
    return client
