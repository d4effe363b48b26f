"""A stranger's cheap bad requests fill neither the log nor the terminal of a real server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SENT = 40
FORGED = "2025-01-15 12:00:00,000 ERROR oversight incident 20250115-120000-abcd"
HANDSHAKE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: {}\r\nSec-WebSocket-Key: {}\r\n\r\n"
)
RUBBISH = (
    f"\x00rubbish\r\n{FORGED}\r\n\r\n",
    f"GET /{FORGED} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
    HANDSHAKE.format(7, "x"),
    HANDSHAKE.format(13, FORGED),
    "PUT /_stcore/upload_file/a%0a2025/b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\nx",
    "PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
)


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server, what it says at the terminal, and its log."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def ends(self) -> str:
        """Interrupt it; what it has said at the terminal."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        return (self.folder / "terminal").read_text(encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "OVERSIGHT_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}",
        "OVERSIGHT_LOG_FILE": str(tmp_path / "oversight.log"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "serve"]
    with (
        (tmp_path / "terminal").open("wb") as terminal,
        subprocess.Popen(
            [*command, "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=terminal,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            while "已启动" not in process.stdout.readline().decode():
                assert process.poll() is None
            yield Served(process=process, port=port, folder=tmp_path)
        finally:
            process.kill()


def test_rubbish_is_a_few_lines_and_forges_none(server: Served) -> None:
    for rubbish in RUBBISH:
        for _ in range(SENT):
            with socket.create_connection(("127.0.0.1", server.port)) as sender:
                sender.sendall(rubbish.encode())
                sender.recv(100)
    said = server.ends()
    assert "Invalid" not in said
    assert len(said.splitlines()) <= 1  # that the store is empty
    logged = (server.folder / "oversight.log").read_text(encoding="utf-8").splitlines()
    assert any("Invalid HTTP request" in line for line in logged)
    assert any(line.endswith("[met 32 times today]") for line in logged)
    # Of each kind the 1st, 2nd, 4th … 32nd time, and the first with its trace.
    assert len([line for line in logged if not line.startswith("| ")]) <= 7 * len(RUBBISH)
    assert not [line for line in logged if line.startswith(FORGED)]
