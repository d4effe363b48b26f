"""A process that loads or undoes, and is killed on the way: `python -m` with arguments.

They are the store's URL, `load` or `undo`, and after how many statements that write the process
kills itself: 0 never, -1 when it is about to commit. It dies by SIGKILL, at once and without any
clean-up, as in a power cut.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from dashboard.store.engine import make_engine
from data_loaders.batches import undo
from tests.handed_in import put, sheets

WRITES = ("INSERT", "UPDATE", "DELETE")


def main() -> None:
    """Do it, and die after the given number of writes to the store's own tables."""
    url, what, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    engine = make_engine(url)
    writes = watch(engine, most=most)
    if what == "load":
        put(engine, sheets())
    else:
        undo(engine, 1, by="测试", whole_load=True)
    engine.dispose()
    sys.stdout.write(f"{writes['count']}\n")


def watch(engine: Engine, *, most: int) -> dict[str, int]:
    """Count the statements that write to tables of the store, and die after `most` of them."""
    writes = {"count": 0}

    @event.listens_for(engine, "after_cursor_execute")
    def _count(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        words = statement.split(None, 3)
        if words[0] not in WRITES:
            return
        target = words[1] if words[0] == "UPDATE" else words[2]
        if not target.startswith("load_"):
            writes["count"] += 1
            if writes["count"] == most:
                os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(engine, "commit")
    def _commit(_connection: Any) -> None:
        if most == -1 and writes["count"] > 5:
            os.kill(os.getpid(), signal.SIGKILL)

    return writes


if __name__ == "__main__":
    main()
