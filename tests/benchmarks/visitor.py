"""A visitor of a Streamlit server who speaks its protocol and measures how long a page takes to run again."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class PageFailedError(Exception):
    """The page's script did not end well."""


def acknowledge_at_once(connection: socket.socket) -> None:
    """Otherwise 40 ms of each run are the kernel's delayed acknowledgement, which hides what the server does."""
    if hasattr(socket, "TCP_QUICKACK"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


class Visitor:
    """One open websocket to one server. Times are in seconds, from asking for a run to the word that it finished."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._address, self._origin = f"ws://127.0.0.1:{port}/_stcore/stream", f"http://127.0.0.1:{port}"
        self._headers = {"Cookie": cookie} if cookie else {}
        self._until_done = ExitStack()
        self._socket: ClientConnection | None = None
        self.received = 0

    def __enter__(self) -> Visitor:
        opened = connect(
            self._address,
            origin=self._origin,  # type: ignore[arg-type]
            additional_headers=self._headers,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )
        self._socket = self._until_done.enter_context(opened)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._until_done.close()

    def runs(self, page: str, query: str = "") -> float:
        """Run the page once and wait until it has finished. Raises PageFailedError where it raised."""
        assert self._socket is not None
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        begun = time.perf_counter()
        self._socket.send(message.SerializeToString())
        raised = False
        while True:
            acknowledge_at_once(self._socket.socket)
            received = self._socket.recv(timeout=60)
            self.received += len(received)
            answer = ForwardMsg()
            answer.ParseFromString(received if isinstance(received, bytes) else received.encode())
            raised = raised or (answer.HasField("delta") and answer.delta.new_element.HasField("exception"))
            if answer.HasField("script_finished"):
                if answer.script_finished not in FINISHED or raised:
                    raise PageFailedError(f"{page} did not finish well")
                return time.perf_counter() - begun
