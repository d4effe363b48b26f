from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.board import BANDS, Board, board, pulled_in
from dashboard.analysis.clusters import Trials, moments
from dashboard.analysis.funnel import FunnelKind


def trials(counts: list[int], sizes: list[int], *, fewest: float = 0) -> Trials:
    count, size = np.array(counts, float), np.array(sizes, float)
    expected = size * count.sum() / size.sum()
    return Trials(
        key="甲", kind=FunnelKind.SHARE, counts=count, expected=expected, sizes=size, fewest=fewest
    )


def laid(one: Trials, homes: str, kinds: list[int] | None = None) -> Board:
    return board([one], [moments(one)], homes=list(homes), kinds=kinds or [0] * len(homes))


def test_the_deviation_is_the_residual_over_its_standard_error() -> None:
    found = laid(trials([6, 3, 3, 4, 4, 4], [10] * 6), "甲乙乙丙丙丙")
    held = found.held(found.content)
    away = dict(zip(found.units, found.deviations(held)[:, 0], strict=True))
    # One of six equal institutions: chance variance p(1 − p)n, five sixths of it its own.
    assert away["甲"] == pytest.approx(2 / np.sqrt(10 * 0.4 * 0.6 * 5 / 6), abs=0.1)
    assert away["丙"] == pytest.approx(0)
    assert away["乙"] < 0


def test_thin_units_and_those_that_are_most_of_the_city_are_not_compared() -> None:
    found = laid(trials([1, 5, 9, 2], [4, 10, 60, 20], fewest=5), "甲乙丙丁")
    compared = dict(zip(found.units, found.compared(found.held(found.content))[:, 0], strict=True))
    assert compared == {"甲": False, "乙": True, "丙": False, "丁": True}


def test_without_any_difference_nobody_is_away() -> None:
    found = laid(trials([0, 0, 0], [10, 10, 10]), "甲乙丙")
    assert not found.deviations(found.held(found.content)).any()
    assert not found.farthest(20).any()


def test_large_institutions_are_dealt_to_places_of_large_ones() -> None:
    sizes = [2] * 20 + [20] * 20 + [200] * 20
    found = laid(trials([1] * 60, sizes), "".join("甲乙丙"[at % 3] for at in range(60)))
    assert len(set(found.groups.tolist())) == BANDS
    for group in np.unique(found.groups):
        assert len(set(found.content[found.groups == group, 3].tolist())) == 1


def test_few_institutions_are_dealt_without_bands_and_sites_apart_from_them() -> None:
    found = laid(trials([1] * 20, list(range(1, 21))), "甲乙" * 10, [0, 0, 1, 1] * 5)
    assert len(set(found.groups.tolist())) == 2


def test_what_lies_far_out_on_the_long_side_is_pulled_in_alone() -> None:
    away = np.array([-3.0, 0.0, 1.0, 3.0])
    right = pulled_in(away, skew=np.full(4, 1.0))
    assert right[:2].tolist() == [-3.0, 0.0]
    assert right[3] < 2.5
    assert pulled_in(-away, skew=np.full(4, -1.0)) == pytest.approx(-right)
    assert pulled_in(away, skew=np.zeros(4)) == pytest.approx(away, abs=0.01)


def test_pulling_in_never_changes_who_lies_further_out() -> None:
    away = np.linspace(0, 20, 200)
    assert (np.diff(pulled_in(away, skew=np.full(200, 1.5))) >= 0).all()
