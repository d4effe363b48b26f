from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.clusters import Trials
from dashboard.analysis.deals import Dealt, MeasureMatrix, deal
from dashboard.analysis.funnel import FunnelKind


def measure(
    key: str, counts: list[int], sizes: list[int], kind: FunnelKind = FunnelKind.SHARE
) -> Trials:
    count, size = np.array(counts, float), np.array(sizes, float)
    expected = size * count.sum() / size.sum()
    return Trials(key=key, kind=kind, counts=count, expected=expected, sizes=size)


def city(seed: int = 7) -> tuple[list[Trials], list[str]]:
    """Thirty districts of two institutions and one of eight, with two measures and one rate."""
    rng = np.random.default_rng(seed)
    homes = [f"区{at // 2}" for at in range(60)] + ["大"] * 8
    sizes = rng.integers(10, 40, 68).tolist()
    first, second = (rng.binomial(sizes, 0.2).tolist() for _ in range(2))
    return [measure("甲", first, sizes), measure("乙", second, sizes)], homes


def apart(found: Dealt) -> set[tuple[object, object]]:
    return {
        (key, unit)
        for key, hands in found.hands.items()
        for unit, hand in hands.items()
        if abs(hand.deviation) > found.lines[key].apart
    }


def dealt(measures: list[Trials], homes: list[str]) -> Dealt:
    return deal(MeasureMatrix(measures=measures, homes=homes, kinds=[0] * len(homes)))


def planted() -> tuple[list[Trials], list[str]]:
    (first, second), homes = city()
    counts = first.counts.copy()
    counts[-8:] = np.minimum(first.sizes[-8:], 4 * counts[-8:])
    return [
        measure("甲", counts.astype(int).tolist(), first.sizes.astype(int).tolist()),
        second,
    ], homes


def test_a_district_whose_institutions_all_differ_stands_apart_where_they_do() -> None:
    assert apart(dealt(*planted())) == {("甲", "大")}


def test_without_a_difference_nobody_does() -> None:
    assert apart(dealt(*city())) == set()


def test_one_institution_however_far_out_names_no_district() -> None:
    (first, second), homes = city()
    counts = first.counts.astype(int).tolist()
    counts[0] = int(first.sizes[0])
    found = dealt([measure("甲", counts, first.sizes.astype(int).tolist()), second], homes)
    assert ("甲", "区0") not in apart(found)


def test_a_hint_lies_nearer_than_what_stands_apart_and_neither_nearer_than_one_test() -> None:
    for lines in dealt(*city()).lines.values():
        assert 1.95 < lines.near <= lines.apart
        assert lines.apart > 2.57


def test_more_measures_on_a_page_never_make_it_easier() -> None:
    (first, second), homes = city()
    one, two = dealt([first], homes), dealt([first, second], homes)
    assert two.lines["甲"].apart >= one.lines["甲"].apart


def test_a_measure_on_which_few_can_be_compared_does_not_use_up_the_level() -> None:
    (first, second), homes = city()
    few = Trials(
        key="丙",
        kind=FunnelKind.SHARE,
        counts=(np.arange(68) % 5 == 0).astype(float),
        expected=np.full(68, 14 / 68),
        sizes=np.ones(68),
        fewest=8,
    )
    without, beside = dealt([first, second], homes), dealt([first, second, few], homes)
    assert beside.lines["甲"].apart == pytest.approx(without.lines["甲"].apart, rel=0.1)
    assert sum(hand.compared for hand in beside.hands["丙"].values()) == 1


@given(seed=st.integers(0, 1000))
@settings(max_examples=8, deadline=None)
def test_neither_names_nor_the_order_of_rows_change_the_answer(seed: int) -> None:
    measures, homes = planted()
    order = np.random.default_rng(seed).permutation(len(homes))
    shuffled = [
        Trials(
            key=one.key,
            kind=one.kind,
            counts=one.counts[order],
            expected=one.expected[order],
            sizes=one.sizes[order],
        )
        for one in measures
    ]
    first = dealt(measures, homes)
    second = dealt(shuffled, [f"改名{homes[at]}" for at in order])
    assert second.lines == first.lines
    assert {(key, f"改名{unit}") for key, unit in apart(first)} == apart(second)


def test_the_same_data_give_the_same_answer() -> None:
    assert dealt(*city()) == dealt(*city())


def test_where_all_are_equal_nobody_stands_apart() -> None:
    found = dealt([measure("甲", [2] * 40, [10] * 40)], [f"区{at // 4}" for at in range(40)])
    assert apart(found) == set()
    assert {hand.deviation for hand in found.hands["甲"].values()} == {0.0}


def test_a_single_district_has_nobody_to_be_compared_with() -> None:
    found = dealt([measure("甲", [1, 2], [5, 5])], ["甲", "甲"])
    assert [hand.compared for hand in found.hands["甲"].values()] == [False]


def test_without_clusters_there_is_nothing_to_deal() -> None:
    empty = measure("甲", [0], [1])
    found = deal(MeasureMatrix(measures=[empty], homes=[], kinds=[]))
    assert (found.hands, found.lines["甲"].apart) == ({"甲": {}}, math.inf)
    assert deal(MeasureMatrix(measures=[], homes=[], kinds=[])).hands == {}


def test_a_hand_is_the_sum_of_its_institutions() -> None:
    found = dealt([measure("甲", [1, 2, 3, 0], [5, 5, 10, 0])], ["一", "一", "二", "二"])
    hand = found.hands["甲"]["一"]
    assert (hand.clusters, hand.size, hand.rest) == (2, 10, 0.5)
    assert hand.expected == pytest.approx(3)
    assert found.hands["甲"]["二"].clusters == 1  # the other has no trial
    assert found.typical["甲"].size == pytest.approx(20 / 3)


def test_the_odds_are_those_of_being_dealt_the_same_again() -> None:
    sizes = [10] * 12
    homes = ["一"] * 2 + ["二"] * 2 + ["三"] * 8
    found = dealt([measure("甲", [1] * 12, sizes)], homes)
    assert found.hands["甲"]["一"].odds == pytest.approx(2 / math.comb(12, 2))
    assert found.hands["甲"]["三"].odds == pytest.approx(1 / math.comb(12, 8))


def test_rows_without_a_body_that_are_one_cluster_a_district_name_nobody() -> None:
    rng = np.random.default_rng(3)
    counts = rng.binomial(100, 0.2, 30).tolist()
    counts[0] = 90
    found = deal(
        MeasureMatrix(
            measures=[measure("甲", counts, [100] * 30)],
            homes=[f"区{at}" for at in range(30)],
            kinds=[2] * 30,
        )
    )
    assert apart(found) == set()
    assert found.hands["甲"]["区0"].odds == 1
