import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.pace import Pace, paces, paces_in_all
from dashboard.analysis.survival import DurationCount

FAST = (DurationCount(days=3, ended=True, count=6), DurationCount(days=5, ended=True, count=4))
SLOW = (DurationCount(days=9, ended=True, count=5), DurationCount(days=30, ended=False, count=5))


def test_who_closes_sooner_has_more_ended_than_expected() -> None:
    found = paces({"快": FAST, "慢": SLOW})
    assert found["快"].ended == 10
    assert found["快"].expected == 0  # on those days nobody else closed anything
    assert found["慢"].ended == 0  # nor on the days when only these were still open
    assert found["慢"].expected == pytest.approx(10 * 0.6 + 10 * 1.0)


def test_what_ends_when_nobody_else_is_at_risk_is_not_compared() -> None:
    late = DurationCount(days=400, ended=True, count=10)
    others = (
        DurationCount(days=10, ended=True, count=20),
        DurationCount(days=25, ended=False, count=80),
    )
    assert paces({"迟": (late,), "余": others})["迟"] == Pace(ended=0, expected=pytest.approx(2.0))


def test_leaving_the_hard_ones_open_never_makes_a_unit_look_fast() -> None:
    rest = (
        DurationCount(days=10, ended=True, count=50),
        DurationCount(days=20, ended=True, count=50),
    )
    easy = DurationCount(days=10, ended=True, count=5)
    closed = paces({"甲": (easy, DurationCount(days=20, ended=True, count=5)), "余": rest})["甲"]
    left = paces({"甲": (easy, DurationCount(days=40, ended=False, count=5)), "余": rest})["甲"]
    assert left.ended / left.expected < closed.ended / closed.expected


def test_units_of_the_same_pace_end_as_expected() -> None:
    found = paces({"甲": FAST, "乙": FAST})
    assert found["甲"].expected == pytest.approx(found["甲"].ended)


def test_no_things_no_pace() -> None:
    assert paces({"甲": ()}) == {"甲": Pace(ended=0, expected=0.0)}
    assert paces({}) == {}


SPANS = st.lists(
    st.builds(DurationCount, days=st.integers(0, 15), ended=st.booleans(), count=st.integers(1, 4)),
    max_size=8,
)


@given(mine=SPANS, others=SPANS)
@settings(max_examples=60, deadline=None)
def test_expected_is_every_things_sum_of_the_others_daily_chances(
    mine: list[DurationCount], others: list[DurationCount]
) -> None:
    def chance(day: int) -> float:
        risk = sum(one.count for one in others if one.days >= day)
        return sum(one.count for one in others if one.ended and one.days == day) / max(risk, 1)

    expected = sum(one.count * sum(chance(day) for day in range(one.days + 1)) for one in mine)
    last = max((one.days for one in others), default=-1)
    ended = sum(one.count for one in mine if one.ended and one.days <= last)
    assert paces({"甲": mine, "余": others})["甲"] == Pace(
        ended=ended, expected=pytest.approx(expected)
    )


@given(mine=SPANS, others=SPANS)
@settings(max_examples=60, deadline=None)
def test_beside_all_as_many_ended_as_were_expected(
    mine: list[DurationCount], others: list[DurationCount]
) -> None:
    found = paces_in_all({"甲": mine, "余": others})
    assert sum(one.expected for one in found.values()) == pytest.approx(
        sum(one.ended for one in found.values())
    )
    assert found["甲"].ended == sum(one.count for one in mine if one.ended)
