from __future__ import annotations

import numpy as np
import pytest

from dashboard.watch.judging import is_beyond_warning, is_orange, is_thin, q_values

ONE = np.array([1.0])


@pytest.mark.parametrize(
    ("hits", "trials", "reference", "expected"),
    [
        (29, 29, 0.78, True),  # fewer than 30
        (30, 30, 0.78, False),  # all passed, but 6.6 failures were to be expected
        (30, 30, 0.95, True),  # neither seen nor expected is there enough of the rarer outcome
        (5, 60, 0.02, False),  # seen 5, though 1.2 were expected
        (4, 60, 0.02, True),
    ],
)
def test_what_is_too_little_to_tell(
    hits: int, trials: int, reference: float, expected: bool
) -> None:
    thin = is_thin(hits=hits * ONE, trials=trials * ONE, reference=reference * ONE, fewest=30)
    assert thin.tolist() == [expected]


@pytest.mark.parametrize("weaker", [{"z": 3.0}, {"p": 0.002}, {"q": 0.06}, {"effect": 0.09}, {}])
def test_orange_needs_all_four(weaker: dict[str, float]) -> None:
    given = {"z": 3.2, "p": 0.0005, "q": 0.03, "effect": 0.12, **weaker}
    found = is_orange(**{name: value * ONE for name, value in given.items()})
    assert found.tolist() == [not weaker]


def test_yellow_needs_a_noticeable_rise() -> None:
    assert is_beyond_warning(z=2 * ONE, p=0.02 * ONE, effect=0.06 * ONE).tolist() == [True]
    assert is_beyond_warning(z=9 * ONE, p=0.0 * ONE, effect=0.04 * ONE).tolist() == [False]


def test_q_values_are_among_those_judged() -> None:
    p = np.array([0.01, 0.001, 0.5, 0.001])
    q = q_values(p, judged=np.array([True, True, True, False]))
    assert q.tolist() == pytest.approx([0.015, 0.003, 0.5, 1.0])
