import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dashboard.analysis.funnel import (
    Dispersion,
    FunnelKind,
    adjusted_limits,
    deviations,
    dispersion_of,
    plain_limits,
    quantile_of_rate,
    quantile_of_share,
    standard_units,
)

PASSES = (164, 82, 130, 49, 152, 99, 210, 66, 297, 41)
SAT = (200, 100, 150, 60, 190, 120, 250, 80, 300, 50)
CITY = sum(PASSES) / sum(SAT)
LEVELS = (0.95, 0.998)


def oracle() -> Dispersion:
    return dispersion_of(FunnelKind.SHARE, counts=PASSES, sizes=SAT, reference=CITY)


def test_the_levels_are_the_published_quantiles() -> None:
    assert [standard_units(level) for level in LEVELS] == pytest.approx(
        [1.959964, 3.090232], abs=1e-6
    )


@pytest.mark.parametrize(
    ("tail", "published"),
    [(0.025, 0.809330), (0.975, 0.936288), (0.001, 0.765693), (0.999, 0.964743)],
)
def test_the_interpolated_quantile_is_spiegelhalters(tail: float, published: float) -> None:
    found = quantile_of_share(tail, trials=100, share=934 / 1060) / 100
    assert found == pytest.approx(published, abs=1e-5)


def test_deviations_and_dispersion_are_the_published_ones() -> None:
    z = deviations(FunnelKind.SHARE, counts=PASSES, sizes=SAT, reference=CITY)
    assert pytest.approx(0.86) == CITY
    assert z == pytest.approx(
        [-1.545793, -1.093041, 0.237719, -0.913632, -2.209600, -1.054014, -0.886065, -0.860599,
         9.814825, -0.772896], abs=1e-5
    )  # fmt: skip
    assert np.mean(z**2) == pytest.approx(10.892261, abs=1e-5)
    assert oracle().factor == pytest.approx(1.173766, abs=1e-5)
    assert oracle().variance == pytest.approx(0.000523253, abs=1e-8)


def test_allowing_for_dispersion_one_unit_still_stands_out() -> None:
    z = deviations(
        FunnelKind.SHARE, counts=PASSES, sizes=SAT, reference=CITY, variance=oracle().variance
    )
    assert (z[8], z[4]) == pytest.approx((7.692514, -1.869007), abs=1e-5)
    q = stats.false_discovery_control(2 * stats.norm.sf(np.abs(z)))
    assert q[8] < 1e-9
    assert np.sort(q)[1] == pytest.approx(0.308109, abs=1e-5)


@pytest.mark.parametrize(
    ("size", "level", "variance", "low", "high"),
    [
        (50, 0.95, 0.0, 0.751308, 0.941210),
        (50, 0.998, 0.0, 0.679305, 0.973026),
        (50, 0.95, None, 0.745170, 0.944493),
        (50, 0.998, None, 0.668853, 0.976521),
        (300, 0.998, None, 0.772406, 0.929020),
    ],
)
def test_limits_on_the_arcsine_scale_are_the_published_ones(
    size: int, level: float, variance: float | None, low: float, high: float
) -> None:
    found = adjusted_limits(
        FunnelKind.SHARE,
        sizes=size,
        reference=CITY,
        level=level,
        variance=oracle().variance if variance is None else variance,
    )
    assert found == pytest.approx((low, high), abs=1e-5)


def test_the_angle_is_clipped_where_a_line_would_fold_back() -> None:
    found = adjusted_limits(
        FunnelKind.SHARE, sizes=40, reference=934 / 1060, level=0.998, variance=0.0164082
    )
    assert found[1] == 1.0


def test_adjusted_limits_of_a_ratio_are_those_of_the_shmi() -> None:
    expected, variance = 25.0, 0.04
    found = adjusted_limits(
        FunnelKind.RATE, sizes=expected, reference=1.0, level=0.95, variance=variance
    )
    reach = 1.959964 * np.sqrt(1 / expected + variance)
    assert found == pytest.approx((np.exp(-reach), np.exp(reach)), abs=1e-6)
    z = deviations(FunnelKind.RATE, counts=30, sizes=expected, reference=1.0)
    assert z == pytest.approx(np.sqrt(expected) * np.log(30 / expected))


@given(
    trials=st.integers(1, 400),
    share=st.floats(0.005, 0.995),
    level=st.sampled_from(LEVELS),
    part=st.floats(0, 1),
)
@settings(max_examples=150, deadline=None)
def test_a_share_lies_outside_exactly_where_its_mid_p_tail_is_small(
    trials: int, share: float, level: float, part: float
) -> None:
    hits, tail = round(part * trials), (1 - level) / 2
    low, high = plain_limits(FunnelKind.SHARE, sizes=trials, reference=share, level=level)
    half = stats.binom.pmf(hits, trials, share) / 2
    above = stats.binom.sf(hits, trials, share) + half
    below = stats.binom.cdf(hits - 1, trials, share) + half
    if min(abs(above - tail), abs(below - tail)) > 1e-9:
        assert (hits / trials > high) == (above < tail)
        assert (hits / trials < low) == (below < tail)


@given(mean=st.floats(0.01, 300), level=st.sampled_from(LEVELS), part=st.floats(0, 3))
@settings(max_examples=150, deadline=None)
def test_a_count_lies_outside_exactly_where_its_mid_p_tail_is_small(
    mean: float, level: float, part: float
) -> None:
    count, tail = round(part * mean), (1 - level) / 2
    low, high = plain_limits(FunnelKind.RATE, sizes=mean, reference=1.0, level=level)
    half = stats.poisson.pmf(count, mean) / 2
    above = stats.poisson.sf(count, mean) + half
    below = stats.poisson.cdf(count - 1, mean) + half
    if min(abs(above - tail), abs(below - tail)) > 1e-9:
        assert (count / mean > high) == (above < tail)
        assert (count / mean < low) == (below < tail)


@given(trials=st.integers(1, 300), share=st.floats(0.01, 0.99))
@settings(max_examples=150, deadline=None)
def test_limits_stay_within_reason_and_widen_as_units_shrink(trials: int, share: float) -> None:
    wide = [
        plain_limits(FunnelKind.SHARE, sizes=size, reference=share, level=0.998)
        for size in (trials, 4 * trials)
    ]
    for low, high in wide:
        assert 0 <= low <= high <= 1
    assert wide[0][0] <= wide[1][0] + 1e-12
    assert wide[0][1] >= wide[1][1] - 1e-12
    near = plain_limits(FunnelKind.SHARE, sizes=trials, reference=share, level=0.95)
    assert wide[0][0] <= near[0]
    assert near[1] <= wide[0][1]


@given(trials=st.integers(1, 200), share=st.floats(0.01, 0.99))
@settings(max_examples=100, deadline=None)
def test_a_share_and_its_complement_have_the_same_limits(trials: int, share: float) -> None:
    low, high = plain_limits(FunnelKind.SHARE, sizes=trials, reference=share, level=0.998)
    mirrored = plain_limits(FunnelKind.SHARE, sizes=trials, reference=1 - share, level=0.998)
    assert 1 - mirrored[1] == pytest.approx(low, abs=1e-9)
    assert 1 - mirrored[0] == pytest.approx(high, abs=1e-9)


def test_the_quantile_of_a_poisson_count_starts_below_one_for_a_small_mean() -> None:
    assert quantile_of_rate(0.999, expected=0.0005) < 1


def test_too_few_units_tell_nothing_of_dispersion() -> None:
    found = dispersion_of(FunnelKind.RATE, counts=[3], sizes=[2.0], reference=1.0)
    assert found == Dispersion(factor=1.0, variance=0.0, units=1)
