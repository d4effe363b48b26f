"""What the tests of the assets' loaders share: the store's rows, and spoilt copies of files."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Engine, select

from dashboard.store.state import tables


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table except the store's own state, as text."""
    with engine.connect() as connection:
        return {
            table.name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for table in tables()
            if table.name != "store_state"
        }


def spoilt(folder: Path, *, into: Path, file: str, old: str, new: str) -> Path:
    """A copy of an asset folder in which the one occurrence of `old` in `file` reads `new`."""
    copy = into / folder.name
    shutil.copytree(folder, copy)
    path = copy / file
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")
    return copy
