"""Oracles computed by hand and by other programs; properties that any chart must have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.control_charts import RUN, Signal, laney, signals, xmr
from dashboard.analysis.intervals import Interval

SEVEN = [(passes, 100) for passes in (80, 84, 78, 82, 86, 79, 83)]
MONTHS = st.lists(
    st.tuples(st.integers(1, 300), st.floats(0.02, 0.98)), min_size=2, max_size=24
).map(lambda drawn: [(round(trials * share), trials) for trials, share in drawn])


def test_laneys_chart_of_seven_months() -> None:
    chart = laney(SEVEN)
    assert chart.centre == pytest.approx(0.817143, abs=1e-5)
    assert chart.sigma(100) / chart.widening == pytest.approx(0.0386549, abs=1e-5)
    assert chart.widening == pytest.approx(1.108492, abs=1e-5)
    limits = chart.limits(100)
    assert (limits.low, limits.high) == pytest.approx((0.688597, 0.945689), abs=1e-5)
    assert 0.96 not in limits


def test_a_plain_chart_would_be_narrower() -> None:
    chart = laney(SEVEN)
    plain = chart.centre + 3 * chart.sigma(100) / chart.widening
    assert plain == pytest.approx(0.933108, abs=1e-5)


def test_a_history_quieter_than_chance_promises_nothing() -> None:
    assert laney([(80, 100)] * 12).widening == 1.0


@pytest.mark.parametrize("months", [[(0, 50)] * 6, [(50, 50)] * 6, [(3, 7)]])
def test_a_history_without_spread_is_not_widened(months: list[tuple[int, int]]) -> None:
    assert laney(months).widening == 1.0


def test_a_baseline_without_trials_has_no_centre() -> None:
    with pytest.raises(ValueError, match="trials"):
        laney([(0, 0)])


@given(MONTHS, st.integers(1, 500), st.integers(1, 500))
def test_limits_widen_as_months_get_smaller(
    months: list[tuple[int, int]], one: int, other: int
) -> None:
    chart = laney(months)
    few, many = sorted((one, other))
    narrow, wide = chart.limits(many), chart.limits(few)
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert 0 <= wide.low <= chart.centre <= wide.high <= 1


def test_the_xmr_chart_of_seven_values() -> None:
    chart = xmr([20, 22, 19, 21, 23, 20, 22])
    assert (chart.centre, chart.mean_range) == pytest.approx((21, 2.333333), abs=1e-5)
    assert (chart.limits.low, chart.limits.high) == pytest.approx((14.793333, 27.206667), abs=1e-5)
    assert 30 not in chart.limits


def test_one_value_has_no_moving_range() -> None:
    with pytest.raises(ValueError, match="two values"):
        xmr([20])


def _of(values: list[float]) -> list[set[Signal]]:
    found = signals(values, centre=0.0, limits=Interval(low=-3.0, high=3.0))
    return [set(one) for one in found]


def test_a_point_outside_the_limits_is_special_alone() -> None:
    assert _of([0.1, 3.2, -0.1]) == [set(), {Signal.OUTSIDE}, set()]


def test_seven_on_one_side_are_flagged_back_to_the_first() -> None:
    found = _of([-1, *[0.5, 0.3] * 3, 0.4, -1])
    assert [Signal.SHIFT in one for one in found] == [False, *[True] * RUN, False]


def test_six_on_one_side_or_one_on_the_line_are_nothing() -> None:
    assert all(not one for one in _of([-1, 0.5, 0.3, 0.5, 0.3, 0.5, 0.3, -1]))
    assert all(Signal.SHIFT not in one for one in _of([0.5, 0.3, 0.5, 0.0, 0.5, 0.3, 0.5]))


def test_seven_rising_are_a_trend_and_six_are_not() -> None:
    rising = [-1.5, -1.0, -0.5, 0.1, 0.5, 1.0, 1.5]
    assert all(Signal.TREND in one for one in _of(rising))
    assert not any(Signal.TREND in one for one in _of([*rising[:6], 1.0]))
    assert all(Signal.TREND in one for one in _of(rising[::-1]))


def test_two_of_three_in_the_outer_third_need_all_three_on_one_side() -> None:
    assert all(Signal.OUTER_THIRD in one for one in _of([2.1, 0.2, 2.5]))
    assert not any(_of([2.1, -0.2, 2.5]))
    assert all(Signal.OUTER_THIRD in one for one in _of([-2.1, -2.2, -0.5]))


@given(st.lists(st.floats(-5, 5), max_size=20))
def test_a_mirrored_series_has_the_same_signals(values: list[float]) -> None:
    assert _of(values) == _of([-value for value in values])
