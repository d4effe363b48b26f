from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dashboard.analysis.clusters import Moments, Trials, moments
from dashboard.analysis.funnel import FunnelKind


def of(kind: FunnelKind, *, counts: list[float], sizes: list[float]) -> Moments:
    count, size = np.array(counts, float), np.array(sizes, float)
    expected = size * count.sum() / size.sum()
    return moments(Trials(key="甲", kind=kind, counts=count, expected=expected, sizes=size))


def test_residuals_of_a_city_have_the_sum_zero() -> None:
    found = of(FunnelKind.SHARE, counts=[3, 0, 9], sizes=[10, 4, 20])
    assert found.residuals.sum() == pytest.approx(0)


def test_clusters_that_differ_by_chance_alone_keep_the_variance_of_chance() -> None:
    found = of(FunnelKind.SHARE, counts=[2, 2, 2], sizes=[10, 10, 10])
    assert found.variances == pytest.approx(found.chance)
    assert found.chance == pytest.approx([10 * 0.2 * 0.8] * 3)


@pytest.mark.parametrize("kind", FunnelKind)
def test_clusters_that_differ_widely_get_the_variance_they_show(kind: FunnelKind) -> None:
    rng = np.random.default_rng(4)
    sizes = rng.integers(20, 60, 300)
    own = rng.beta(3, 9, 300) if kind is FunnelKind.SHARE else rng.gamma(2, 0.2, 300)
    counts = rng.binomial(sizes, own) if kind is FunnelKind.SHARE else rng.poisson(sizes * own)
    found = of(kind, counts=counts.tolist(), sizes=sizes.tolist())
    assert found.variances.sum() > 2 * found.chance.sum()
    assert np.mean(found.residuals**2 / found.variances) == pytest.approx(299 / 300)


def test_the_third_moment_is_that_of_the_distribution_meant() -> None:
    # Likeness is fitted, so that it is read back before the third moment is compared.
    found = of(FunnelKind.RATE, counts=[0, 30, 5, 5], sizes=[10, 10, 10, 10])
    spread = float(found.variances[0] / found.chance[0])
    mean = float(found.chance[0])
    skew = stats.nbinom.stats(mean / (spread - 1), 1 / spread, moments="s")
    assert found.thirds[0] / found.variances[0] ** 1.5 == pytest.approx(float(skew))


def test_a_share_of_more_than_half_leans_the_other_way() -> None:
    found = of(FunnelKind.SHARE, counts=[9, 9, 8], sizes=[10, 10, 10])
    assert (found.thirds < 0).all()


def test_a_cluster_without_trials_adds_nothing() -> None:
    found = of(FunnelKind.SHARE, counts=[3, 0], sizes=[10, 0])
    for one in (found.residuals, found.chance, found.variances, found.thirds):
        assert one[1] == 0


def test_trials_of_their_own_cannot_be_alike() -> None:
    found = of(FunnelKind.SHARE, counts=[1, 0, 0, 1], sizes=[1, 1, 1, 1])
    assert found.variances == pytest.approx(found.chance)
