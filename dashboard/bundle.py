"""Streamlit's own files as this product sends them: compressed, and under our name and language.

Streamlit leaves compression to a proxy, which a bureau's server often does not have: a first visit
costs a third of the bytes. Bundle files are named by their content and never change, so each is
compressed once and kept in memory.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

TITLE: Final = "重庆市安全生产培训考试监管看板"

_FOLDER: Final = "/static/"
_TEXTS: Final = (".js", ".css", ".json", ".svg", ".wasm")
_NOT_PAGES: Final = ("/static/", "/_stcore/", "/media/", "/component/", "/app/")
_LEVEL: Final = 9
_ASKING_LESS: Final = frozenset(
    {b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"}
)
_CHANGED: Final = frozenset({b"content-length", b"etag", b"accept-ranges", b"last-modified"})
_OURS: Final = (
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (b"<title>Streamlit</title>", f"<title>{TITLE}</title>".encode()),
    # Pages have one segment, so that the folder of the address is the server's root. Streamlit
    # would try the page's own address first, which is two requests that fail.
    (
        b"<head>",
        b"<head><script>window.__streamlit={BACKEND_BASE_URL:new URL('.',location.href).href}"
        b"</script>",
    ),
    (
        b"You need to enable JavaScript to run this app.",
        "请启用浏览器的JavaScript后再打开。".encode(),
    ),
)


@dataclass(frozen=True, kw_only=True)
class _Kept:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class CompressedBundle:
    """ASGI middleware: bundle files compressed, the document ours, everything else untouched."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._kept: dict[str, _Kept] = {}
        self._making: dict[str, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
        elif _is_page(scope["path"]):
            await _reply(send, await self._page(scope, receive))
        elif _is_text(scope["path"]) and _reads_gzip(scope):
            await _reply(send, await self._file(scope, receive))
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive) -> _Kept:
        """The document that starts every page, in our name."""
        answer = await self._fetch(scope, receive)
        if answer.status != 200:
            return answer
        body = answer.body
        for theirs, ours in _OURS:
            body = body.replace(theirs, ours, 1)
        return _replaced(answer, body)

    async def _file(self, scope: Scope, receive: Receive) -> _Kept:
        """A bundle file, compressed at its first request."""
        path = scope["path"]
        async with self._making.setdefault(path, asyncio.Lock()):
            answer = self._kept.get(path) or await self._compressed(scope, receive)
            if answer.status == 200:
                self._kept[path] = answer
        self._making.pop(path, None)
        return answer

    async def _compressed(self, scope: Scope, receive: Receive) -> _Kept:
        answer = await self._fetch(scope, receive)
        if answer.status != 200:
            return answer
        body = await asyncio.to_thread(gzip.compress, answer.body, _LEVEL, mtime=0)
        return _replaced(
            answer, body, (b"content-encoding", b"gzip"), (b"vary", b"Accept-Encoding")
        )

    async def _fetch(self, scope: Scope, receive: Receive) -> _Kept:
        """The whole answer of Streamlit, neither compressed nor in part."""
        asked = [pair for pair in scope["headers"] if pair[0].lower() not in _ASKING_LESS]
        got: list[Message] = []

        async def keep(message: Message) -> None:
            got.append(message)

        await self._app({**scope, "headers": asked}, receive, keep)
        body = b"".join(message.get("body", b"") for message in got[1:])
        return _Kept(status=got[0]["status"], headers=list(got[0]["headers"]), body=body)


def _replaced(answer: _Kept, body: bytes, *headers: tuple[bytes, bytes]) -> _Kept:
    kept = [pair for pair in answer.headers if pair[0].lower() not in _CHANGED]
    length = (b"content-length", str(len(body)).encode())
    return _Kept(status=answer.status, headers=[*kept, *headers, length], body=body)


async def _reply(send: Send, answer: _Kept) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


def _is_page(path: str) -> bool:
    """Whether the path is a page's address rather than a file's or Streamlit's own."""
    return not path.startswith(_NOT_PAGES) and "." not in path.rpartition("/")[2]


def _is_text(path: str) -> bool:
    return path.startswith(_FOLDER) and path.endswith(_TEXTS)


def _reads_gzip(scope: Scope) -> bool:
    accepted = (value for name, value in scope["headers"] if name.lower() == b"accept-encoding")
    return any(b"gzip" in value for value in accepted)
