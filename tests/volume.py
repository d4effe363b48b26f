"""How fast a long 考试月报 loads: `python -m tests.volume` prints a table for both stores.

The file has a row for each of many institutions, trades and months. Beside it stands the database's
own bulk path with the same rows into the same table, indexes and rules: COPY on PostgreSQL,
executemany on SQLite. Each load runs in a process of its own, so that its memory can be told.

`--rows N` sets the length of the file (default 1,000,000), `--write` puts the table into
`data_loaders/README.md`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, select

from dashboard.documents import write_block
from dashboard.paths import ROOT
from dashboard.store.dialects import insert_rows
from dashboard.store.models.training import ExamMonth
from data_loaders.batches import Upload, commit, preview
from tests.conftest import load_circular_alone
from tests.handed_in import TODAY, put, sheet
from tests.stores import DIALECTS, Stores

ROWS = 1_000_000
MOST_TIMES = 10
"""How many times the database's own bulk path a load may take: it reads, judges and compares."""
MOST_GROWTH = 1.25
"""How many times the memory of a file a tenth as long a load may take."""
_BODIES = 500
_TRADES = 50
_HEADS = (
    "区县,考点或机构,工种,月份,理论首考人数,理论首考合格人数,实操首考人数,实操首考合格人数,"
    "市外考生人数,来源未知人数,考试容量（人次）\n"
)
_NAMES = {"sqlite": "SQLite, executemany", "postgresql": "PostgreSQL, COPY"}


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One load of one file: seconds and peak memory in MB."""

    dialect: str
    rows: int
    bulk: float
    seen: float
    load: float
    memory: float

    @property
    def times(self) -> float:
        """How many times as long as the bulk path the load took."""
        return self.load / self.bulk


def table(found: list[tuple[Volume, Volume]]) -> str:
    """The table from a tenth and the whole of the rows, on each store."""
    head = (
        "| store and its bulk path | rows | bulk rows/s | preview rows/s | load rows/s "
        "| load ÷ bulk | MB at a tenth | MB at all |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    return head + "".join(
        f"| {_NAMES[whole.dialect]} | {whole.rows:,} | {whole.rows / whole.bulk:,.0f} "
        f"| {whole.rows / whole.seen:,.0f} | {whole.rows / whole.load:,.0f} | {whole.times:.1f} "
        f"| {tenth.memory:.0f} | {whole.memory:.0f} |\n"
        for tenth, whole in found
    )


def measure(dialect: str, *, rows: int) -> Volume:
    """Load a file of so many rows into a fresh store; call it in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "考试月报.csv"
        _write(path, rows=rows)
        stores = Stores(folder)
        try:
            with stores.fresh(dialect) as engine:
                return _measured(engine, path, dialect=dialect, rows=rows)
        finally:
            stores.close()


def _measured(engine: Engine, path: Path, *, dialect: str, rows: int) -> Volume:
    load_circular_alone(engine)
    schools = [{"区县": "渝北区", "机构名称": _school(place)} for place in range(_BODIES)]
    put(engine, [sheet("institutions", schools)])
    files = [Upload(name=path.name, content=path)]
    begun = time.perf_counter()
    found = preview(engine, files, today=TODAY)
    seen = time.perf_counter()
    done = commit(engine, found, by="tests.volume")
    loaded = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert done.preview.rows_added == rows, done.preview.problems[:3]
    return Volume(
        dialect=dialect,
        rows=rows,
        bulk=_bulk(engine, rows=rows, batch=done.batch_ids[0]),
        seen=seen - begun,
        load=loaded - seen,
        memory=memory,
    )


def _bulk(engine: Engine, *, rows: int, batch: int) -> float:
    """Seconds that the database takes for the very rows, ready made."""
    months = ExamMonth.__table__
    names = [column.name for column in months.c]
    with engine.begin() as connection:
        made = [tuple(row) for row in connection.execute(select(months).order_by(months.c.id))]
        connection.execute(delete(months))
    assert len(made) == rows
    begun = time.perf_counter()
    with engine.begin() as connection:
        insert_rows(connection, months, names, made)  # type: ignore[arg-type]
    return time.perf_counter() - begun


def _write(path: Path, *, rows: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(_HEADS)
        for number, (month, school, trade) in zip(range(rows), _keys(), strict=False):
            stream.write(
                f"渝北区,{school},{trade},{month.year}年{month.month}月,"
                f"{60 + number % 50},{40 + number % 20},{50 + number % 30},{30 + number % 20},"
                f"{number % 7},{number % 3},{120 + number % 64}\n"
            )


def _keys() -> Iterator[tuple[date, str, str]]:
    for months in range(12 * 20):
        for school in range(_BODIES):
            for trade in range(_TRADES):
                month = date(2005 + months // 12, months % 12 + 1, 1)
                yield month, _school(school), f"第{trade:02d}工种"


def _school(place: int) -> str:
    return f"渝北第{place:04d}安全培训学校"


def _apart(dialect: str, *, rows: int) -> Volume:
    """Measure in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.volume", "--one", dialect, str(rows)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    values: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Volume(**values)


def main() -> None:
    """Print the table, or measure one load for the process that asked."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        sys.stdout.write(json.dumps(asdict(measure(arguments[1], rows=int(arguments[2])))) + "\n")
        return
    rows = int(arguments[arguments.index("--rows") + 1]) if "--rows" in arguments else ROWS
    found = [(_apart(dialect, rows=rows // 10), _apart(dialect, rows=rows)) for dialect in DIALECTS]
    sys.stdout.write(table(found))
    if "--write" in arguments:
        write_block("volume", table(found))


if __name__ == "__main__":
    main()
