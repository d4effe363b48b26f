"""The shipped limits are what the simulation gives, and do what they are for."""

from __future__ import annotations

import pytest

from dashboard.analysis.cusum_limits import (
    BAND_ENDS,
    LIMITS,
    VOLUMES,
    limit,
    simulated_limit,
)


@pytest.mark.parametrize(("rate", "volume"), [(0.06, 40), (0.75, 40), (0.85, 15)])
def test_a_short_simulation_comes_near_the_table(rate: float, volume: int) -> None:
    short = simulated_limit(rate=rate, trials=volume, runs=250, horizon=1200)
    assert short == pytest.approx(LIMITS[rate][VOLUMES.index(volume)], rel=0.09)


def test_a_simulation_is_the_same_every_time() -> None:
    first, second = (simulated_limit(rate=0.5, trials=15, runs=20, horizon=100) for _ in range(2))
    assert first == second


def test_every_volume_has_a_band_and_the_nearest_rate_is_taken() -> None:
    assert len(VOLUMES) == len(BAND_ENDS) + 1
    assert all(len(limits) == len(VOLUMES) for limits in LIMITS.values())
    assert float(limit(rate=0.78, trials=29.9)) == LIMITS[0.75][0]
    assert float(limit(rate=0.78, trials=30)) == LIMITS[0.75][1]
    assert float(limit(rate=0.001, trials=10_000)) == LIMITS[0.03][3]


def test_limits_are_of_the_order_a_textbook_has() -> None:
    assert all(3.5 < one < 5.5 for limits in LIMITS.values() for one in limits)
