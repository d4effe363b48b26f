import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.shrinkage import shrink

PASSES = (164, 82, 130, 49, 152, 99, 210, 66, 297, 41)
SAT = (200, 100, 150, 60, 190, 120, 250, 80, 300, 50)


def test_shares_shrink_to_the_published_numbers() -> None:
    found = shrink(FunnelKind.SHARE, counts=PASSES, sizes=SAT)
    assert found.spread == pytest.approx(0.00451889, abs=1e-8)
    assert found.between == pytest.approx(0.00371622, abs=1e-8)
    assert found.weights[3] == pytest.approx(0.649361, abs=1e-6)
    assert (found.estimates[3], found.estimates[8]) == pytest.approx((0.831861, 0.977329), abs=1e-6)


def test_rates_shrink_to_the_published_numbers() -> None:
    found = shrink(FunnelKind.RATE, counts=(12, 30, 3, 0, 25), sizes=(4, 10, 3, 2, 6))
    assert (found.mean, found.between) == pytest.approx((2.8, 0.926667), abs=1e-6)
    assert found.estimates == pytest.approx(
        [2.913934, 2.953591, 1.903226, 1.684814, 3.708931], abs=1e-6
    )


UNITS = st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), min_size=2, max_size=40)


@given(units=UNITS, kind=st.sampled_from(FunnelKind))
@settings(max_examples=100, deadline=None)
def test_an_estimate_lies_between_the_units_own_rate_and_the_mean(
    units: list[tuple[int, float]], kind: FunnelKind
) -> None:
    sizes = np.array([size for size, _ in units], float)
    counts = np.array([round(size * part) for size, part in units], float)
    found = shrink(kind, counts=counts, sizes=sizes)
    rates = counts / sizes
    assert np.all(found.estimates >= np.minimum(rates, found.mean) - 1e-9)
    assert np.all(found.estimates <= np.maximum(rates, found.mean) + 1e-9)


def test_where_chance_explains_everything_all_units_get_the_mean() -> None:
    found = shrink(FunnelKind.SHARE, counts=(1, 1, 1), sizes=(10, 10, 10))
    assert found.estimates == pytest.approx([0.1, 0.1, 0.1])
