"""Times as they are read: days by which a share has ended, their interval, or why there is none.

Too few rows, and a curve that never comes down that far, are two things and neither is missing.
"""

from __future__ import annotations

from typing import Final

from dashboard import units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.states import FigureState
from dashboard.sections.answer import Cell

THIN: Final = FigureState.THIN.word


def interval_text(figure: Figure) -> str:
    """The 95 % interval of a time: 18–25天, 18天以上, or — where there is none."""
    metric = METRICS[figure.metric]
    if figure.curve is None or metric.quantile is None:
        return units.MISSING
    found = figure.curve.quantile(metric.quantile)
    if found.low is None:
        return units.MISSING
    low = units.written(found.low, unit=metric.unit).digits
    if found.high is None:
        return f"{low}{units.UNITS[metric.unit].symbol}以上"
    return f"{low}–{units.text(found.high, unit=metric.unit)}"


def time_text(figure: Figure) -> str:
    """A time with its interval: 22天（95%区间 21–22天）."""
    if figure.state.word:
        return figure.state.word
    value = units.text(figure.value, unit=METRICS[figure.metric].unit)
    return f"{value}（95%区间 {interval_text(figure)}）"


def time_cell(figure: Figure) -> Cell:
    """A time in a table: its days, or the word for why there are none."""
    return figure.state.word or figure.value


def closing_text(half: Figure, most: Figure) -> str:
    """Both times in a sentence: 一半在22天内销号（95%区间 21–22天），九成在50天内（47–54天）."""
    if half.thin:
        return f"{THIN}（{half.rows}项），不推算销号用时"
    if half.unreached:
        return f"还没有一半销号，中位数{half.state.word}"
    unit = METRICS[half.metric].unit
    first = f"一半在{units.text(half.value, unit=unit)}内销号（95%区间 {interval_text(half)}）"
    if most.unreached:
        return f"{first}，还没有九成销号"
    last = units.text(most.value, unit=unit)
    return f"{first}，九成在{last}内（{interval_text(most)}）"
