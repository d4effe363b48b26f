import pytest
from scipy import stats

from dashboard.analysis.intervals import Interval, Standing, poisson, standing, wilson


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (45, 50, 0.786398, 0.956524),
        (0, 8, 0.0, 0.324408),
        (8, 8, 0.675592, 1.0),
        (6, 60, 0.046643, 0.201495),
        (26, 30, 0.703187, 0.946903),
    ],
)
def test_wilson_gives_the_published_numbers(
    hits: int, trials: int, low: float, high: float
) -> None:
    interval = wilson(hits=hits, trials=trials)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize(("hits", "trials"), [(0, 1), (1, 1), (3, 7), (120, 150)])
def test_wilson_is_what_scipy_says(hits: int, trials: int) -> None:
    expected = stats.binomtest(hits, trials).proportion_ci(method="wilson")
    interval = wilson(hits=hits, trials=trials)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize(
    ("confidence", "low", "high"), [(0.95, 0.479539, 1.839036), (0.998, 0.296052, 2.413397)]
)
def test_ten_over_ten_has_the_exact_poisson_limits(
    confidence: float, low: float, high: float
) -> None:
    interval = poisson(count=10, exposure=10, confidence=confidence)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-6)


def test_poisson_is_what_the_chi_square_quantile_says() -> None:
    interval = poisson(count=6, exposure=9)
    expected = (stats.chi2.ppf(0.025, 12) / 18, stats.chi2.ppf(0.975, 14) / 18)
    assert (interval.low, interval.high) == pytest.approx(expected)


def test_nothing_found_reaches_down_to_zero_and_up_to_three_over_the_exposure() -> None:
    interval = poisson(count=0, exposure=12)
    assert interval.low == 0
    assert interval.high == pytest.approx(3.688879 / 12, abs=1e-6)


@pytest.mark.parametrize(("hits", "trials"), [(0, 0), (-1, 3), (4, 3)])
def test_a_share_of_nothing_is_refused(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(hits=hits, trials=trials)


@pytest.mark.parametrize(("count", "exposure"), [(-1, 3), (2, 0)])
def test_a_rate_without_exposure_is_refused(count: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="no rate"):
        poisson(count=count, exposure=exposure)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (0.9, Standing.ABOVE),
        (1.0, Standing.SAME),
        (1.5, Standing.SAME),
        (2.0, Standing.SAME),
        (2.1, Standing.BELOW),
    ],
)
def test_only_a_reference_outside_the_interval_tells_above_from_below(
    reference: float, expected: Standing
) -> None:
    assert standing(Interval(low=1, high=2), reference=reference) is expected
