from __future__ import annotations

import pickle
from datetime import date

import numpy as np

from dashboard.watch.history import ROLES, Point, PointHistory

NUMBERS = {
    "months": np.array([24_287, 24_288]),
    "hits": np.array([3.0, 4.0]),
    "trials": np.array([5.0, 6.0]),
    "roles": np.array([ROLES.index("baseline"), ROLES.index("flagged")]),
    "totals": np.array([np.nan, 0.25]),
}
POINTS = (
    Point(month=date(2023, 12, 1), hits=3, trials=5, role="baseline"),
    Point(month=date(2024, 1, 1), hits=4, trials=6, role="flagged", total=0.25),
)


def test_what_was_packed_comes_out_point_by_point() -> None:
    packed = PointHistory.of(**NUMBERS)
    assert (len(packed), tuple(packed), packed[-1], packed[:1]) == (
        2,
        POINTS,
        POINTS[1],
        POINTS[:1],
    )
    assert tuple(PointHistory(b"")) == ()


def test_the_same_points_are_the_same_history_also_from_another_process() -> None:
    packed = PointHistory.of(**NUMBERS)
    again = pickle.loads(pickle.dumps(packed))
    assert (again, hash(again)) == (packed, hash(packed))
    assert PointHistory.of(**{**NUMBERS, "hits": np.array([3.0, 5.0])}) != packed
