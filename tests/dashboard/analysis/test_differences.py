"""Two shares are told apart only where chance is an unlikely reason."""

from __future__ import annotations

import pytest

from dashboard.analysis.differences import difference


def test_newcombe_is_that_of_his_paper() -> None:
    """Newcombe 1998, table II: 56/70 and 48/80, method 10: 0.0524 to 0.3339."""
    found = difference(before=(48, 80), after=(56, 70))
    assert found is not None
    assert found.effect == pytest.approx(0.2)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_fisher_is_that_of_the_lady_tasting_tea_made_larger() -> None:
    """The hypergeometric tail by hand: 10 of 10 and 0 of 10 give 2 / C(20, 10)."""
    found = difference(before=(0, 10), after=(10, 10))
    assert found is not None
    assert found.p_value == pytest.approx(2 / 184756)
    assert found.is_significant


def test_a_small_difference_is_chance() -> None:
    found = difference(before=(50, 100), after=(55, 100))
    assert found is not None
    assert not found.is_significant
    assert 0 in found.interval


def test_equal_shares_differ_by_nothing() -> None:
    found = difference(before=(100, 100), after=(50, 50))
    assert found is not None
    assert (found.effect, found.p_value) == (0.0, 1.0)


def test_too_little_says_nothing() -> None:
    assert difference(before=(5, 9), after=(500, 900)) is None
    assert difference(before=(0, 0), after=(5, 10)) is None


def test_hits_beyond_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="11 hits of 10"):
        difference(before=(11, 10), after=(5, 10))
