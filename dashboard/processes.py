"""Several server processes, each at a port of its own; a proxy before them deals out readers.

They share nothing but the store: each keeps answers by revision for itself, so that each sees a
load at its next rerun. What a reader uploads and downloads lies in the process that draws for
them, which is why the proxy must keep a reader at one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess
from typing import Any, Final

from dashboard.errors import OversightError, ServerError
from dashboard.settings import settings

Say = Callable[[str], None]

_START_SECONDS: Final = 90
_STOP_SECONDS: Final = 15


def serve_several(*, host: str, port: int, count: int, say: Say) -> None:
    """Serve the pages from `count` processes until interrupted; where one ends, all end.

    They start one after the other, so that the first prepares the browser files for all.

    Args:
        host: Address to listen on.
        port: Port of the first; each of the others has the next one.
        count: How many.
        say: Tells the person at the terminal, in Chinese.

    Raises:
        ServerError: one did not start, or has ended by itself.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running: list[SpawnProcess] = []
    try:
        for at in range(port, port + count):
            _start(running, host=host, port=at)
        connection.wait([one.sentinel for one in running])
        raise _ended()
    except KeyboardInterrupt:
        pass
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.join(_STOP_SECONDS)
    say("全部服务进程已停止")


def _start(running: list[SpawnProcess], *, host: str, port: int) -> None:
    spawning = get_context("spawn")
    ready, told = spawning.Pipe(duplex=False)
    one = spawning.Process(target=_serve, args=(host, port, told), daemon=True)
    one.start()
    running.append(one)
    told.close()
    # The pipe ends with its process.
    if not ready.poll(_START_SECONDS) or not _received(ready):
        raise _ended()


def _received(ready: Any) -> bool:
    try:
        return bool(ready.recv())
    except EOFError:
        return False


def _ended() -> ServerError:
    return ServerError(
        "有一个服务进程没有启动或已停止，全部服务进程一并停止，原因见上文与日志",
        "a server process did not start or has ended, so all are stopped; see above and the log",
    )


def _serve(host: str, port: int, told: Any) -> None:
    """What one process does. It has a log of its own, as two cannot turn over the same."""
    log = settings().log_file
    os.environ["OVERSIGHT_LOG_FILE"] = str(log.with_stem(f"{log.stem}-{port}"))
    settings.cache_clear()
    threading.Thread(target=_end_with_parent, daemon=True).start()

    from dashboard.server import serve

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    try:
        serve(host=host, port=port, say=say, started=lambda: told.send(True))
    except OversightError as error:
        say(f"错误：{error.zh}")
        sys.exit(2)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
