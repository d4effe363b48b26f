from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.analysis.deals import Hand
from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.power import WANTED, clusters_for, multiplied, noticed
from tests.simulation import Store, power_told, share_finding_the_planted

HAND = Hand(
    deviation=0.0,
    compared=True,
    clusters=8,
    size=40,
    expected=10.0,
    chance=10.0,
    variance=14.0,
    third=14.0,
)
FOURFOLD = multiplied(FunnelKind.RATE, reference=0.25, times=4)


def seen(hand: Hand, *, line: float = 4.0) -> float:
    return noticed(FunnelKind.RATE, hand, effect=FOURFOLD, line=line, among=200)


def test_a_rate_is_multiplied_and_of_a_share_whichever_is_rarer_up_to_all() -> None:
    assert multiplied(FunnelKind.RATE, reference=7.0, times=2).truth == pytest.approx(14.0)
    assert multiplied(FunnelKind.SHARE, reference=0.1, times=2).truth == pytest.approx(0.2)
    rest = multiplied(FunnelKind.SHARE, reference=0.9, times=2)
    assert (rest.of, rest.truth) == ("rest", pytest.approx(0.8))
    assert multiplied(FunnelKind.SHARE, reference=0.4, times=4).truth == 1
    assert multiplied(FunnelKind.SHARE, reference=0.6, times=4).truth == 0


def test_forty_cases_where_ten_are_usual_over_eight_institutions_are_mostly_noticed() -> None:
    assert seen(HAND) > 0.8
    assert seen(HAND, line=6.0) < seen(HAND)


def test_fewer_cases_and_wilder_institutions_are_noticed_less() -> None:
    fewer = replace(HAND, clusters=2, expected=2.5, chance=2.5, variance=3.5, third=5.0)
    assert seen(fewer) < 0.2
    assert seen(replace(HAND, variance=60.0)) < seen(HAND)


def test_who_is_not_compared_or_could_be_dealt_the_same_again_is_never_noticed() -> None:
    assert seen(replace(HAND, compared=False)) == 0
    assert seen(replace(HAND, odds=0.02)) == 0
    assert seen(replace(HAND, variance=0.0)) == 0


def test_the_number_found_is_enough_and_half_of_it_is_not() -> None:
    one = replace(HAND, clusters=1, size=5, expected=1.25, chance=1.25, variance=1.75, third=2.5)
    number = clusters_for(FunnelKind.RATE, one, effect=FOURFOLD, line=4.0, among=200)
    assert number is not None
    assert 3 < number < 12
    held = {
        name: number * getattr(one, name)
        for name in ("clusters", "size", "expected", "chance", "variance", "third")
    }
    assert seen(replace(one, **held)) >= WANTED
    assert seen(replace(one, **{name: value / 2 for name, value in held.items()})) < WANTED


def test_institutions_that_differ_too_widely_can_never_be_enough() -> None:
    wild = replace(HAND, clusters=1, variance=1e9)
    assert clusters_for(FunnelKind.RATE, wild, effect=FOURFOLD, line=4.0, among=200) is None


@pytest.mark.parametrize(
    "store",
    [
        Store(planted=40, measures=3),
        Store(planted=200, hands=4, measures=3),
        Store(planted=200, hands=1, measures=3),
        Store(planted=80, rate=0.125, kinds=(FunnelKind.RATE,), measures=3),
    ],
)
def test_the_power_told_is_that_of_simulated_stores(store: Store) -> None:
    told = power_told(store, 25, seed=31)
    assert told == pytest.approx(share_finding_the_planted(store, 60, seed=32), abs=0.2)
