"""The browser files: whole whoever breaks off, compressed once, at an address of their own."""

import gzip
import shutil
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import ServerError
from dashboard.web.bundle import Bundle, prepare
from tests.apart import run

SCRIPT = b"const a = 1;" * 500
PICTURE = bytes(range(256)) * 20


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "index.html").write_bytes(b"<!DOCTYPE html>" * 50)
    (folder / "static" / "js" / "a.js").write_bytes(SCRIPT)
    (folder / "static" / "b.png").write_bytes(PICTURE)
    return folder


@pytest.fixture
def bundle(source: Path, tmp_path: Path) -> Bundle:
    return prepare(source, keep=tmp_path / "keep")


def ask(
    bundle: Bundle, name: str, *, accepts: bytes = b"gzip, deflate, br", **headers: str
) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    more = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/{bundle.address}/{name}",
        "query_string": b"",
        "headers": [(b"accept-encoding", accepts), *more],
    }
    run(lambda: bundle.served()(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


def test_a_text_is_sent_compressed(bundle: Bundle) -> None:
    status, headers, body = ask(bundle, "static/js/a.js")
    assert (status, gzip.decompress(body)) == (200, SCRIPT)
    assert headers[b"content-encoding"] == b"gzip"
    assert int(headers[b"content-length"]) == len(body) < len(SCRIPT) / 10
    assert headers[b"vary"] == b"Accept-Encoding"
    assert b"immutable" in headers[b"cache-control"]


def test_who_does_not_read_gzip_gets_the_file_as_it_is(bundle: Bundle) -> None:
    _, headers, body = ask(bundle, "static/js/a.js", accepts=b"identity")
    assert body == SCRIPT
    assert b"content-encoding" not in headers


def test_a_picture_is_left_as_it_is(bundle: Bundle) -> None:
    _, headers, body = ask(bundle, "static/b.png")
    assert body == PICTURE
    assert b"content-encoding" not in headers


def test_a_browser_that_has_a_file_is_told_so(bundle: Bundle) -> None:
    _, headers, _ = ask(bundle, "static/js/a.js")
    status, _, body = ask(bundle, "static/js/a.js", if_none_match=headers[b"etag"].decode())
    assert (status, body) == (304, b"")


def test_what_is_not_there_is_not_found(bundle: Bundle) -> None:
    assert ask(bundle, "static/js/missing.js")[0] == 404
    assert ask(bundle, "../source/index.html")[0] == 404


def test_the_address_changes_with_any_content(source: Path, tmp_path: Path, bundle: Bundle) -> None:
    (source / "static" / "b.png").write_bytes(PICTURE[1:])
    assert prepare(source, keep=tmp_path / "keep").address != bundle.address


def test_a_second_start_uses_what_the_first_prepared(
    source: Path, tmp_path: Path, bundle: Bundle
) -> None:
    made = (bundle.folder / "static" / "js" / "a.js.gz").stat().st_ino
    again = prepare(source, keep=tmp_path / "keep")
    assert again.folder == bundle.folder
    assert (again.folder / "static" / "js" / "a.js.gz").stat().st_ino == made


@pytest.mark.parametrize("name", ["static/js/a.js", "static/js/a.js.gz", "static/b.png"])
@pytest.mark.parametrize("left", [0, 10])
def test_what_an_earlier_start_left_unwhole_is_made_anew(
    source: Path, tmp_path: Path, bundle: Bundle, name: str, left: int
) -> None:
    path = bundle.folder / name
    path.write_bytes(path.read_bytes()[:left])
    assert gzip.decompress(ask(prepare(source, keep=tmp_path / "keep"), "static/js/a.js")[2]) == (
        SCRIPT
    )
    assert (bundle.folder / "static" / "b.png").read_bytes() == PICTURE


def test_without_a_place_to_keep_it_a_temporary_one_serves(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    bundle = prepare(source, keep=tmp_path / "file" / "keep")
    assert gzip.decompress(ask(bundle, "static/js/a.js")[2]) == SCRIPT
    shutil.rmtree(bundle.folder)


def test_a_package_without_its_files_is_said(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="重新安装"):
        prepare(tmp_path, keep=tmp_path / "keep")
