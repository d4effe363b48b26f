"""The served product and strangers: what they send is refused, and the server calls nobody."""

from __future__ import annotations

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from streamlit import file_util

SOURCE = Path(file_util.get_static_dir())
WATCHED = """
import os, sys
_OUT = open(os.environ["CONTACTS"], "a", buffering=1)
def _watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        print(event, arguments[1], file=_OUT)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        print(event, arguments[0], file=_OUT)
sys.addaudithook(_watch)
"""
"""Run by Python before anything else: writes down whom the process contacts."""


class Served:
    """The server, its port, and whom it has contacted."""

    def __init__(self, port: int, contacts: Path) -> None:
        self.port = port
        self._contacts = contacts

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def contacts(self) -> list[str]:
        return self._contacts.read_text().splitlines()

    def status(self, path: str, **headers: str) -> int:
        asked = Request(f"{self.url}{path}", headers=headers)
        try:
            with urlopen(asked) as answer:
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code

    def opened(self, *, host: str, origin: str | None, path: str = "/_stcore/stream") -> str:
        """The first line of the answer to a websocket's handshake."""
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            *([f"Origin: {origin}"] if origin else []),
        ]
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode())
            return connection.recv(100).decode("latin-1").partition("\r\n")[0]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("strangers")
    (folder / "sitecustomize.py").write_text(WATCHED)
    contacts = folder / "contacts"
    contacts.touch()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH", "")]))
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "CONTACTS": str(contacts),
        "OVERSIGHT_DATABASE_URL": f"sqlite:///{folder / 'empty.db'}",
        "OVERSIGHT_LOG_FILE": str(folder / "oversight.log"),
    }
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "serve"]
    with subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=Path(__file__).parents[3],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert f":{port}" in process.stdout.readline()
        yield Served(port, contacts)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def test_only_our_own_page_opens_a_websocket(served: Served) -> None:
    ours = f"127.0.0.1:{served.port}"
    assert "101" in served.opened(host=ours, origin=f"http://{ours}")
    for host, origin in (
        (ours, "http://evil.invalid"),
        (ours, "http://localhost:3000"),
        (ours, None),
        ("evil.invalid", "http://evil.invalid"),
    ):
        assert "403" in served.opened(host=host, origin=origin)


def test_whatever_comes_in_the_server_contacts_nobody(served: Served) -> None:
    # Its own first request, to itself.
    assert served.status("/overview") == 200
    for path in ("/", "/media/x", "/_stcore/host-config", "/nonsense", "/present/1/1"):
        for origin in ("http://evil.invalid", "http://8.8.8.8", "https://x.streamlit.app"):
            served.status(path, Origin=origin)
        served.status(path, Host="evil.invalid")
        served.status(path, **{"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Host": "evil.invalid"})
    for origin in ("http://evil.invalid", "http://192.0.2.1", "https://x.streamlit.app"):
        served.opened(host=f"127.0.0.1:{served.port}", origin=origin)
        served.opened(host="evil.invalid", origin=origin)
    own = re.compile(rf"socket\.connect \('127\.0\.0\.1', {served.port}\)|socket\.getaddrinfo .*")
    names = re.compile(r"socket\.getaddrinfo (127\.0\.0\.1|None|b'127\.0\.0\.1')")
    assert served.contacts, "the watch saw not even the server's own first request"
    for contact in served.contacts:
        assert own.fullmatch(contact), contact
        assert not contact.startswith("socket.getaddrinfo") or names.fullmatch(contact), contact


def test_files_are_whole_after_every_download_was_broken_off(served: Served) -> None:
    with urlopen(f"{served.url}/overview") as answer:
        address = answer.read().decode().partition('src="./')[2].partition("/")[0]
    names = [
        path.relative_to(SOURCE).as_posix()
        for path in sorted((SOURCE / "static").rglob("*"))
        if path.is_file()
    ]
    assert len(names) > 300
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda name: _break_off(served.port, f"/{address}/{name}"), names))
        for name, got in zip(
            names,
            threads.map(lambda name: _downloaded(f"{served.url}/{address}/{name}"), names),
            strict=True,
        ):
            assert got == (SOURCE / name).read_bytes(), name


def _break_off(port: int, path: str) -> None:
    """Ask for a file and leave before it has come."""
    for read in (0, 1, 400):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)) as connection:
            asked = (
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
            )
            connection.sendall(asked.encode())
            if read:
                connection.recv(read)


def _downloaded(url: str) -> bytes:
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        body: bytes = answer.read()
        assert "immutable" in answer.headers["Cache-Control"]
        return gzip.decompress(body) if answer.headers["Content-Encoding"] else body
