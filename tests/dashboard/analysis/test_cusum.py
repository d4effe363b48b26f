from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.cusum import run, weights

MONTHS = [(50, 40), (50, 45), (50, 46), (50, 48)]


def test_weights_of_a_doubled_odds() -> None:
    added = weights(0.8)
    assert (added.hit, added.miss) == pytest.approx((0.105361, -0.587787), abs=1e-5)


@pytest.mark.parametrize("rate", [0, 1])
def test_a_rate_without_odds_has_no_weights(rate: float) -> None:
    with pytest.raises(ValueError, match="odds"):
        weights(rate)


def test_the_sum_over_four_months() -> None:
    totals = [step.total for step in run(MONTHS, rate=0.8, limit=99)]
    assert totals == pytest.approx([0, 1.802290, 4.297727, 8.179458], abs=1e-5)


def test_it_signals_in_the_third_month_and_begins_anew() -> None:
    steps = run(MONTHS, rate=0.8, limit=4)
    assert [step.signals for step in steps] == [False, False, True, False]
    assert steps[3].total == pytest.approx(8.179458 - 4.297727, abs=1e-5)


@given(st.floats(0.05, 0.95), st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_more_hits_never_lower_the_sum(rate: float, hits: list[int]) -> None:
    fewer = run([(30, max(0, one - 1)) for one in hits], rate=rate, limit=1e9)
    more = run([(30, one) for one in hits], rate=rate, limit=1e9)
    assert all(a.total <= b.total for a, b in zip(fewer, more, strict=True))
    assert all(step.total >= 0 for step in more)
