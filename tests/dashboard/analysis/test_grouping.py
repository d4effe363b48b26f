import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.funnel import Kind
from dashboard.analysis.grouping import Grouping, Standing, Unit, group


def of(kind: Kind, *pairs: tuple[float, float]) -> Grouping:
    units = [Unit(key=at, count=count, size=size) for at, (count, size) in enumerate(pairs)]
    found = group(kind, units)
    assert found is not None
    return found


def standings(found: Grouping) -> dict[object, Standing]:
    return {one.unit.key: one.standing for one in found.positions}


def test_a_unit_is_held_against_the_others_and_not_against_itself() -> None:
    found = of(Kind.SHARE, (40, 40), (5, 100), (5, 100))
    [first, *_] = found.positions
    assert first.reference == pytest.approx(10 / 200)
    assert found.city == pytest.approx(50 / 240)
    assert first.standing is Standing.ABOVE


def test_a_unit_that_is_most_of_the_city_has_nothing_to_be_compared_with() -> None:
    found = of(Kind.RATE, (50, 100), (10, 20), (10, 30))
    assert found.at(0) is None
    assert found.at(1) is not None


def test_thin_units_count_in_the_city_and_are_not_compared() -> None:
    units = [Unit(key="甲", count=4, size=4, thin=True), Unit(key="乙", count=0, size=4)]
    found = group(Kind.SHARE, units)
    assert found is not None
    assert found.city == pytest.approx(0.5)
    assert [one.unit.key for one in found.positions] == ["乙"]


def test_without_any_size_there_is_nothing_to_compare() -> None:
    assert group(Kind.RATE, [Unit(key=1, count=0, size=0)]) is None
    assert group(Kind.RATE, []) is None


def test_one_case_among_many_zeros_is_no_proof() -> None:
    found = of(Kind.SHARE, (1, 8), (0, 6), (0, 5))
    assert set(standings(found).values()) == {Standing.SAME}


def test_between_the_limits_there_is_a_hint_and_no_signal() -> None:
    found = of(Kind.RATE, (33, 20), (100, 100), (100, 100))
    first = found.positions[0]
    assert (first.standing, first.hint) == (Standing.SAME, Standing.ABOVE)
    assert first.low < first.value < first.high


def test_units_that_differ_among_themselves_widen_the_limits() -> None:
    rng = np.random.default_rng(3)
    sizes = np.full(30, 2000)
    truth = np.clip(rng.normal(0.8, 0.04, 30), 0.6, 0.95)
    pairs = list(zip(rng.binomial(sizes, truth).tolist(), sizes.tolist(), strict=True))
    found = of(Kind.SHARE, *pairs)
    assert found.dispersion.variance > 0
    assert found.dispersion.factor > 3
    apart = [one for one in standings(found).values() if one is not Standing.SAME]
    assert len(apart) <= 1
    low, high = found.lines(np.array([2000.0]), level=0.998)
    assert high[0] - low[0] > 0.2


def test_small_units_cannot_tell_how_units_differ() -> None:
    found = of(Kind.SHARE, *[(at % 2, 6) for at in range(40)])
    assert found.dispersion.units == 0
    assert found.dispersion.variance == 0


def test_what_standardisation_expects_takes_the_place_of_the_rest() -> None:
    units = [
        Unit(key="难", count=300, size=1000, expected=300),
        Unit(key="易", count=900, size=1000, expected=900),
        Unit(key="高", count=950, size=1000, expected=800),
    ]
    found = group(Kind.SHARE, units)
    assert found is not None
    hard, easy, high = found.positions
    assert (hard.standing, easy.standing) == (Standing.SAME, Standing.SAME)
    assert hard.value == pytest.approx(found.city)
    assert high.standing is Standing.ABOVE
    assert high.value == pytest.approx(found.city * 950 / 800)


PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=2, max_size=40)


@given(pairs=PAIRS, seed=st.integers(0, 1000), kind=st.sampled_from(Kind))
@settings(max_examples=60, deadline=None)
def test_neither_names_nor_order_change_where_a_unit_stands(
    pairs: list[tuple[int, int]], seed: int, kind: Kind
) -> None:
    units = [
        Unit(key=at, count=min(count, size) if kind is Kind.SHARE else count, size=size)
        for at, (count, size) in enumerate(pairs)
    ]
    order = np.random.default_rng(seed).permutation(len(units))
    renamed = [Unit(key=f"改名{at}", count=units[at].count, size=units[at].size) for at in order]
    first, second = group(kind, units), group(kind, renamed)
    assert first is not None
    assert second is not None
    assert {f"改名{key}": one for key, one in standings(first).items()} == standings(second)


@given(pairs=PAIRS)
@settings(max_examples=60, deadline=None)
def test_a_unit_inside_its_limits_does_not_stand_apart(pairs: list[tuple[int, int]]) -> None:
    found = of(Kind.SHARE, *[(min(pair), pair[1]) for pair in pairs])
    for one in found.positions:
        assert 0 <= one.low <= one.high <= 1
        assert (one.standing is Standing.SAME) == (one.low <= one.value <= one.high)
        assert one.standing in (Standing.SAME, one.hint)
        assert one.value in one.interval
