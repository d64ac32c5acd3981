"""Which pages are open for whom: they close the moment a session ends, and a file goes only to whom it was made for."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from google.protobuf.message import DecodeError, Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.shared.surface import MEDIA

FILE_ADDRESS = re.compile(rf"{MEDIA}(\w+)(\.\w+)?")
OFFER = re.compile(rb"[0-9a-f]{32}")
"""The key of a file that is made when it is asked for; where none stands in a message, it need not be taken apart."""


@dataclass(eq=False)
class Door:
    """One open page. closes: set when it must. leads_to: what its window shows then; empty: the same address anew."""

    closes: asyncio.Event = field(default_factory=asyncio.Event)
    leads_to: str = ""


class OpenDoors:
    """The open pages of this process by reader: the fingerprint of a session, or of a visit before it.

    Only touched from the server's event loop, so it needs no lock.
    """

    def __init__(self) -> None:
        self._open: dict[str, set[Door]] = defaultdict(set)
        self._told: dict[str, set[str]] = defaultdict(set)

    @contextmanager
    def opened(self, reader: str) -> Iterator[Door]:
        """One open page, until the block ends."""
        door = Door()
        self._open[reader].add(door)
        try:
            yield door
        finally:
            self._open[reader].discard(door)
            if not self._open[reader]:
                del self._open[reader]

    def close(self, reader: str, *, leads_to: str = "") -> None:
        """Every page of this reader closes and is loaded anew, or another in its place. Their files are gone."""
        self._told.pop(reader, None)
        for door in self._open.get(reader, ()):
            door.leads_to = leads_to
            door.closes.set()

    def tell(self, reader: str, sent: bytes) -> None:
        """Remember the files whose addresses this message gives the reader, and those it offers to make."""
        if MEDIA.encode() in sent or OFFER.search(sent):
            self._told[reader].update(files_in(sent))

    def was_told(self, reader: str, path: str) -> bool:
        """Whether the file at `/media/…` was made for a page of this reader."""
        found = FILE_ADDRESS.fullmatch(path)
        return found is not None and found[1] in self._told.get(reader, ())

    def was_offered(self, reader: str, file_id: str) -> bool:
        """Whether a page of this reader offers to make the file: Streamlit would make another's for whoever asks."""
        return file_id in self._told.get(reader, ())


def files_in(sent: bytes) -> set[str]:
    """Keys of the files that a message to the browser offers: in its fields for them, never in its texts,

    because part of a text may come from the reader, who must not be able to say which file is theirs.
    """
    message = ForwardMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return set()
    return set(_files(message))


def _files(message: Message) -> Iterator[str]:
    for described, value in message.ListFields():
        for one in value if described.is_repeated else (value,):
            if isinstance(one, Message):
                yield from _files(one)
            elif described.name == "deferred_file_id":
                yield str(one)
            elif described.name == "url" and isinstance(one, str) and (found := FILE_ADDRESS.fullmatch(one)):
                yield found[1]
