import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.trend import Counts, TrendChange, TrendResult, shift, trend


def shares(*hits: int, size: int = 200) -> list[Counts | None]:
    return [(float(one), float(size)) for one in hits]


def test_a_steady_climb_is_a_rise_with_both_ends() -> None:
    found = trend(FunnelKind.SHARE, shares(100, 108, 115, 124, 131, 139, 148, 156))
    assert found.course is TrendResult.RISING
    assert (found.first, found.last) == pytest.approx((0.5, 0.78), abs=0.02)


def test_the_same_backwards_is_a_fall() -> None:
    series = shares(100, 108, 115, 124, 131, 139, 148, 156)
    assert trend(FunnelKind.SHARE, series[::-1]).course is TrendResult.FALLING


def test_the_slope_is_tested_as_statsmodels_tests_it() -> None:
    import statsmodels.api as sm

    hits = np.array([80, 95, 70, 110, 88, 120, 99.0])
    y = np.arcsin(np.sqrt(hits / 200))
    fit = sm.WLS(y, sm.add_constant(np.arange(7.0)), weights=np.full(7, 800.0)).fit()
    assert fit.scale > 1
    found = trend(FunnelKind.SHARE, shares(*hits.astype(int).tolist()))
    assert found.chance == pytest.approx(fit.pvalues[1])


def test_one_odd_month_makes_no_trend() -> None:
    assert (
        trend(FunnelKind.SHARE, shares(100, 100, 100, 100, 100, 190)).course is TrendResult.STEADY
    )


def test_four_months_are_too_few_to_say() -> None:
    found = trend(FunnelKind.SHARE, [*shares(10, 60, 110, 160), None, None])
    assert found == TrendChange(
        course=TrendResult.UNKNOWN, first=None, last=None, chance=None, months=4
    )


def test_months_without_figures_keep_their_place() -> None:
    series: list[Counts | None] = [(4.0, 10.0), None, (8.0, 10.0), (10.0, 10.0), (12.0, 10.0)]
    with_gap, without = (
        trend(FunnelKind.RATE, [*series, (14.0, 10.0)]),
        [one for one in series if one],
    )
    assert with_gap.chance != trend(FunnelKind.RATE, [*without, (14.0, 10.0)]).chance


def false_alarms(kind: FunnelKind, *, spread: float) -> float:
    """How often a stable series is given a trend, months differing by `spread` beyond chance."""
    rng, runs, said = np.random.default_rng(11), 1500, 0
    for _ in range(runs):
        size = rng.integers(20, 200, 12)
        level = np.clip(rng.normal(0.4, spread, 12), 0.05, 0.9)
        drawn = rng.binomial(size, level) if kind is FunnelKind.SHARE else rng.poisson(size * level)
        series = [(float(a), float(b)) for a, b in zip(drawn, size, strict=True)]
        said += trend(kind, series).course is not TrendResult.STEADY
    return said / runs


@pytest.mark.parametrize("kind", FunnelKind)
@pytest.mark.parametrize("spread", [0.0, 0.1])
def test_a_stable_series_seldom_gets_a_trend(kind: FunnelKind, spread: float) -> None:
    assert false_alarms(kind, spread=spread) < 0.006


def test_a_shift_beyond_the_months_own_spread_is_said() -> None:
    before = shares(100, 104, 96, 101, 99, 103)
    found = shift(FunnelKind.SHARE, before=before, after=shares(160))
    assert found.course is TrendResult.RISING
    assert (found.first, found.last) == pytest.approx((603 / 1200, 0.8))
    assert shift(FunnelKind.SHARE, before=before, after=shares(110)).course is TrendResult.STEADY


def test_the_same_shift_among_unsteady_months_is_not() -> None:
    before = shares(60, 150, 80, 140, 70, 110)
    assert shift(FunnelKind.SHARE, before=before, after=shares(160)).course is TrendResult.STEADY


def test_steady_months_are_tested_by_chance_alone() -> None:
    before = shares(100, 100, 100, 100, 100)
    found = shift(FunnelKind.SHARE, before=before, after=shares(120))
    away = (np.arcsin(np.sqrt(0.6)) - np.pi / 4) / np.sqrt(1 / 800 + 1 / 4000)
    assert found.chance == pytest.approx(2 * stats.t.sf(away, 4))


@pytest.mark.parametrize(
    ("before", "after"), [(shares(1, 2, 3), shares(4)), (shares(*[9] * 8), [])]
)
def test_without_a_history_or_a_present_nothing_is_said(
    before: list[Counts | None], after: list[Counts | None]
) -> None:
    assert shift(FunnelKind.SHARE, before=before, after=after).course is TrendResult.UNKNOWN


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 90)), min_size=5, max_size=14))
@settings(max_examples=60, deadline=None)
def test_a_series_backwards_goes_the_other_way(months: list[tuple[int, int]]) -> None:
    series = [(float(count), float(size)) for count, size in months]
    forth, back = trend(FunnelKind.RATE, series), trend(FunnelKind.RATE, series[::-1])
    opposite = {TrendResult.RISING: TrendResult.FALLING, TrendResult.FALLING: TrendResult.RISING}
    assert back.course is opposite.get(forth.course, forth.course)
    assert back.chance == pytest.approx(forth.chance)
