"""Fisher's exact test is that of the library, to which it is held."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from dashboard.analysis.fisher import differ, risen

GROUP = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda two: (two[0], sum(two)))


def _table(before: tuple[int, int], now: tuple[int, int]) -> list[list[int]]:
    return [[now[0], now[1] - now[0]], [before[0], before[1] - before[0]]]


@given(GROUP, GROUP)
def test_both_sides_are_those_of_the_library(before: tuple[int, int], now: tuple[int, int]) -> None:
    exact = fisher_exact(_table(before, now)).pvalue
    assert differ(before=before, now=now) == pytest.approx(exact, rel=1e-6, abs=1e-12)


@given(GROUP, GROUP)
def test_one_side_is_that_of_the_library(before: tuple[int, int], now: tuple[int, int]) -> None:
    exact = fisher_exact(_table(before, now), alternative="greater").pvalue
    assert risen(before=before, now=now) == pytest.approx(exact, rel=1e-6, abs=1e-12)


def test_a_city_of_ten_years_is_told_as_the_library_tells_it() -> None:
    before, now = (31_500, 410_000), (32_300, 415_000)
    exact = fisher_exact(_table(before, now)).pvalue
    assert differ(before=before, now=now) == pytest.approx(exact, rel=1e-6)


def test_the_product_never_loads_the_library_of_distributions() -> None:
    """47 MB and half a second, in a server and in every command."""
    asked = (
        "import sys, dashboard.server, data_loaders.batches\n"
        "from dashboard.analysis.differences import difference\n"
        "difference(before=(50, 100), after=(80, 100))\n"
        "print('scipy.stats' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
