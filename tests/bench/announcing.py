"""Publicity in the order of days; units that the circular tells of keep the demo's."""

from __future__ import annotations

from typing import Final

import numpy as np

from dashboard.demo.districts import TOLD_OF
from dashboard.store.models.publicity import CHANNELS
from tests.bench.bodies import Register
from tests.bench.days import dates, spread
from tests.bench.table import Writer, only_where

_CHUNK: Final = 100_000


def write_publicity(
    rng: np.random.Generator, writer: Writer, *, bodies: Register, rows: int
) -> None:
    """Write so many activities, each of its own name."""
    units = np.array(sorted({one.district_id for one in bodies.bodies if one.code not in TOLD_OF}))
    channels = np.array(list(CHANNELS), dtype=object)
    for first in range(0, rows, _CHUNK):
        held = spread(first, min(_CHUNK, rows - first), of=rows)
        count = len(held)
        channel = channels[rng.integers(0, len(channels), count)]
        posts, copies = np.isin(channel, ["app", "wechat", "video"]), channel == "leaflet"
        writer.write(
            {
                "district_id": rng.choice(units, count).tolist(),
                "channel": channel.tolist(),
                "name": [f"示例宣传{at}" for at in range(writer.next_id, writer.next_id + count)],
                "held_on": dates(held),
                "items": only_where(posts, rng.integers(1, 8, count)),
                "copies": only_where(copies, rng.integers(100, 20_000, count)),
                "copies_qualifier": ["exact"] * count,
                "person_times": rng.integers(50, 9_000, count).tolist(),
                "reach_qualifier": ["exact"] * count,
                "reported_by": ["organiser"] * count,
            }
        )
