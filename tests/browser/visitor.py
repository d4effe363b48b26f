"""A person at a browser window: goes to pages, sees what is there, notes what went wrong."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_MILLISECONDS = 60_000
_DRAWING = 700
_LOCAL = ("data:", "blob:")


class Visitor:
    """One window on the served product."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.left_the_host: list[str] = []
        """Requests to any other host: nothing may leave."""
        self.complaints: list[str] = []
        """Errors on the console or of a script."""
        self._awaited = False
        page.set_default_timeout(_MILLISECONDS)
        page.on("request", self._asked)
        page.on("websocket", self._connected)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.url}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn and the server has answered all that was asked of it."""
        self.page.wait_for_selector(".stMainBlockContainer h1, .failure")
        self._draw()
        # What a click asks for shows in the page only once a busy server has begun with it.
        patience = _MILLISECONDS // _DRAWING
        while self._awaited and patience:
            self._draw()
            patience -= 1
        assert not self._awaited, "the server has not answered"

    def _draw(self) -> None:
        self.page.wait_for_selector(READY)
        # Charts and maps draw after the script has ended.
        self.page.wait_for_timeout(_DRAWING)

    def leave(self) -> None:
        """Close the window; done before its server stops, as a page still fetches what it needs."""
        self.page.close()

    @property
    def query(self) -> dict[str, str]:
        """The parameters in the address bar."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    @property
    def path(self) -> str:
        """The path in the address bar."""
        return urlsplit(self.page.url).path.strip("/")

    @property
    def heading(self) -> str:
        """Title, day and filters."""
        return self.page.locator("header.page").inner_text()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Wait until the page says `words`."""
        expect(self.page.locator(".stMainBlockContainer")).to_contain_text(words, timeout=20_000)

    def heads(self, words: str) -> None:
        """Wait until the page's heading says `words`."""
        expect(self.page.locator("header.page")).to_contain_text(words, timeout=20_000)

    def has_in_url(
        self, name: str, value: str | None, *, milliseconds: int = _MILLISECONDS
    ) -> None:
        """Wait until the address bar has the parameter, or no longer has it."""
        self.page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value",
            arg=[name, value],
            timeout=milliseconds,
        )

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, f"ws{self.url[4:]}", *_LOCAL)):
            self.left_the_host.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self._awaited = True

    def _received(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).HasField("script_finished"):
            self._awaited = False


def choose_district(visitor: Visitor, name: str, *, code: str) -> None:
    """Choose a district in the filters."""
    visitor.page.get_by_role("button", name="筛选与日期").click()
    box = visitor.page.get_by_role("combobox", name="区县").first
    box.click()
    box.fill(name[:-1])
    visitor.page.get_by_role("option", name=name).click()
    visitor.has_in_url("district", code)
    visitor.heads(name)
    # The menu is drawn last; its links hold the choice once the run has ended.
    visitor.settle()
    # Not Escape: in a select box that clears what was just chosen.
    visitor.page.mouse.click(100, 800)
