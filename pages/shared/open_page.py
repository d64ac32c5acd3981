"""One open page between a browser and the app: what either says passes here, until the session ends."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from anyio.to_thread import run_sync
from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.shared.open_doors import OpenDoors

CHECK_SECONDS = 5.0
"""How often an open page asks whether its session still is one: another process may have ended it."""
ANYONE_SAYS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
READERS_SAY = ANYONE_SAYS | {"deferred_file", "dataframe_chunk"}
"""Messages from a page that are let through. Others clear everybody's cache, upload, install or are for debugging."""
FRAGMENT = re.compile(r"[0-9a-f]*")
REFUSED, ENDED = 1008, 1000
"""Why a websocket closes: it may not be open, or its session ended, which is nothing to warn of on the console."""


@dataclass(frozen=True)
class Sessions:
    """How to ask about a session, by the value of its cookie. Both read the workbook, so they are called in a thread.

    is_open: looking, without prolonging it. is_used: the same, because its reader did something just now.
    takes: its reader takes away the file of that name. It raises where that cannot be noted, and the file stays here.
    """

    is_open: Callable[[str], bool]
    is_used: Callable[[str], bool]
    takes: Callable[[str, str], None]


class OpenPage:
    """One websocket. token: the session's cookie, or None before sign-in. reader: whose page it is, for the doors."""

    def __init__(
        self, sessions: Sessions, doors: OpenDoors, reader: str, token: str | None, receive: Receive, send: Send
    ) -> None:
        self._sessions, self._doors, self._reader, self._token = sessions, doors, reader, token
        self._from_browser, self._to_browser = receive, send
        self._next: asyncio.Future[Message] | None = None
        self._is_gone = False

    async def serve(self, app: Callable[[Receive, Send], Awaitable[None]]) -> None:
        """Let the app talk with the browser until one of them leaves or the session ends."""
        with self._doors.opened(self._reader) as self._door:
            self._end = asyncio.ensure_future(self._door.closes.wait())
            try:
                await app(self._receive, self._send)
                if self._door.closes.is_set() and not self._is_gone:
                    await self._to_browser({"type": "websocket.send", "bytes": leave(self._door.leads_to)})
                    await self._to_browser({"type": "websocket.close", "code": ENDED})
            finally:
                self._end.cancel()
                if self._next is not None:
                    self._next.cancel()

    async def _receive(self) -> Message:
        """The next message that may pass; a disconnect as soon as the session has ended."""
        while (message := await self._message()) is not None:
            if message["type"] == "websocket.receive" and not await self._may_pass(message.get("bytes") or b""):
                continue
            self._is_gone = message["type"] == "websocket.disconnect"
            return message
        return {"type": "websocket.disconnect", "code": ENDED}

    async def _send(self, message: Message) -> None:
        if self._door.closes.is_set():
            return
        if self._token is not None and message.get("bytes"):
            self._doors.tell(self._reader, message["bytes"])
        self._is_gone = self._is_gone or message["type"] == "websocket.close"
        await self._to_browser(message)

    async def _message(self) -> Message | None:
        """What the browser says next, or None once the session has ended, which is looked up while it is silent."""
        while not self._door.closes.is_set():
            self._next = self._next or asyncio.ensure_future(self._from_browser())
            await asyncio.wait({self._next, self._end}, timeout=CHECK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if self._door.closes.is_set():
                break
            if self._next.done():
                message, self._next = self._next.result(), None
                return message
            await self._look_up(acts=False)
        return None

    async def _may_pass(self, said: bytes) -> bool:
        message = BackMsg()
        try:
            message.ParseFromString(said)
        except DecodeError:
            return True  # Streamlit closes a page that talks nonsense.
        kind = message.WhichOneof("type")
        if kind == "backend_operation_request":
            kind = message.backend_operation_request.WhichOneof("payload")
        if kind not in (ANYONE_SAYS if self._token is None else READERS_SAY):
            return False
        if kind == "deferred_file" and not self._was_offered(message):
            return False
        # A part of a page is known by a hash; anything else would stand in the log as its sender wrote it.
        if kind == "rerun_script" and not FRAGMENT.fullmatch(message.rerun_script.fragment_id):
            return False
        await self._look_up(acts=kind in {"rerun_script", "deferred_file"} and not _is_by_itself(message))
        return not self._door.closes.is_set()

    def _was_offered(self, message: BackMsg) -> bool:
        return self._doors.was_offered(self._reader, message.backend_operation_request.deferred_file.file_id)

    async def _look_up(self, *, acts: bool) -> None:
        if self._token is None:
            return
        if not await run_sync(self._sessions.is_used if acts else self._sessions.is_open, self._token):
            self._doors.close(self._reader)


def leave(address: str) -> bytes:
    """The message by which Streamlit's page loads another address, as it does for signing out with `st.logout`."""
    message = ForwardMsg()
    message.auth_redirect.url = address
    message.auth_redirect.SetInParent()
    return message.SerializeToString()


def _is_by_itself(message: BackMsg) -> bool:
    """Whether a page runs again on its own: that must not keep the session of an absent reader open."""
    return message.HasField("rerun_script") and message.rerun_script.is_auto_rerun
