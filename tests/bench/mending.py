"""How findings are mended, as in the demo, but many at once: and some never are."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tests.bench.days import NEVER, TODAY, dates, known

_STUBBORN, _NEVER, _FAILS, _UNCHECKED = 0.022, 0.01, 0.09, 0.06
_LATER: Final = 10_000
"""Days until something that never happens."""


def mended(
    rng: np.random.Generator, *, start: NDArray[Any], due: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    """The days of completed_on, verified_on, reopened_on and closed_on, unknown ones NEVER."""
    count = len(start)
    completed = start + _delays(rng, terms=np.where(due == NEVER, 20, due - start))
    unchecked = rng.random(count) < _UNCHECKED
    verified = completed + rng.integers(1, 10, count)
    failed = ~unchecked & (rng.random(count) < _FAILS)
    reopened = verified + rng.integers(0, 3, count)
    passed_off = verified + rng.integers(0, 3, count)
    closed = np.where(failed, reopened + rng.integers(6, 46, count), passed_off)
    return {
        "completed_on": known(completed),
        "verified_on": np.where(unchecked, NEVER, known(verified)),
        "reopened_on": np.where(failed, known(reopened), NEVER),
        "closed_on": known(np.where(unchecked, completed, closed)),
        "failed": failed,
    }


def columns(days: dict[str, NDArray[Any]]) -> dict[str, list[Any]]:
    """The columns of findings."""
    verdicts = np.where(days["failed"], "failed", "passed").astype(object)
    verdicts[days["verified_on"] == NEVER] = None
    told: dict[str, list[Any]] = {
        name: dates(values) for name, values in days.items() if name != "failed"
    }
    return told | {"verification": verdicts.tolist()}


def _delays(rng: np.random.Generator, *, terms: NDArray[Any]) -> NDArray[Any]:
    count = len(terms)
    usual = np.maximum(1, np.rint(rng.lognormal(0, 0.5, count) * 0.5 * np.maximum(terms, 5)))
    chance = rng.random(count)
    usual = np.where(chance < _STUBBORN, rng.integers(150, 901, count), usual)
    return np.where(chance > 1 - _NEVER, _LATER, usual).astype(np.int64)


def order_closings(closed: NDArray[Any], firsts: NDArray[Any]) -> NDArray[Any]:
    """The day the last finding of each group was closed; NEVER while one is open."""
    last = np.maximum.reduceat(np.where(closed == NEVER, TODAY + 1, closed), firsts)
    return known(last)
