"""How much may be uploaded: counted while it is received, by session and in all, and given back."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.incidents import LOG
from dashboard.settings import settings

MEGABYTE: Final = 1_000_000
LEAST: Final = 10_000
"""What an upload counts for at least, in bytes, so that nobody fills the server with empty ones."""
GRACE_SECONDS: Final = 60
"""How long a session may be without a connection before its files go, once to twice."""
_ADDRESS: Final = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+\Z")
_MEND: Final = "请去掉不再需要的文件，或分几次导入。"


class UploadFiles(Protocol):
    """Where uploaded files lie until their session has done with them."""

    def takes(self, session: str) -> bool:
        """Whether the page that the session looks at has a field for files."""

    def lives(self, session: str) -> bool:
        """Whether the session is connected."""

    def held(self) -> Mapping[str, int]:
        """Bytes held, by session, each file counting for LEAST or more."""

    def give_back(self, session: str) -> None:
        """Forget all files of a session."""


@dataclass(frozen=True, kw_only=True)
class Quota:
    """Most bytes that one session and all together may have here, received or on the way."""

    session: int
    total: int


def quota_set() -> Quota:
    """The quota that the settings of this process state."""
    chosen = settings()
    return Quota(
        session=chosen.upload_session_limit_mb * MEGABYTE,
        total=chosen.upload_total_limit_mb * MEGABYTE,
    )


class _RefusedError(OSError):
    """An upload goes on beyond its quota; as an OSError it ends whoever reads it tidily."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class UploadQuota:
    """ASGI middleware: uploads within their quota, from sessions that were asked for files.

    One that is refused is answered when its sender has said all, up to as much again as all may
    have: browsers tell nothing of an answer that comes before. None of it is kept.
    """

    def __init__(self, app: ASGIApp, *, shelf: UploadFiles, quota: Quota) -> None:
        self._app = app
        self._shelf = shelf
        self._quota = quota
        self._coming: Counter[str] = Counter()
        self._held: Counter[str] = Counter()
        self._watched: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but uploads, which are counted."""
        found = _ADDRESS.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        session = found[1]
        try:
            if not self._shelf.takes(session):
                raise _RefusedError(403, "这个页面不接收文件，没有接收。请在“数据导入”页选择文件。")
            await self._counted(session, scope, receive, send)
        except _RefusedError as refused:
            LOG.warning("upload refused: %s", refused.reason, extra={"kind": refused.status})
            await self._drain(receive)
            answer = PlainTextResponse(
                refused.reason, status_code=refused.status, headers={"connection": "close"}
            )
            await answer(scope, receive, send)

    async def _counted(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the upload through piece by piece, as long as there is room."""
        taken = 0

        def take(size: int) -> None:
            nonlocal taken
            taken += size
            self._coming[session] += size
            self._check(session)

        async def received() -> Message:
            message = await receive()
            take(len(message.get("body", b"")))
            return message

        self._held = Counter(self._shelf.held())
        try:
            take(LEAST)
            await self._app(scope, received, send)
        finally:
            self._coming[session] -= taken
            self._coming += Counter()
            self._held = Counter(self._shelf.held())
            self._watch(session)

    def _check(self, session: str) -> None:
        """Refuse what is too much.

        Raises:
            _RefusedError: the session, or all together, would have more than they may.
        """
        if self._held[session] + self._coming[session] > self._quota.session:
            most = self._quota.session // MEGABYTE
            reason = f"本页选择的文件合计超过{most} MB，没有接收这个文件。{_MEND}"
            raise _RefusedError(413, reason)
        if self._held.total() + self._coming.total() > self._quota.total:
            reason = "服务器此刻接收的文件已满，没有接收这个文件。请稍后再试。"
            raise _RefusedError(413, reason)

    async def _drain(self, receive: Receive) -> None:
        left = self._quota.total
        while left > 0:
            message = await receive()
            left -= len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body"):
                return

    def _watch(self, session: str) -> None:
        """See to it that the files go soon after their session has."""
        if session not in self._watched:
            self._watched.add(session)
            asyncio.get_running_loop().call_later(GRACE_SECONDS, self.look_after, session)

    def look_after(self, session: str, *, alone: bool = False) -> None:
        """Give back the files of a session that looks at another page, or is gone.

        It is gone when it is twice found without a connection, as one may break off for a moment.

        Args:
            session: The session.
            alone: Whether it had no connection the last time.
        """
        gone = not self._shelf.lives(session)
        if (gone and alone) or not (gone or self._shelf.takes(session)):
            self._shelf.give_back(session)
        if not self._shelf.held().get(session):
            self._watched.discard(session)
            return
        with suppress(RuntimeError):  # the loop has ended, and all with it
            loop = asyncio.get_running_loop()
            loop.call_later(GRACE_SECONDS, lambda: self.look_after(session, alone=gone))
