from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.attendance import device_share, is_backfilled, largest_burst
from dashboard.analysis.intervals import wilson

NINE = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
NOON = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        (NINE + timedelta(minutes=15), False),
        (NINE + timedelta(minutes=16), True),
        (NOON + timedelta(seconds=1), True),
    ],
)
def test_an_entry_is_late_after_a_quarter_of_an_hour(entered: datetime, expected: bool) -> None:
    assert is_backfilled(happened=NINE, entered=entered, class_end=NOON) is expected


def test_an_entry_after_class_is_late_though_it_is_quick() -> None:
    happened = NOON - timedelta(minutes=1)
    entered = NOON + timedelta(minutes=1)
    assert is_backfilled(happened=happened, entered=entered, class_end=NOON)


def test_most_sign_ins_from_one_device() -> None:
    devices = ["a"] * 26 + ["b", "c", "d", "e"]
    most, of = device_share(devices)
    interval = wilson(hits=most, trials=of)
    assert (most, of) == (26, 30)
    assert (interval.low, interval.high) == pytest.approx((0.703187, 0.946903), abs=1e-5)
    assert device_share([]) == (0, 0)


def test_a_burst_of_twenty_eight_of_thirty() -> None:
    times = [NINE + timedelta(seconds=2 * n) for n in range(28)]
    times += [NINE - timedelta(minutes=20), NINE + timedelta(minutes=40)]
    assert largest_burst(times) == 28
    assert largest_burst([]) == 0


@given(st.lists(st.integers(0, 600), min_size=1, max_size=30))
def test_a_longer_stretch_never_holds_fewer(seconds: list[int]) -> None:
    times = [NINE + timedelta(seconds=one) for one in seconds]
    minute, two = largest_burst(times), largest_burst(times, within=timedelta(seconds=120))
    assert 1 <= minute <= two <= len(times)
