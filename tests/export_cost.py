"""What exports of a hundred slides cost: time, size and memory of a fresh process for each format.

`python -m tests.export_cost` prints the table that `dashboard/briefings/README.md` quotes. With a
format (`pptx`) it exports once and prints sections told of, bytes, seconds and the most megabytes
the process ever held.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from dashboard.briefings.snapshot import Snapshot, sealed
from dashboard.sections.answer import Answer
from dashboard.surfaces.exports import EXPORTS
from tests.briefings import ALL_BLOCKS, CHART, DAY, MAP, TABLE, snapshot_of

SECTIONS = 34
"""Cards, a chart and a table each, three slides, and every fourth a map."""
CEILING_MB = 600
"""Most memory a process that exports a hundred slides may ever hold, all its libraries in it."""


def hundred() -> Snapshot:
    """A snapshot of more than a hundred slides: charts, maps, long tables, cards, sentences."""
    table = replace(TABLE, rows=(("示例机构", DAY, 3, 0.5),) * 12)
    answers = [
        Answer(
            title=f"第{at}节：合格率19.9%",
            blocks=(CHART, table, ALL_BLOCKS[0], *((MAP,) if at % 4 == 0 else ())),
        )
        for at in range(1, SECTIONS + 1)
    ]
    made = snapshot_of(*answers)
    return sealed(replace(made, title="百页简报"))


def cost(kind: str) -> dict[str, float]:
    """Export once in this process."""
    told = []
    began = time.perf_counter()
    data = EXPORTS[kind].make(hundred(), progress=lambda done, of, what: told.append(done))
    return {
        "told": len(told),
        "bytes": len(data),
        "seconds": round(time.perf_counter() - began, 1),
        "most_mb": _most_mb(),
    }


def _most_mb() -> float:
    """Most memory of this program; what rusage says holds what started it, too."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(kind: str) -> dict[str, float]:
    """Export once in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.export_cost", kind],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def main() -> None:
    """Print one cost, or the table of all."""
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(cost(sys.argv[1])))
        return
    for kind in EXPORTS:
        found = apart(kind)
        size = found["bytes"] / 1e6
        line = f"| {kind} | {size:.1f} MB | {found['seconds']} s | {found['most_mb']:.0f} MB |\n"
        sys.stdout.write(line)


if __name__ == "__main__":
    main()
