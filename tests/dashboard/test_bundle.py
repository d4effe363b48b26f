import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dashboard.bundle import TITLE, CompressedBundle

SCRIPT = b"const a = 1;" * 500
INDEX = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head></html>'
HEADERS = [(b"content-type", b"text/x"), (b"etag", b'"1"'), (b"content-length", b"6000")]


class Server:
    """An application that counts its answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        found = "missing" not in scope["path"]
        body = SCRIPT if scope["path"].startswith("/static/") else INDEX
        start = {"type": "http.response.start", "status": 200 if found else 404, "headers": HEADERS}
        await send(start)
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})


def _get(
    app: Any, path: str, *, accepts: bytes = b"gzip, deflate, br", method: str = "GET"
) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(b"accept-encoding", accepts)],
    }
    # In a thread of its own: a browser driven by the same worker keeps a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


def test_a_bundle_file_is_sent_compressed() -> None:
    status, headers, body = _get(CompressedBundle(Server()), "/static/js/a.js")
    assert (status, gzip.decompress(body)) == (200, SCRIPT)
    assert headers[b"content-encoding"] == b"gzip"
    assert int(headers[b"content-length"]) == len(body) < len(SCRIPT) / 10
    assert headers[b"vary"] == b"Accept-Encoding"
    assert b"etag" not in headers


def test_a_bundle_file_is_compressed_once() -> None:
    server = Server()
    app = CompressedBundle(server)
    assert _get(app, "/static/js/a.js") == _get(app, "/static/js/a.js")
    assert server.asked == ["/static/js/a.js"]


@pytest.mark.parametrize("path", ["/static/media/a.woff2", "/_stcore/health", "/media/a.csv"])
def test_other_files_are_left_as_they_are(path: str) -> None:
    _, headers, _ = _get(CompressedBundle(Server()), path)
    assert b"content-encoding" not in headers
    assert headers[b"etag"] == b'"1"'


def test_who_does_not_read_gzip_gets_the_file_as_it_is() -> None:
    _, headers, body = _get(CompressedBundle(Server()), "/static/js/a.js", accepts=b"identity")
    assert body == SCRIPT
    assert b"content-encoding" not in headers


def test_a_file_that_is_not_there_is_not_kept() -> None:
    server = Server()
    app = CompressedBundle(server)
    assert [_get(app, "/static/js/missing.js")[0] for _ in range(2)] == [404, 404]
    assert len(server.asked) == 2


@pytest.mark.parametrize("path", ["/", "/data", "/findings-map"])
def test_the_document_of_a_page_is_in_our_name_and_language(path: str) -> None:
    _, headers, body = _get(CompressedBundle(Server()), path)
    assert b'<html lang="zh-CN">' in body
    assert f"<title>{TITLE}</title>".encode() in body
    assert b"BACKEND_BASE_URL" in body
    assert int(headers[b"content-length"]) == len(body)


def test_what_is_not_asked_with_get_is_left_as_it_is() -> None:
    _, headers, _ = _get(CompressedBundle(Server()), "/data", method="HEAD")
    assert headers[b"content-length"] == b"6000"
