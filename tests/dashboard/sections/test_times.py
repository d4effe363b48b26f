from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.analysis.survival import DurationCount, survival
from dashboard.metrics.figure import Figure
from dashboard.metrics.states import FigureState
from dashboard.sections.times import closing_text, interval_text, time_cell, time_text


def figure(*spans: tuple[int, bool], share: float = 0.5, thin: bool = False) -> Figure:
    curve = survival([DurationCount(days=days, ended=ended, count=1) for days, ended in spans])
    return Figure(
        metric="days_to_close" if share == 0.5 else "days_to_close_most",
        group=(),
        value=curve.quantile(share).day,
        numerator=len(spans),
        denominator=None,
        rows=len(spans),
        population=1,
        at_least=False,
        state=_state(curve.quantile(share).day, rows=len(spans), thin=thin),
        curve=curve,
    )


def _state(value: int | None, *, rows: int, thin: bool) -> FigureState:
    if not rows:
        return FigureState.NOTHING_FOUND
    if thin:
        return FigureState.THIN
    return FigureState.UNREACHED if value is None else FigureState.VALUE


CLOSED = [(day, True) for day in range(1, 41)]
OPEN = [(day, False) for day in range(1, 41)]


def test_a_time_is_said_with_its_interval() -> None:
    assert time_text(figure(*CLOSED)) == "20天（95%区间 14–26天）"
    assert time_cell(figure(*CLOSED)) == 20


def test_an_interval_without_upper_end_says_so() -> None:
    half_open = figure(*[(day, day <= 24) for day in range(1, 41)])
    assert half_open.value == 20
    assert interval_text(half_open) == "14天以上"


def test_not_reached_thin_and_missing_are_three_things() -> None:
    open_alone = figure(*OPEN)
    assert open_alone.unreached
    assert (time_text(open_alone), time_cell(open_alone)) == ("未达到", "未达到")
    thin = figure((3, True), thin=True)
    assert (time_text(thin), time_cell(thin)) == ("样本不足", "样本不足")
    nothing = figure()
    assert (time_text(nothing), time_cell(nothing)) == ("未发现问题", "未发现问题")
    assert interval_text(open_alone) == interval_text(replace(nothing, curve=None)) == "—"


@pytest.mark.parametrize(
    ("spans", "thin", "said"),
    [
        (CLOSED, False, "一半在20天内销号（95%区间 14–26天），九成在36天内（"),
        ([*CLOSED[:24], *[(90, False)] * 16], False, "还没有九成销号"),
        (OPEN, False, "还没有一半销号，中位数未达到"),
        (CLOSED[:3], True, "样本不足（3项），不推算销号用时"),
    ],
)
def test_both_times_make_a_sentence(spans: list[tuple[int, bool]], thin: bool, said: str) -> None:
    half, most = figure(*spans, thin=thin), figure(*spans, share=0.9, thin=thin)
    assert said in closing_text(half, most)
