"""The front door: who may ask, for which addresses, and what every answer carries.

It stands before Streamlit, which would answer any address with the app, ask an outside service for
this machine's address when an origin is foreign, and show its inner counters to anybody.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.incidents import record
from dashboard.web.document import script_hashes
from dashboard.web.headers import KEPT_BY_BROWSERS, policy, secure
from dashboard.web.hosts import Hosts, same_origin

STARTING: Final = "x-oversight-start"
"""Header by which the server tells its own requests at start from a stranger's."""
HEALTH: Final = "/_stcore/health"
WARM_UP: Final = "/_stcore/script-health-check"

_EXACT: Final = frozenset({HEALTH, "/_stcore/host-config", "/_stcore/stream", "/favicon.png"})
_FOLDERS: Final = ("/media/", "/present/", "/own/", "/_stcore/upload_file/")
_LONGEST: Final = 1024
"""Bytes of a path; ours are far shorter."""
_READING: Final = frozenset({"GET", "HEAD"})
_WRONG: Final = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{0}</title>'
    "<style>body{{font:16px/1.8 sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}}"
    "h1{{font-size:1.5rem}}</style><h1>{0}</h1><p>{1}</p>{2}</html>"
)
_HOME: Final = '<p><a href="{}/">进入看板首页</a></p>'
_MISSING: Final = (
    404,
    "没有这个页面",
    "地址有误或页面已移走。请从看板首页进入，或核对收到的链接。",
)
_STRANGE_HOST: Final = (
    421,
    "不能从这个地址访问",
    "请使用管理员公布的地址。管理员可用 OVERSIGHT_ALLOWED_HOSTS 允许更多地址。",
)
_STRANGE_ORIGIN: Final = (403, "拒绝访问", "请求来自其他网站，已被拒绝。请直接打开看板地址。")


@dataclass(frozen=True, kw_only=True)
class FrontDoorSettings:
    """What the front door needs to know of the server behind it."""

    hosts: Hosts
    pages: Collection[str]
    """Addresses of pages, without slashes."""
    document: str
    files: ASGIApp
    files_address: str
    """First segment of the browser files' address."""
    base: str = ""
    """Path under which a proxy gives this server, as `/oversight`."""
    portal: str = ""
    """Origins that may frame pages, with spaces."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """What the server's own requests at start carry."""


class FrontDoor:
    """ASGI middleware before everything else."""

    def __init__(self, app: ASGIApp, *, house: FrontDoorSettings) -> None:
        self._app = app
        self._house = house
        self._scripts = script_hashes(house.document)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request or websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if scope["type"] == "websocket":
            answer = self._app if refused is None and self._is_inner(scope) else _closed
            await answer(self._inside(scope), receive, send)
            return
        answer = refused or self._answer(scope, headers)
        send = self._completed(scope, headers, send)
        try:
            await answer(self._inside(scope), receive, send)
        except Exception as error:  # whatever it is, nobody sees a trace or an English word
            # Where the answer has begun this fails in turn, and the connection is cut.
            await _failed(error)(scope, receive, send)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The refusal of a request that no page of ours makes."""
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._house.hosts.admit(host):
            return _wrong(*_STRANGE_HOST)
        origin = headers.get("origin")
        if origin is None:
            # Browsers name the origin of whatever writes or opens a websocket.
            return None if scope.get("method") in _READING else _wrong(*_STRANGE_ORIGIN)
        return None if same_origin(origin, host=host) else _wrong(*_STRANGE_ORIGIN)

    def _answer(self, scope: Scope, headers: Headers) -> ASGIApp:
        """Who answers the request: the document, the browser files, what is inside, or nobody."""
        path = self._path(scope)
        if path is None:
            return self._sent_on(scope) or self._missing()
        if path.strip("/") in self._house.pages and scope["method"] in _READING:
            return self._document() if path.count("/") == 1 else _without_slash(scope)
        if path.startswith(f"/{self._house.files_address}/"):
            return self._house.files
        own = secrets.compare_digest(headers.get(STARTING, ""), self._house.token)
        inside = self._is_inner(scope) or (own and path == WARM_UP)
        return self._app if inside else self._missing()

    def _missing(self) -> Response:
        return _wrong(*_MISSING, more=_HOME.format(escape(self._house.base)))

    def _is_inner(self, scope: Scope) -> bool:
        """Whether the address is one of Streamlit's or ours that a page needs."""
        path = self._path(scope) or ""
        return path in _EXACT or path.startswith(_FOLDERS)

    def _path(self, scope: Scope) -> str | None:
        """The path below the base; None where it is not below it, or absurd."""
        path, base = str(scope["path"]), self._house.base
        if len(path) > _LONGEST or not path.startswith(f"{base}/"):
            return None
        return path.removeprefix(base)

    def _inside(self, scope: Scope) -> Scope:
        """The request as the application sees it, which knows nothing of the base."""
        path = self._path(scope)
        if path is None or not self._house.base:
            return scope
        return {**scope, "path": path, "raw_path": path.encode()}

    def _sent_on(self, scope: Scope) -> Response | None:
        """From the base to its folder, below which all addresses are."""
        base = self._house.base
        if base and scope["path"] == base:
            return RedirectResponse(f"{base.rpartition('/')[2]}/", status_code=308)
        return None

    def _document(self) -> Response:
        return HTMLResponse(self._house.document, headers={"Cache-Control": KEPT_BY_BROWSERS})

    def _completed(self, scope: Scope, asked: Headers, send: Send) -> Send:
        """Send, with the headers of every answer completed."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(
                    MutableHeaders(scope=message),
                    policy=policy(scripts=self._scripts, host=asked.get("host", "")),
                    portal=self._house.portal,
                    encrypted=scope["scheme"] == "https",
                )
            await send(message)

        return complete


async def _closed(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Refuse a websocket before it is opened; the server answers 403."""
    await send({"type": "websocket.close", "code": 1008})


def _failed(error: Exception) -> Response:
    said = f"事件编号 {record(error)}，请告知管理员，详情见服务器日志。"
    return _wrong(500, "服务器出错", said)


def _wrong(status: int, title: str, said: str, *, more: str = "") -> Response:
    page = _WRONG.format(escape(title), escape(said), more)
    return HTMLResponse(page, status_code=status)


def _without_slash(scope: Scope) -> Response:
    """To the page itself: what it asks for is relative to the folder it is in."""
    query = scope.get("query_string", b"").decode("latin-1")
    name = scope["path"].rstrip("/").rpartition("/")[2]
    return RedirectResponse(f"../{name}{'?' if query else ''}{query}", status_code=308)
