import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dashboard.analysis.intervals import exact, poisson, wilson


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


@pytest.mark.parametrize(("hits", "trials"), [(0, 8), (8, 8), (3, 7), (120, 150)])
def test_the_exact_interval_of_a_share_is_what_scipy_and_statsmodels_say(
    hits: int, trials: int
) -> None:
    expected = stats.binomtest(hits, trials).proportion_ci(method="exact")
    interval = exact(hits=hits, trials=trials)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high))
    assert (interval.low, interval.high) == pytest.approx(
        proportion_confint(hits, trials, method="beta"), nan_ok=True
    )


def test_a_share_outside_0_to_1_has_no_exact_interval_either() -> None:
    with pytest.raises(ValueError, match="no share"):
        exact(hits=4, trials=3)
