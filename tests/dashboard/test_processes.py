"""Several server processes: behind nginx each reader stays at one, and all see a load."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from dashboard.store.engine import make_engine
from dashboard.store.state import loading, upgrade
from tests.conftest import load_circular_alone
from tests.ledger import Ledger
from tests.proxy import NAME, proxied
from tests.reader import Reader, reader_at
from tests.serving import free_port, served, wait_for

_COUNT = 2
_SECONDS = 60
_TOKEN = generate_xsrf_token_string()
_MOST_BROWSERS = 64
"""All of them go to one process once in 2^63 times."""


def _free_ports() -> int:
    """The first of two ports in a row that nobody listens on."""
    while True:
        first = free_port()
        with socket.socket() as second:
            try:
                second.bind(("127.0.0.1", first + 1))
            except OSError:
                continue
            return first


@contextmanager
def _two(database: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Two processes behind nginx: its address, and theirs."""
    first = _free_ports()
    inside = [f"http://127.0.0.1:{first + at}" for at in range(_COUNT)]
    with served(
        database,
        port=first,
        base_path="/oversight",
        allowed_hosts=f"127.0.0.1,{NAME}",
        processes=str(_COUNT),
    ):
        for one in inside:
            wait_for(f"{one}/oversight/_stcore/health", None)
        with proxied(folder, *inside) as url:
            yield url, inside


def _upload(url: str, reader: Reader, *, browser: str) -> int:
    """The status of an upload to the session, as a browser of this name sends it."""
    origin = "/".join(url.split("/")[:3])
    request = Request(
        f"{url}/_stcore/upload_file/{reader.session}/a-file",
        method="PUT",
        data=b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\na\r\n--x--',
        headers={
            "Content-Type": "multipart/form-data; boundary=x",
            "Origin": origin,
            "User-Agent": browser,
            "Cookie": f"_streamlit_xsrf={_TOKEN}",
            "X-Xsrftoken": _TOKEN,
        },
    )
    try:
        with urlopen(request, context=_anybody()) as answer:
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def _anybody() -> ssl.SSLContext:
    return ssl._create_unverified_context()


def _data_page(reader: Reader) -> str:
    reader.draw("data")
    return reader.html


def test_readers_stay_at_one_of_two_processes_and_both_see_a_load(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'store.db'}"
    engine = make_engine(database)
    upgrade(engine)
    load_circular_alone(engine)
    readers: dict[int, Reader] = {}
    with _two(database, tmp_path) as (url, inside), ExitStack() as stack:
        for browser in (f"browser {at}" for at in range(_MOST_BROWSERS)):
            connected = reader_at(url, user_agent_header=browser, ssl=_anybody())
            reader = stack.enter_context(connected)
            reader.draw("data-import")
            at = [_upload(f"{one}/oversight", reader, browser=browser) for one in inside]
            assert sorted(at) == [204, 403], "one process knows the session, the other does not"
            assert [_upload(url, reader, browser=browser) for _ in range(5)] == [204] * 5
            readers[at.index(204)] = reader
            if len(readers) == _COUNT:
                break
        assert len(readers) == _COUNT, "both serve"
        before = [_data_page(reader) for reader in readers.values()]
        assert before == [_data_page(reader) for reader in readers.values()]
        with loading(engine, dataset="production") as session:
            Ledger(session).add("institution")
        after = [_page_after(before[0], reader) for reader in readers.values()]
        assert after[0] == after[1]
    engine.dispose()
    assert len(list(tmp_path.glob("oversight-*.log"))) <= _COUNT


def _page_after(before: str, reader: Reader) -> str:
    """The page once the reader's process has prepared the load."""
    give_up = time.monotonic() + _SECONDS
    while (found := _data_page(reader)) == before:
        assert time.monotonic() < give_up, "the load is never shown"
        time.sleep(0.2)
    return found


@pytest.mark.parametrize("ended", ["the parent", "a child"])
def test_where_one_ends_all_end(tmp_path: Path, ended: str) -> None:
    first = _free_ports()
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "serve"]
    environment = {
        **os.environ,
        "OVERSIGHT_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}",
        "OVERSIGHT_LOG_FILE": str(tmp_path / "oversight.log"),
    }
    with subprocess.Popen(
        [*command, "--processes", str(_COUNT), "--port", str(first)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        for at in range(_COUNT):
            wait_for(f"http://127.0.0.1:{first + at}/_stcore/health", process)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if ended == "the parent":
            process.terminate()
        else:
            os.kill(int(children[-1]), signal.SIGKILL)
        said = process.communicate(timeout=60)[0].decode()
    assert process.returncode == (0 if ended == "the parent" else 2)
    assert ("有一个服务进程" in said) == (ended == "a child")
    for at in range(_COUNT):
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", first + at))


def test_a_taken_port_ends_all(tmp_path: Path) -> None:
    first = _free_ports()
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "serve"]
    environment = {**os.environ, "OVERSIGHT_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}"}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first + 1))
        taken.listen()
        ended = subprocess.run(
            [*command, "--processes", str(_COUNT), "--port", str(first)],
            env=environment | {"OVERSIGHT_LOG_FILE": str(tmp_path / "oversight.log")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
    assert ended.returncode == 2
    assert f"无法在 127.0.0.1:{first + 1} 启动" in ended.stdout.decode()
