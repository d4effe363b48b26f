"""A reader without a browser: one session of a Streamlit server over its real websocket."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect

_FAILED = b'class="failure'
"""What a page says in place of its figures."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one request to the server cost: until its script had ended and all was sent."""

    seconds: float
    bytes: int
    failed: bool


class Reader:
    """One session; every request waits until the script has run to its end."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._page = ""
        self.address = ""
        """The parameters in the address bar."""
        self._chosen: dict[str, WidgetState] = {}
        self._keys: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        """What the select boxes drawn offer, by key."""

    async def open(self, page: str) -> Answer:
        """Go to a page of the product, or to the one page of an app without any ("")."""
        self._page, self.address = page, ""
        self._chosen.clear()
        return await self._run()

    async def choose(self, key: str, value: str) -> Answer:
        """Choose an option of a select box."""
        self._chosen[key] = WidgetState(id=self._keys[key], string_value=value)
        return await self._run()

    async def pick_day(self, key: str, day: date) -> Answer:
        """Pick a day."""
        state = WidgetState(id=self._keys[key])
        state.string_array_value.data.append(day.isoformat())
        self._chosen[key] = state
        return await self._run()

    def offers(self, key: str) -> bool:
        """Whether the page has a widget of this key."""
        return key in self._keys

    async def _run(self) -> Answer:
        asked = BackMsg()
        state = asked.rerun_script
        if self._page:
            state.page_script_hash, state.page_name = calc_hash(self._page), self._page
        state.query_string = self.address
        state.widget_states.widgets.extend(self._chosen.values())
        state.context_info.timezone, state.context_info.locale = "Asia/Shanghai", "zh-CN"
        begun = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        size, failed = 0, False
        while True:
            payload = await self._socket.recv()
            assert isinstance(payload, bytes)
            size += len(payload)
            failed = failed or _FAILED in payload
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._notice(message)
            elif kind == "page_info_changed":  # what a browser puts into its address bar
                self.address = message.page_info_changed.query_string
            elif kind == "script_finished" and message.script_finished in _ENDS:
                failed = failed or message.script_finished == _BROKEN
                return Answer(seconds=time.perf_counter() - begun, bytes=size, failed=failed)

    def _notice(self, message: ForwardMsg) -> None:
        """Note the widgets drawn by the keys they were given."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind not in ("selectbox", "date_input"):
            return
        widget = getattr(element, kind)
        key = widget.id.split("-", 2)[2]
        self._keys[key] = widget.id
        if kind == "selectbox":
            self.options[key] = list(widget.options)


_BROKEN = ForwardMsg.FINISHED_WITH_COMPILE_ERROR
_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, _BROKEN)


@asynccontextmanager
async def reader_at(port: int) -> AsyncIterator[Reader]:
    """A new session, closed at the end."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(
        address,
        origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        max_size=None,
        max_queue=None,
        close_timeout=1,
        ping_interval=None,
        open_timeout=600,
    ) as socket:
        yield Reader(socket)
