import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.analysis.funnel import PLAIN, Dispersion, Kind, plain_limits
from dashboard.analysis.power import WANTED, doubling, power, size_for

NATIONAL = 315 / 4171
"""Eliminated of inspected institutions, as told at the press conference of 2023-04-19."""


@pytest.mark.parametrize(("size", "told"), [(8, 0.06), (20, 0.40), (40, 0.81)])
def test_four_times_the_national_rate_is_noticed_as_often_as_simulated(
    size: int, told: float
) -> None:
    found = power(Kind.SHARE, size=size, reference=NATIONAL, truth=4 * NATIONAL)
    # The half case of the mid-p rule can only notice more than the cautious exact rule told of.
    assert told - 0.02 <= found <= told + 0.16


@given(size=st.integers(1, 300), share=st.floats(0.02, 0.98), truth=st.floats(0.01, 0.99))
@settings(max_examples=60, deadline=None)
def test_power_is_the_sum_over_all_outcomes_outside(size: int, share: float, truth: float) -> None:
    low, high = plain_limits(Kind.SHARE, sizes=size, reference=share, level=0.998)
    hits = np.arange(size + 1)
    outside = (hits / size < low - 1e-9) | (hits / size > high + 1e-9)
    expected = stats.binom.pmf(hits, size, truth)[outside].sum()
    found = power(Kind.SHARE, size=size, reference=share, truth=truth)
    assert found == pytest.approx(expected, abs=1e-9)


def test_without_a_difference_hardly_anyone_is_noticed() -> None:
    assert power(Kind.RATE, size=30, reference=1.6, truth=1.6) < 0.003


def test_more_than_half_cannot_double_so_its_complement_does() -> None:
    assert doubling(Kind.SHARE, reference=0.9).truth == pytest.approx(0.8)
    assert doubling(Kind.SHARE, reference=0.9).doubled == "rest"
    assert doubling(Kind.SHARE, reference=0.1).truth == pytest.approx(0.2)
    assert doubling(Kind.RATE, reference=7.0).truth == pytest.approx(14.0)


def test_the_size_found_is_enough_and_a_smaller_one_is_not() -> None:
    size = size_for(Kind.RATE, reference=1.6, truth=3.2)
    assert size is not None
    assert power(Kind.RATE, size=size, reference=1.6, truth=3.2) >= WANTED
    assert power(Kind.RATE, size=size // 2, reference=1.6, truth=3.2) < WANTED


def test_units_that_differ_widely_can_never_be_told_apart() -> None:
    wide = Dispersion(factor=50.0, variance=2.0, units=30)
    assert size_for(Kind.RATE, reference=1.6, truth=3.2, dispersion=wide) is None
    assert size_for(Kind.RATE, reference=1.6, truth=3.2, dispersion=PLAIN) is not None
