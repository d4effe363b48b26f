"""Rises are found against an entity's own history, or like bodies where that is too short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.watch.bodies import INSTITUTION
from dashboard.watch.rises import JudgedMonth, judge
from dashboard.watch.series import PASSED_THEORY, IndicatorSeries, exam_series
from tests.dashboard.watch.made import exam, ledgers, months

STEADY = (78, 80, 76, 81, 79, 77, 80, 78, 82, 76, 79, 80)


def _series(passes: Sequence[int], *, first: int = 202301, **held: Any) -> IndicatorSeries:
    """Institution 1's passes of 100 candidates a month."""
    rows = [
        exam(month, theory_candidates=100, theory_passes=hits)
        for month, hits in zip(months(first, len(passes)), passes, strict=True)
    ]
    return exam_series(ledgers(exams=rows, **held), kind=INSTITUTION, counts=PASSED_THEORY)


def _judged(series: IndicatorSeries, *, explained: Sequence[int] = ()) -> list[JudgedMonth]:
    return list(judge(series, explained=lambda _, column: column in explained, passes=True))


def test_a_jump_is_orange_in_its_month_and_steady_months_are_nothing() -> None:
    found = _judged(_series([*STEADY, 97]))
    assert [bool(month.orange[0]) for month in found] == [False] * 12 + [True]
    assert found[12].against.own[0]
    assert abs(found[12].against.share[0] - np.mean(STEADY) / 100) < 1e-9


def test_a_raised_month_serves_in_no_later_baseline() -> None:
    found = _judged(_series([*STEADY, 97, 97, 97]))
    assert [bool(month.orange[0]) for month in found[12:]] == [True] * 3
    assert found[14].against.share[0] == found[12].against.share[0]


def test_but_one_found_explained_does() -> None:
    found = _judged(_series([*STEADY, 97, 97]), explained=[12])
    assert found[13].against.share[0] > found[12].against.share[0]


def test_a_fall_is_no_rise() -> None:
    found = _judged(_series([*STEADY, 55]))
    assert not (found[12].orange | found[12].beyond | found[12].run)[0]


def test_seven_slightly_better_months_are_a_run() -> None:
    found = _judged(_series([*STEADY, *[86] * 7]))
    assert not any(month.orange[0] for month in found)
    assert any(month.run[0] or month.cusum[0] for month in found[12:])


def test_all_passing_twice_is_a_rule_of_its_own() -> None:
    found = _judged(_series([*STEADY, 100, 100]))
    assert [bool(month.all_hit_twice[0]) for month in found[12:]] == [False, True]


def test_after_a_change_the_history_begins_anew() -> None:
    decided = {1: ((date(2023, 12, 5), "rectifying"),)}
    found = _judged(_series([*STEADY, 97, 97], decisions=decided))
    assert found[11].against.own[0]
    assert not found[12].against.own[0]
    assert not found[12].against.compared[0], "and there are no like bodies either"
    assert not found[12].orange[0]


def test_like_bodies_stand_in_for_a_short_history() -> None:
    rows = [
        exam(month, institution=number, theory_candidates=60, theory_passes=46 + number % 5)
        for number in range(2, 22)
        for month in months(202401, 8)
    ]
    rows += [exam(202408, institution=1, theory_candidates=60, theory_passes=59)]
    series = exam_series(ledgers(exams=rows), kind=INSTITUTION, counts=PASSED_THEORY)
    last = _judged(series)[-1]
    assert last.against.compared[0]
    assert not last.against.own[0]
    assert last.orange[0]
    assert 0.78 < last.against.share[0] < 0.83
    assert not last.orange[1:].any()


def test_thin_data_is_grey_and_never_orange() -> None:
    rows = [exam(month, theory_candidates=20, theory_passes=14) for month in months(202301, 12)] + [
        exam(202401, theory_candidates=20, theory_passes=20)
    ]
    series = exam_series(ledgers(exams=rows), kind=INSTITUTION, counts=PASSED_THEORY)
    last = _judged(series)[-1]
    assert last.thin[0]
    assert not (last.orange | last.beyond | last.run | last.cusum)[0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(60, 95), min_size=13, max_size=20), st.randoms(use_true_random=False))
def test_names_and_order_of_entities_change_nothing(passes: list[int], rng: Any) -> None:
    rows = [
        exam(month, institution=number, theory_candidates=100, theory_passes=hits)
        for number in (1, 2, 3)
        for month, hits in zip(months(202301, len(passes)), passes, strict=True)
    ]
    shuffled = list(rows)
    rng.shuffle(shuffled)
    found = [
        _judged(exam_series(ledgers(exams=given), kind=INSTITUTION, counts=PASSED_THEORY))
        for given in (rows, shuffled)
    ]
    for one, other in zip(*found, strict=True):
        assert one.z.tolist() == other.z.tolist()
        assert one.orange.tolist() == other.orange.tolist()
        assert np.allclose(one.z, one.z[0]), "the same figures have the same score"
