import gzip
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from dashboard.errors import ServerError
from dashboard.server import _bound, address, options, serve
from tests import serving
from tests.reader import reader_at


def test_the_projects_options_hold_from_whatever_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = options(host="127.0.0.1", port=8999)
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["client.toolbarMode"] == "minimal"
    assert chosen["client.showErrorDetails"] == "none"
    assert chosen["server.fileWatcherType"] == "none"
    assert chosen["server.headless"] is True
    assert chosen["runner.postScriptGC"] is False
    assert (chosen["server.address"], chosen["server.port"]) == ("127.0.0.1", 8999)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("0.0.0.0", "http://127.0.0.1:8501"),
        ("::1", "http://[::1]:8501"),
    ],
)
def test_the_address_told_can_be_typed(host: str, shown: str) -> None:
    assert address(host=host, port=8501) == shown


def test_a_taken_port_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServerError, match="--port"):
            serve(host="127.0.0.1", port=taken.getsockname()[1], say=print)


def test_small_answers_are_sent_at_once() -> None:
    """asyncio switches off the waiting for more on sockets that name their protocol, alone."""
    with _bound("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The product served over an empty store from a foreign folder; interrupted at the end."""
    folder = tmp_path_factory.mktemp("served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "oversight"), "serve", "--port", str(port)]
    environment = {
        **os.environ,
        "OVERSIGHT_DATABASE_URL": f"sqlite:///{folder / 'empty.db'}",
        "OVERSIGHT_LOG_FILE": str(folder / "oversight.log"),
        "PYTHONWARNINGS": "error",
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    started = process.stdout.readline()
    assert f"http://127.0.0.1:{port}" in started
    yield f"http://127.0.0.1:{port}", process
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
    process.stdout.close()


def test_it_serves_ends_cleanly_and_tells_nobody(served: tuple[str, subprocess.Popen[str]]) -> None:
    url, process = served
    with urlopen(f"{url}/data") as answer:
        page = answer.read().decode()
    assert 'lang="zh-CN"' in page
    script = page.partition('src="./')[2].partition('"')[0]
    with urlopen(Request(f"{url}/{script}", headers={"Accept-Encoding": "gzip"})) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(gzip.decompress(answer.read())) > 100_000
    with urlopen(f"{url}/favicon.png") as answer:
        assert answer.headers["Content-Type"] == "image/png"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert process.stdout is not None
    assert process.stdout.read().strip().endswith("已停止")


_NOTING = """
import gc, sys
_collect = gc.collect
def noting(*args):
    with open({told!r}, "a") as told:
        print(sys._getframe(1).f_globals["__name__"], file=told)
    return _collect(*args)
gc.collect = noting
"""


def test_nothing_is_collected_after_a_rerun(tmp_path: Path) -> None:
    told = tmp_path / "told"
    database = f"sqlite:///{tmp_path / 'empty.db'}"
    with serving.served(database, first=_NOTING.format(told=str(told))) as url:
        with reader_at(url) as reader:
            reader.draw("data")
            reader.draw("overview")  # asked when all that followed the first is done
        assert "streamlit" not in (told.read_text() if told.exists() else "")
