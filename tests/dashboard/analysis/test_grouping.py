from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.deals import DealLimits, Hand
from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.grouping import ComparedUnit, Grouping, Standing, group

LINES = DealLimits(apart=4.0, near=3.5)


def hand(deviation: float = 0.0, *, compared: bool = True) -> Hand:
    return Hand(
        deviation=deviation,
        compared=compared,
        clusters=1,
        size=1,
        expected=1,
        chance=1,
        variance=1,
        third=0,
    )


def of(kind: FunnelKind, *pairs: tuple[float, float], away: tuple[float, ...] = ()) -> Grouping:
    units = [ComparedUnit(key=at, count=count, size=size) for at, (count, size) in enumerate(pairs)]
    told = away or (0.0,) * len(pairs)
    found = group(kind, units, hands={at: hand(one) for at, one in enumerate(told)}, lines=LINES)
    assert found is not None
    return found


def test_a_unit_is_held_against_the_others_and_not_against_itself() -> None:
    found = of(FunnelKind.SHARE, (40, 40), (5, 100), (5, 100))
    [first, *_] = found.positions
    assert first.reference == pytest.approx(10 / 200)
    assert found.city == pytest.approx(50 / 240)


def test_the_deals_alone_decide_who_stands_apart() -> None:
    found = of(FunnelKind.SHARE, (40, 40), (5, 100), (5, 100), away=(0.5, -4.1, 3.7))
    first, second, third = found.positions
    assert first.value > first.high
    assert (first.standing, first.hint) == (Standing.SAME, Standing.SAME)
    assert (second.standing, second.hint) == (Standing.BELOW, Standing.BELOW)
    assert (third.standing, third.hint) == (Standing.SAME, Standing.ABOVE)
    assert found.standing(Standing.BELOW) == (second,)


def test_the_reach_is_a_part_of_what_it_takes_to_stand_apart() -> None:
    found = of(FunnelKind.RATE, (10, 5), (10, 5), away=(2.0, -8.0))
    assert [one.reach for one in found.positions] == [0.5, -2.0]


def test_who_is_not_compared_counts_in_the_city_and_has_no_position() -> None:
    units = [ComparedUnit(key="甲", count=4, size=4), ComparedUnit(key="乙", count=0, size=4)]
    hands = {"甲": hand(compared=False), "乙": hand()}
    found = group(FunnelKind.SHARE, units, hands=hands, lines=LINES)
    assert found is not None
    assert found.city == pytest.approx(0.5)
    assert found.at("甲") is None
    assert found.at("乙") is not None


def test_without_any_size_there_is_nothing_to_compare() -> None:
    nothing = [ComparedUnit(key=1, count=0, size=0)]
    assert group(FunnelKind.RATE, nothing, hands={}, lines=LINES) is None
    assert group(FunnelKind.RATE, [], hands={}, lines=LINES) is None


def test_the_lines_drawn_are_the_plain_limits() -> None:
    found = of(FunnelKind.SHARE, (20, 100), (20, 100))
    low, high = found.limits(np.array([100.0]), level=0.95)
    assert (low[0], high[0]) == (pytest.approx(0.125, abs=0.01), pytest.approx(0.28, abs=0.01))


def test_what_standardisation_expects_takes_the_place_of_the_rest() -> None:
    units = [
        ComparedUnit(key="难", count=300, size=1000, expected=300),
        ComparedUnit(key="易", count=900, size=1000, expected=900),
        ComparedUnit(key="高", count=950, size=1000, expected=800),
    ]
    hands = {one.key: hand() for one in units}
    found = group(FunnelKind.SHARE, units, hands=hands, lines=LINES)
    assert found is not None
    hard, _, high = found.positions
    assert hard.value == pytest.approx(found.city)
    assert high.value == pytest.approx(found.city * 950 / 800)


def test_the_interval_holds_the_value() -> None:
    for one in of(FunnelKind.SHARE, (0, 10), (10, 10), (3, 10)).positions:
        assert one.value in one.interval
        assert 0 <= one.low <= one.high <= 1
