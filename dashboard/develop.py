"""`make dev`: the pages served anew whenever a file of the program changes, within two seconds.

Libraries are loaded once, by a process that knows nothing of ours; each start is a fork of it. The
server is ended without ceremony, since open pages would keep a graceful end waiting: what a load
had not committed is rolled back by the database.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
_PARTS: Final = ("dashboard", "data_loaders", "pages", "assets", ".streamlit")
_KINDS: Final = frozenset({".py", ".css", ".js", ".html", ".toml", ".csv", ".json", ".mako"})
_SECONDS_BETWEEN_LOOKS: Final = 0.25


def main() -> None:
    """Serve what the command line asks for, `demo` or `serve` with their options, until ended."""
    _load_libraries()
    child, seen = _started(), changes_seen()
    try:
        while True:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
            now = changes_seen()
            if now == seen:
                continue
            changed = [name for name in {*seen, *now} if seen.get(name) != now.get(name)]
            sys.stdout.write(f"已改动 {'、'.join(sorted(changed)[:3])}，重新启动\n")
            sys.stdout.flush()
            _end(child)
            child, seen = _started(), now
    except KeyboardInterrupt:
        _end(child)


def changes_seen(root: Path = _ROOT) -> Mapping[str, int]:
    """When each file of the program was last changed, in nanoseconds, by its path under `root`."""
    return {
        path.relative_to(root).as_posix(): path.stat().st_mtime_ns
        for part in _PARTS
        for path in (root / part).rglob("*")
        if path.suffix in _KINDS
    }


def _load_libraries() -> None:
    """Load what the program loads and is not of it, so that a fork has only the program to load."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, "w") as names:
            _load_program()
            names.write("\n".join(name for name in sys.modules if name.split(".")[0] not in _PARTS))
            names.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as names:
        for name in names.read().splitlines():
            if name not in sys.modules:
                with suppress(ImportError):  # some only exist as parts of another
                    import_module(name)
    os.wait()


def _load_program() -> None:
    import_module("dashboard.cli")
    import_module("dashboard.server")
    import_module("dashboard.preparing").load()


def _started() -> int:
    """The process of a new server; it also ends by itself where it cannot start, and waits."""
    child = os.fork()
    if child:
        return child
    from dashboard.cli import main as command

    try:
        command()
    finally:
        sys.stdout.flush()
        os._exit(0)


def _end(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
