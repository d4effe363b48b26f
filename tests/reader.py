"""A reader on the real socket: asks a served product for pages as a browser does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_SECONDS = 120
_LARGEST = 64 * 1024 * 1024


class Reader:
    """One session: what it asks for, and what comes back."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.session = ""
        """Its name, as the server has given it."""
        self.heard: list[ForwardMsg] = []
        """What the server said for the last drawing."""

    def ask(self, path: str = "", **query: str) -> None:
        """Ask for a page, as an address, a link or a filter does; waits for nothing."""
        asked = BackMsg()
        asked.rerun_script.page_name = path
        asked.rerun_script.query_string = urlencode(query)
        self._connection.send(asked.SerializeToString())

    def hear(self, *, until: Callable[[ForwardMsg], bool]) -> None:
        """Listen until a message is the one waited for."""
        self.heard = []
        while not self.heard or not until(self.heard[-1]):
            said = ForwardMsg()
            said.ParseFromString(self._connection.recv(timeout=_SECONDS))  # type: ignore[arg-type]
            self.heard.append(said)
            if said.HasField("new_session"):
                self.session = said.new_session.initialize.session_id

    def draw(self, path: str = "", **query: str) -> None:
        """Ask for a page and listen until it is drawn."""
        self.ask(path, **query)
        self.hear(until=is_drawn)

    @property
    def html(self) -> str:
        """The HTML drawn, style sheet and menu too."""
        elements = (one.delta.new_element for one in self.heard if one.HasField("delta"))
        return "\n".join(one.html.body for one in elements if one.HasField("html"))


@contextmanager
def reader_at(url: str, **options: Any) -> Iterator[Reader]:
    """A session at the address of a served product; leaves at the end.

    Args:
        url: As `http://127.0.0.1:8501`, with the path under which a proxy gives it.
        options: Of the connection, as `additional_headers`.
    """
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    with connect(
        f"{scheme}://{parts.netloc}{parts.path}/_stcore/stream",
        origin=f"{parts.scheme}://{parts.netloc}",  # type: ignore[arg-type]
        max_size=_LARGEST,
        proxy=None,
        **options,
    ) as connection:
        yield Reader(connection)


def is_drawn(said: ForwardMsg) -> bool:
    """Whether the server says that a page asked for is drawn, and not given up for another."""
    ended = said.script_finished if said.HasField("script_finished") else None
    return ended == ForwardMsg.FINISHED_SUCCESSFULLY
