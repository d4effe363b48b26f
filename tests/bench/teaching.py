"""Training classes in the order of the days on which they began."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tests.bench.bodies import Register
from tests.bench.days import TODAY, dates, spread
from tests.bench.examinations import trade_name
from tests.bench.table import Writer, only_where

_CHUNK: Final = 100_000
_ITEMS: Final = 14
"""Archive items required of every class."""
_UNREPORTED: Final = 0.03


def write_classes(
    rng: np.random.Generator, writer: Writer, *, bodies: Register, trades: int, rows: int
) -> None:
    """Write so many classes of institutions."""
    schools = bodies.among(lambda one: not one.is_site)
    names = np.array([trade_name(at) for at in range(trades)], dtype=object)
    for first in range(0, rows, _CHUNK):
        started = spread(first, min(_CHUNK, rows - first), of=rows)
        picks = schools.pick(rng, started)
        ended = started + rng.integers(8, 17, len(started))
        at = range(writer.next_id, writer.next_id + len(started))
        body = schools.columns(picks)
        del body["exam_site_id"]
        writer.write(
            {
                "number": [f"示例班次{one:08d}" for one in at],
                "trade": names[rng.integers(0, trades, len(started))].tolist(),
                "started_on": dates(started),
                "ended_on": dates(np.where(ended <= TODAY, ended, -1)),
                **_records(rng, over=ended <= TODAY),
                **body,
            }
        )


def _records(rng: np.random.Generator, *, over: NDArray[Any]) -> dict[str, list[Any]]:
    """Hours, sign-ins and archive; a class still running has none yet, some never report."""
    count = len(over)
    hours = rng.choice([56, 64, 72, 80, 88, 96], count)
    enrolled = rng.integers(20, 121, count)
    due = enrolled * (hours // 4)
    actual = np.rint(due * rng.uniform(0.93, 0.995, count)).astype(np.int64)
    filled = np.rint(actual * np.minimum(rng.exponential(0.018, count), 0.09)).astype(np.int64)
    told_hours, told_signs = (over & (rng.random(count) >= _UNREPORTED) for _ in range(2))
    return {
        "hours_required": hours.astype(float).tolist(),
        "hours_delivered": only_where(told_hours, hours + rng.choice([0.0, 0.0, 2.0, -2.0], count)),
        "enrolled": enrolled.tolist(),
        "sign_ins_due": only_where(told_signs, due),
        "sign_ins_actual": only_where(told_signs, actual),
        "sign_ins_backfilled": only_where(told_signs, filled),
        "archive_required": only_where(over, np.full(count, _ITEMS)),
        "archive_present": only_where(over, _ITEMS - np.minimum(rng.geometric(0.6, count) - 1, 5)),
    }
