"""How long does closing take, with those still open counted? Curves, and times of every part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard import theme, units
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.charts.survival import survival
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Block, Chart, Choice, Column, Row, Sentences, Table
from dashboard.sections.rectification.parts import GROUPS, NEEDS_LEDGER, has_ledger, orders_ignore
from dashboard.sections.rectification.spans import (
    district_chart,
    method_sentences,
    time_columns,
    time_row,
)
from dashboard.sections.section import Section
from dashboard.sections.times import closing_text
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES

FINDING_TIME: Final = "days_to_close"
ORDER_TIME: Final = "order_days_to_close"
_MOST: Final = {FINDING_TIME: "days_to_close_most", ORDER_TIME: "order_days_to_close_most"}
TIMES: Final = (*_MOST, *_MOST.values())
WHOLE: Final = "总体"
DISTRICTS: Final = "按区县"
SPLITS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "按类别": ("category", FINDING_CATEGORIES),
    "按严重程度": ("severity", SEVERITIES),
}
"""What curves may be split by: the dimension, and its keys with their words."""
OPTIONS: Final = (WHOLE, *SPLITS, DISTRICTS)
HORIZON: Final = 180
"""Days drawn; what lasts longer counts in the figures all the same."""
_UNSAID: Final = "未填报"
_AXIS: Final = "仍未销号的比例（%）"
_DAYS: Final = "自发现（整改书自下达）起第几天"
METHOD: Final = (
    "横线是一半：曲线降到横线的那一天，就是一半已销号的天数；没有降到的写“未达到”。",
    "未销号的按到截至日已过的天数计入（卡普兰-迈耶法），不当作已销号，也不丢掉；"
    "只统计已销号的平均数会因为难题一直不销而变好看，这里不用。",
    f"不足10项的写“样本不足”；图画到{HORIZON}天，超出的仍计入数字。区间为95%（按双对数曲线的上下限）。",
)


@dataclass(frozen=True, kw_only=True)
class ClosingCurve:
    """One curve: its name, its time figures at a half and at nine tenths."""

    name: str
    half: Figure
    most: Figure


def _split(view: View) -> str:
    asked = view.params.get(GROUPS, "")
    return asked if asked in OPTIONS else WHOLE


def _ask(view: View) -> Mapping[str, FigureQuery]:
    split = _split(view)
    asks = {"whole": view.ask(*TIMES)}
    if split == DISTRICTS:
        asks["parts"] = view.ask(*TIMES, by=("district",), filters=view.wide())
        asks["city"] = view.ask(*TIMES, filters=view.wide())
    elif split in SPLITS:
        dimension, _ = SPLITS[split]
        asks["parts"] = view.ask(FINDING_TIME, _MOST[FINDING_TIME], by=(dimension,))
    return asks


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    split = _split(view)
    choice = Choice(name=GROUPS, label="分组", options=OPTIONS, default=WHOLE)
    beside: list[Block] = [
        Sentences(items=method_sentences(view) if split == DISTRICTS else METHOD)
    ]
    ignored = orders_ignore(view)
    if ignored:
        beside.insert(0, Sentences(items=(ignored,)))
    if split == DISTRICTS:
        main: tuple[Block, ...] = (district_chart(view, got["parts"], got["city"]),)
    else:
        groups = _groups(split, got)
        main = (_curves(groups), _table(groups))
    return Answer(
        title=_title(got["whole"]),
        blocks=(choice, Row(columns=((1.9, main), (1.0, tuple(beside))))),
        metrics=TIMES,
    )


def _title(whole: Measured) -> str:
    half, most = whole.get(FINDING_TIME), whole.get(_MOST[FINDING_TIME])
    if not half.rows:
        return "销号用时：期间内没有发现问题"
    return f"销号用时（未销号的计入）：{closing_text(half, most)}"


def _groups(split: str, got: Mapping[str, Measured]) -> tuple[ClosingCurve, ...]:
    if split == WHOLE:
        whole = got["whole"]
        return tuple(
            ClosingCurve(name=name, half=whole.get(key), most=whole.get(_MOST[key]))
            for name, key in (("问题", FINDING_TIME), ("整改书", ORDER_TIME))
        )
    _, words = SPLITS[split]
    parts = got["parts"]
    return tuple(
        ClosingCurve(
            name=name,
            half=parts.get(FINDING_TIME, key),
            most=parts.get(_MOST[FINDING_TIME], key),
        )
        for key, name in [*words.items(), (None, _UNSAID)]
        if parts.get(FINDING_TIME, key).rows
    )


def _curves(groups: Sequence[ClosingCurve]) -> Chart:
    drawn = [
        replace(one, name=f"{one.name}：一半{_day_text(one.half)}")
        for one in groups
        if one.half.rows and not one.half.thin
    ]
    colours = {one.name: theme.CATEGORICAL[at] for at, one in enumerate(drawn)}
    return Chart(
        key="rectification-curves",
        title="还有多少没有销号",
        spec=survival(
            [row for one in drawn for row in _rows(one, banded=len(drawn) < 3)],
            axis=_AXIS,
            days_axis=_DAYS,
            colours=colours,
            horizon=HORIZON,
        ),
        table=_points(drawn),
        alt="仍未销号的比例随天数下降的阶梯线；" + "；".join(one.name for one in drawn),
        native=_native(drawn, colours) if drawn else None,
    )


def _day_text(figure: Figure) -> str:
    return (
        units.UNREACHED.digits
        if figure.value is None
        else units.text(figure.value, unit="full_days")
    )


def _steps(one: ClosingCurve) -> list[tuple[int, float, float, float]]:
    """Day, share, low and high [per cent] from the first day to the horizon."""
    curve = one.half.curve
    assert curve is not None, "a time has its curve"
    cut = curve.restricted(HORIZON)
    steps = [(0, 100.0, 100.0, 100.0)] if 0 not in cut.days else []
    steps += [
        (day, 100 * share, 100 * low, 100 * high)
        for day, share, low, high in zip(cut.days, cut.still_open, cut.low, cut.high, strict=True)
    ]
    last = steps[-1]
    return [*steps, (cut.last_day, *last[1:])] if cut.last_day > last[0] else steps


def _rows(one: ClosingCurve, *, banded: bool) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "group": one.name,
            "day": day,
            "value": round(share, 2),
            "low": round(low, 2) if banded else None,
            "high": round(high, 2) if banded else None,
            "text": units.text(share / 100, unit="share"),
        }
        for day, share, low, high in _steps(one)
    ]
    if one.half.value is not None and one.half.value <= HORIZON:
        rows.append({"group": one.name, "half": one.half.value})
    return rows


def _points(drawn: Sequence[ClosingCurve]) -> Table:
    return Table(
        key="rectification-curves",
        title="各天仍未销号的比例",
        columns=(
            Column(label="分组"),
            Column(label="第几天"),
            Column(label="仍未销号", unit="share"),
            Column(label="95%区间下限", unit="share"),
            Column(label="95%区间上限", unit="share"),
        ),
        rows=[
            [one.name, day, share / 100, low / 100, high / 100]
            for one in drawn
            for day, share, low, high in _steps(one)
        ],
        empty="样本不足，不画曲线",
    )


def _table(groups: Sequence[ClosingCurve]) -> Table:
    return Table(
        key="rectification-times",
        title="销号用时",
        columns=time_columns("分组"),
        rows=[[one.name, *time_row(one.half, one.most)] for one in groups],
        empty="期间内没有发现问题",
    )


def _native(drawn: Sequence[ClosingCurve], colours: Mapping[str, str]) -> OfficeChart:
    """Steps as lines of a scatter: two points where the curve comes down."""
    return OfficeChart(
        kind="scatter",
        categories=(),
        series=tuple(_stairs(one, colour=colours[one.name]) for one in drawn),
        axis=_AXIS,
        category_axis=_DAYS,
    )


def _stairs(one: ClosingCurve, *, colour: str) -> Series:
    steps = _steps(one)
    before = [
        (float(day), share) for (day, *_), (_, share, *_) in zip(steps[1:], steps, strict=False)
    ]
    after = [(float(day), share) for day, share, *_ in steps]
    points = [after[0], *(point for pair in zip(before, after[1:], strict=True) for point in pair)]
    days, shares = zip(*points, strict=True)
    return Series(name=one.name, x=days, values=shares, colour=colour, line=True)


CLOSING = Section(
    key="rectification-closing",
    question="多久才能销号？",
    ask=_ask,
    answer=_answer,
    when=has_ledger,
    choices={"by": OPTIONS},
    needs=NEEDS_LEDGER,
)
