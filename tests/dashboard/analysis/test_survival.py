import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from dashboard.analysis.survival import Curve, DurationCount, Quantile, survival

TREATED = (
    *((6, 3, True), (6, 1, False), (7, 1, True), (9, 1, False), (10, 1, True), (10, 1, False)),
    *((11, 1, False), (13, 1, True), (16, 1, True), (17, 1, False), (19, 1, False)),
    *((20, 1, False), (22, 1, True), (23, 1, True), (25, 1, False), (32, 2, False)),
    *((34, 1, False), (35, 1, False)),
)
"""Weeks in remission under 6-MP (Freireich and others 1963), the textbook's worked example."""
UNTREATED = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)

courses = st.lists(
    st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=40
)  # days, ended


def curve_of(things: list[tuple[int, bool]]) -> Curve:
    return survival([DurationCount(days=days, ended=ended, count=1) for days, ended in things])


def treated() -> Curve:
    return survival([DurationCount(days=days, ended=ended, count=n) for days, n, ended in TREATED])


def test_the_textbook_curve() -> None:
    curve = treated()
    assert curve.days == (6, 7, 10, 13, 16, 22, 23)
    by_hand = [18 / 21]
    for at_risk in (17, 15, 12, 11, 7, 6):
        by_hand.append(by_hand[-1] * (at_risk - 1) / at_risk)
    assert curve.still_open == pytest.approx(by_hand)
    assert curve.still_open == pytest.approx(
        [0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179], abs=1e-6
    )
    assert (curve.things, curve.ended, curve.last_day) == (21, 9, 35)


def test_the_limits_are_greenwoods_on_the_log_log_scale() -> None:
    curve = treated()
    share = 18 / 21
    error = share * math.sqrt(3 / (21 * 18))
    spread = math.exp(1.959964 * error / (share * -math.log(share)))
    assert (curve.low[0], curve.high[0]) == pytest.approx(
        (share**spread, share ** (1 / spread)), abs=1e-6
    )
    assert (curve.low[0], curve.high[0]) == pytest.approx((0.619718, 0.951552), abs=1e-6)


def test_the_textbook_medians_with_their_intervals() -> None:
    assert treated().quantile() == Quantile(day=23, low=13, high=None)
    assert curve_of([(day, True) for day in UNTREATED]).quantile() == Quantile(
        day=8, low=4, high=11
    )


def test_the_library_agrees_on_curve_and_interval() -> None:
    things = [(day, day % 5 != 0) for day in range(1, 91)]
    found = SurvfuncRight(np.array([day for day, _ in things]), np.array([e for _, e in things]))
    curve = curve_of(things)
    assert curve.still_open == pytest.approx(found.surv_prob)
    quantile = curve.quantile()
    assert (quantile.low, quantile.high) == found.quantile_ci(0.5)
    assert quantile.day == found.quantile(0.5)


def test_exactly_a_half_is_enough() -> None:
    assert curve_of([(3, True), (9, True)]).quantile().day == 3
    # 2/3 · 3/4 is a crumb off a half in floating point.
    shared = curve_of([(1, True), (1, True), (2, True), *[(5, False)] * 3])
    assert shared.quantile().day == 2


def test_too_few_ended_reach_no_median() -> None:
    curve = curve_of([(2, True), (9, False), (9, False), (9, False)])
    assert curve.quantile().day is None
    assert curve.quantile(0.25).day == 2


def test_nothing_ended_is_a_curve_without_steps() -> None:
    curve = curve_of([(4, False), (7, False)])
    assert (curve.days, curve.things, curve.ended, curve.last_day) == ((), 2, 0, 7)
    assert curve.at(100) == 1
    assert curve.quantile() == Quantile(day=None, low=None, high=None)
    assert survival([]).things == 0


def test_what_ends_on_its_first_day_lasts_no_day() -> None:
    assert curve_of([(0, True), (0, False), (2, True)]).still_open == pytest.approx([2 / 3, 0])


def test_after_the_last_has_ended_the_upper_limit_stays() -> None:
    curve = curve_of([(day, True) for day in UNTREATED])
    assert curve.still_open[-1] == 0
    assert curve.low[-1] == 0
    assert curve.high[-1] == curve.high[-2] > 0


def test_a_horizon_cuts_the_curve_and_not_the_figures_before_it() -> None:
    cut = treated().restricted(16)
    assert cut.days == (6, 7, 10, 13, 16)
    assert cut.last_day == 16
    assert cut.at(16) == treated().at(16)
    assert cut.quantile().day is None


@pytest.mark.parametrize("span", [DurationCount(days=-1, ended=True, count=1)])
def test_a_negative_length_is_refused(span: DurationCount) -> None:
    with pytest.raises(ValueError, match="less than no day"):
        survival([span])


@given(courses)
def test_the_curve_falls_between_its_limits(things: list[tuple[int, bool]]) -> None:
    curve = curve_of(things)
    assert list(curve.days) == sorted(set(curve.days))
    assert list(curve.still_open) == sorted(curve.still_open, reverse=True)
    for low, share, high in zip(curve.low, curve.still_open, curve.high, strict=True):
        assert 0 <= low <= share + 1e-9
        assert share <= high + 1e-9 <= 1 + 1e-8


@given(courses)
def test_counts_are_what_single_rows_are(things: list[tuple[int, bool]]) -> None:
    counted = survival(
        DurationCount(days=days, ended=ended, count=things.count((days, ended)))
        for days, ended in set(things)
    )
    assert counted == curve_of(things)


@given(courses, st.integers(0, 39), st.sampled_from([0.25, 0.5, 0.9]))
def test_leaving_one_open_never_makes_it_look_quicker(
    things: list[tuple[int, bool]], place: int, share: float
) -> None:
    """The hard case a district does not close: open to this day instead of closed at last."""
    place %= len(things)
    days, _ = things[place]
    left = [*things[:place], (days + 5, False), *things[place + 1 :]]
    closed = [*things[:place], (days, True), *things[place + 1 :]]
    assert _later(curve_of(left), curve_of(closed), share=share)


@given(courses, st.integers(0, 39), st.integers(0, 40), st.sampled_from([0.5, 0.9]))
def test_hurrying_the_easy_ones_never_improves_what_the_slow_ones_say(
    things: list[tuple[int, bool]], place: int, earlier: int, share: float
) -> None:
    """Whatever ended before the quantile may end earlier still: the quantile does not move down."""
    reached = curve_of(things).quantile(share).day
    days, ended = things[place % len(things)]
    if not ended or reached is None or days >= reached:
        return
    hurried = list(things)
    hurried[place % len(things)] = (min(days, earlier), True)
    assert _later(curve_of(hurried), curve_of(things), share=share)


def _later(one: Curve, other: Curve, *, share: float) -> bool:
    """Whether `one` comes as late as `other` to the share, or later, or never."""
    first, second = one.quantile(share).day, other.quantile(share).day
    return first is None or (second is not None and first >= second)
