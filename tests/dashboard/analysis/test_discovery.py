from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from dashboard.analysis.discovery import benjamini_hochberg

P = (0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205)


def test_eight_tests() -> None:
    q = benjamini_hochberg(P)
    assert list(q) == pytest.approx(
        [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.084571, 0.205], abs=1e-5
    )
    assert (q <= 0.05).sum() == 2


def test_none_is_none() -> None:
    assert benjamini_hochberg([]).size == 0


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, wrong])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_it_is_scipys_and_keeps_the_order(p: list[float]) -> None:
    q = benjamini_hochberg(p)
    assert list(q) == pytest.approx(list(false_discovery_control(p)), abs=1e-12)
    # A product with n / n may lose the last bit.
    assert all(one <= other + 1e-12 for one, other in zip(p, q, strict=True))
