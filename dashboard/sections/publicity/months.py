"""When was it put out: activities by month and channel."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

from dashboard import theme, units
from dashboard.charts.bar import columns
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Chart, Column, Table
from dashboard.sections.office_chart import native_of
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.publicity import CHANNELS

_ACTIVITIES = "publicity_activities"
_YEAR_MONTHS = 12


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {"months": view.ask(_ACTIVITIES, by=("month", "channel"))}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    measured = got["months"]
    months = span(figure.group[0] for figure in measured.figures)
    table = _table(view, measured, months)
    colours = dict(zip(CHANNELS.values(), theme.CATEGORICAL, strict=True))
    chart = Chart(
        key="publicity-months",
        title="每月宣传活动场次，按渠道",
        spec=columns(
            _marks(view, measured, months),
            axis="宣传活动（场次）",
            colours=colours,
            order=[label(month) for month in months],
        ),
        table=table,
        alt="每月宣传活动场次的柱形图，按渠道分段，各月数值见数据表",
        native=native_of(table, kind="stacked_column", colours=colours, axis="宣传活动（场次）"),
    )
    return Answer(title=_title(measured, months), blocks=(chart,), metrics=(_ACTIVITIES,))


def _title(measured: Measured, months: list[int]) -> str:
    if not months:
        return "分月情况：台账无记录"
    totals = [_total(measured, month) for month in months]
    said = f"{said_month(months[0])}至{said_month(months[-1])}共{sum(totals):.0f}场次"
    if len(months) <= _YEAR_MONTHS:
        return said
    return f"{said}，其中最近{_YEAR_MONTHS}个月{sum(totals[-_YEAR_MONTHS:]):.0f}场次"


def _marks(view: View, measured: Measured, months: list[int]) -> list[dict[str, object]]:
    marks: list[dict[str, object]] = []
    for month in months:
        unfinished = is_unfinished(month, as_of=view.as_of)
        for channel, name in CHANNELS.items():
            value = measured.get(_ACTIVITIES, month, channel).value
            if value:
                text = units.text(value, unit="activities")
                marks.append(
                    {
                        "month": label(month),
                        "part": name,
                        "value": value,
                        "text": f"{text}（当月未满）" if unfinished else text,
                        "faded": unfinished,
                    }
                )
    return marks


def _table(view: View, measured: Measured, months: list[int]) -> Table:
    rows: list[list[Cell]] = [
        [
            label(month) + ("（未满）" if is_unfinished(month, as_of=view.as_of) else ""),
            *(measured.get(_ACTIVITIES, month, channel).value for channel in CHANNELS),
            _total(measured, month) or None,
        ]
        for month in months
    ]
    loaded = view.reference.batches_of("publicity")
    return Table(
        key="publicity-months",
        title="每月宣传活动场次",
        columns=(
            Column(label="月份"),
            *(Column(label=name, unit="activities") for name in CHANNELS.values()),
            Column(label="合计", unit="activities"),
        ),
        rows=rows,
        note="—为当月台账没有记录，不等于没有开展。",
        empty="所选范围内台账没有宣传活动"
        if loaded
        else "宣传台账尚未导入；通报所述活动的时间原文未说明",
    )


def _total(measured: Measured, month: int) -> float:
    return sum(measured.get(_ACTIVITIES, month, channel).value or 0 for channel in CHANNELS)


def span(months: Iterable[int]) -> list[int]:
    """Every month from the first to the last of `months`, as numbers YYYYMM."""
    found = sorted(set(months))
    if not found:
        return []
    first, last = (month // 100 * 12 + month % 100 - 1 for month in (found[0], found[-1]))
    return [at // 12 * 100 + at % 12 + 1 for at in range(first, last + 1)]


def label(month: int) -> str:
    """A month as an axis has it: 2024-11."""
    return f"{month // 100}-{month % 100:02}"


def said_month(month: int) -> str:
    """A month as a sentence has it: 2024年11月."""
    return f"{month // 100}年{month % 100}月"


def is_unfinished(month: int, *, as_of: date) -> bool:
    """Whether the as-of day lies in the month before its last day."""
    last = monthrange(as_of.year, as_of.month)[1]
    return month == as_of.year * 100 + as_of.month and as_of.day < last


MONTHS = Section(key="publicity-months", question="什么时候开展的？", ask=_ask, answer=_answer)
