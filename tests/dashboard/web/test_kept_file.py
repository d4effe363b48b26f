from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import Response

from dashboard.web.kept_file import KeptFile

WORDS = b"words " * 100


def ask(file: KeptFile, *, takes: str) -> Response:
    scope = {"type": "http", "headers": [(b"accept-encoding", takes.encode())]}
    return file.answer(Request(scope))


def test_the_address_changes_with_the_content_and_with_nothing_else() -> None:
    one, same, other = (KeptFile("a.js", text, "text/javascript") for text in (b"1", b"1", b"2"))
    assert one.address == same.address
    assert one.address != other.address
    assert one.address.startswith("own/a.")
    assert one.address.endswith(".js")


def test_it_is_sent_compressed_to_those_who_take_it_so() -> None:
    answer = ask(KeptFile("a.json", WORDS, "application/json"), takes="br, gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(bytes(answer.body)) == WORDS
    assert len(answer.body) < len(WORDS) / 5


def test_it_is_sent_plain_to_others_and_never_mixed_up_by_a_cache_between() -> None:
    answer = ask(KeptFile("a.json", WORDS, "application/json"), takes="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == WORDS
    assert answer.headers["vary"] == "Accept-Encoding"


def test_it_is_kept_for_ever() -> None:
    assert "immutable" in ask(KeptFile("a.json", WORDS, "x/y"), takes="").headers["cache-control"]


def test_two_servers_send_the_same_bytes() -> None:
    one, other = (ask(KeptFile("a.js", WORDS, "x/y"), takes="gzip") for _ in range(2))
    assert one.body == other.body
