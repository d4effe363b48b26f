from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.analysis.hours import Shortfall, missing, shortfall


def test_six_of_sixty_short() -> None:
    found = Shortfall(counted=60, short=6, exact=20)
    interval = found.interval()
    assert (interval.low, interval.high) == pytest.approx((0.046643, 0.201495), abs=1e-5)
    assert found.chance(0.02) == pytest.approx(0.00127161, abs=1e-7)
    assert found.share == 0.1
    assert found.heaped == pytest.approx(1 / 3)


def test_nothing_counted_has_no_share() -> None:
    found = shortfall([])
    assert (found.share, found.heaped) == (None, None)


def test_records_are_short_exact_or_above() -> None:
    found = shortfall([(88, 60.5), (88, 88), (88, 92), (40, 40)])
    assert (found.counted, found.short, found.exact) == (4, 1, 2)


def test_what_is_above_makes_good_for_nobody() -> None:
    assert missing(required=88, recorded=60) == 28
    assert missing(required=88, recorded=100) == 0


@given(st.integers(1, 200), st.data(), st.floats(0.001, 0.5))
def test_the_chance_is_the_binomial_tail(counted: int, data: st.DataObject, share: float) -> None:
    short = data.draw(st.integers(0, counted))
    expected = float(binom.sf(short - 1, counted, share))
    found = Shortfall(counted=counted, short=short, exact=0).chance(share)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-12)
