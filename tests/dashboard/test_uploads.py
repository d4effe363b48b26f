"""Uploads: counted while they come in, refused in Chinese, and nothing of them stays behind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.uploads import LEAST, Quota, UploadQuota
from tests.apart import run

PIECE = 50_000
QUOTA = Quota(session=4 * PIECE, total=5 * PIECE)


class Shelf:
    """Files as Streamlit would keep them, and who looks at the page that takes them."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, bytes]] = {}
        self.taking = {"a", "b", "c"}
        self.gone: set[str] = set()

    def takes(self, session: str) -> bool:
        return session in self.taking

    def lives(self, session: str) -> bool:
        return session not in self.gone

    def held(self) -> dict[str, int]:
        return {
            session: sum(max(LEAST, len(one)) for one in files.values())
            for session, files in self.files.items()
        }

    def give_back(self, session: str) -> None:
        self.files.pop(session, None)

    async def keep(self, scope: Any, receive: Any, send: Any) -> None:
        """What Streamlit does with an upload."""
        body = b"".join([piece async for piece in Request(scope, receive).stream()])
        session, file = scope["path"].split("/")[-2:]
        self.files.setdefault(session, {})[file] = body
        await Response(status_code=204)(scope, receive, send)


class Sender:
    """One upload, sent piece by piece as it is told to."""

    def __init__(self, session: str, file: str, pieces: int, size: int = PIECE) -> None:
        self.scope = {
            "type": "http",
            "method": "PUT",
            "path": f"/oversight/_stcore/upload_file/{session}/{file}",
            "headers": [],
        }
        self.pieces: Iterator[int] = iter(range(pieces, 0, -1))
        self.size = size
        self.sent = 0
        self.answer: list[Any] = []
        self.go: asyncio.Event | None = None

    async def receive(self) -> Any:
        if self.go is not None and self.sent:
            await self.go.wait()
        left = next(self.pieces, None)
        if left is None:
            return {"type": "http.disconnect"}
        self.sent += 1
        return {"type": "http.request", "body": b"x" * self.size, "more_body": left > 1}

    async def send(self, message: Any) -> None:
        self.answer.append(message)

    async def through(self, app: UploadQuota) -> int:
        await app(self.scope, self.receive, self.send)
        return self.status

    @property
    def status(self) -> int:
        return int(self.answer[0]["status"])

    @property
    def words(self) -> str:
        return b"".join(one.get("body", b"") for one in self.answer[1:]).decode()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def app(shelf: Shelf) -> UploadQuota:
    return UploadQuota(shelf.keep, shelf=shelf, quota=QUOTA)


def test_a_session_has_what_fits_and_no_more(shelf: Shelf, app: UploadQuota) -> None:
    async def play() -> None:
        assert await Sender("a", "1", 2).through(app) == 204
        assert await Sender("a", "2", 1).through(app) == 204
        refused = Sender("a", "3", 3)
        assert await refused.through(app) == 413
        assert refused.words.startswith("本页选择的文件合计超过")
        assert sorted(shelf.files["a"]) == ["1", "2"]
        assert await Sender("a", "4", 1, size=10).through(app) == 204

    run(play)


def test_it_is_refused_while_it_comes_in_and_none_of_it_is_kept(
    shelf: Shelf, app: UploadQuota
) -> None:
    async def play() -> None:
        endless = Sender("a", "1", 1_000_000)
        assert await endless.through(app) == 413
        # What fits, and some more before the sender is no longer listened to.
        assert endless.sent <= (QUOTA.session + QUOTA.total) // PIECE + 1
        assert shelf.files == {}
        assert await Sender("b", "1", 3).through(app) == 204
        assert await Sender("a", "2", 1).through(app) == 204

    run(play)


def test_uploads_on_their_way_count_for_all(shelf: Shelf, app: UploadQuota) -> None:
    async def play() -> None:
        slow = [Sender("a", "1", 3), Sender("b", "1", 3)]
        for one in slow:
            one.go = asyncio.Event()
        running = [asyncio.ensure_future(one.through(app)) for one in slow]
        await asyncio.sleep(0)
        other = Sender("c", "1", 3)
        assert await other.through(app) == 413
        assert other.words.startswith("服务器此刻接收的文件已满")
        for one in slow:
            assert one.go is not None
            one.go.set()
        assert sorted(await asyncio.gather(*running)) == [204, 413]

    run(play)


def test_an_upload_that_breaks_off_gives_its_room_back(shelf: Shelf, app: UploadQuota) -> None:
    async def play() -> None:
        for _ in range(20):
            broken = Sender("a", "1", 3)
            broken.pieces = iter([3, 2])
            with pytest.raises(Exception):  # noqa: B017, PT011  whatever Starlette says of it
                await broken.through(app)
        assert await Sender("a", "2", 3).through(app) == 204

    run(play)


def test_a_page_without_a_field_takes_nothing(shelf: Shelf, app: UploadQuota) -> None:
    async def play() -> None:
        refused = Sender("stranger", "1", 3)
        assert await refused.through(app) == 403
        assert "数据导入" in refused.words
        assert shelf.files == {}

    run(play)


def test_empty_files_fill_no_server_either(shelf: Shelf, app: UploadQuota) -> None:
    async def play() -> None:
        told = [await Sender("a", str(at), 1, size=0).through(app) for at in range(100)]
        assert told.count(204) == QUOTA.session // LEAST
        assert set(told) == {204, 413}

    run(play)


def test_what_is_no_upload_passes(shelf: Shelf, app: UploadQuota) -> None:
    async def play() -> None:
        asking = Sender("stranger", "1", 1)
        asking.scope["method"] = "DELETE"
        assert await asking.through(app) == 204

    run(play)


@pytest.mark.parametrize("page_left", [True, False])
def test_files_of_who_has_gone_are_given_back(
    shelf: Shelf, app: UploadQuota, page_left: bool
) -> None:
    shelf.files = {"a": {"1": b"x"}, "b": {"1": b"x"}}
    if page_left:
        shelf.taking.remove("a")
    else:
        shelf.gone.add("a")
        app.look_after("a")
        assert set(shelf.files) == {"a", "b"}
    app.look_after("a", alone=True)
    app.look_after("b", alone=True)
    assert set(shelf.files) == {"b"}


def test_it_is_looked_after_whoever_uploaded(shelf: Shelf, app: UploadQuota) -> None:
    later: list[tuple[Any, ...]] = []

    async def play() -> None:
        asyncio.get_running_loop().call_later = lambda *told: later.append(told)  # type: ignore[assignment, return-value]
        await Sender("a", "1", 1).through(app)
        await Sender("a", "2", 1).through(app)
        assert [told[2] for told in later] == ["a"]
        shelf.gone.add("a")
        for _ in range(2):
            _, ask, *told = later.pop()
            ask(*told)
        assert shelf.files == {}
        assert later == []

    run(play)
