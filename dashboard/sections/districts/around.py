"""What changed around the look-back? Before and after, tested; a change is no proof of a cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import units
from dashboard.analysis.trend import TrendChange, TrendResult
from dashboard.dates import Month
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import ALL
from dashboard.metrics.trends import Trends
from dashboard.sections.answer import Answer, Block, Cell, Column, Notice, Sentences, Table
from dashboard.sections.districts.trends import WORDS, asked, lookback
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View

_SAID: Final = (
    "检验：之后各月合计与之前各月相比，以之前各月自身的波动为准（双侧99.8%，t分布）；之前有数的月份不足5个，"
    "或之后没有数，为“数据不足”。“回头看”当月不计入任何一边。",
    "前后变化只是线索：季节、考试批次和同期其他工作都可能造成变化，不能据此认定是“回头看”的效果。",
)


def _ask(view: View) -> Mapping[str, Ask]:
    if lookback(view) is None:
        return {}
    wide = asked(view, view.wide())
    return {"city": wide, "here": asked(view, view.filters) if view.filters.district else wide}


def _answer(view: View, got: Mapping[str, Trends]) -> Answer:
    city = got["city"]
    known = [one for one in city.shifts.values() if one.course is not TrendResult.UNKNOWN]
    if not known:
        after = "之后还没有完整的月份" if not city.after else "之前或之后的数据不足"
        return Answer(
            title="“回头看”前后：暂不能比较",
            blocks=(Notice(text=f"{after}，台账更新后在此比较。"),),
        )
    scope = view.whose
    found = got["here"].shifts
    moved = [
        f"{METRICS[key].label}{WORDS[one.course]}"
        for key, one in found.items()
        if one.course in (TrendResult.RISING, TrendResult.FALLING)
    ]
    tested = sum(one.course is not TrendResult.UNKNOWN for one in found.values())
    said = "、".join(moved) if moved else f"可检验的{tested}项指标都没有显著变化"
    blocks: tuple[Block, ...] = (_table(view, got), Sentences(items=_SAID))
    return Answer(
        title=f"“回头看”前后，{scope}{said}" if tested else f"“回头看”前后：{scope}数据不足",
        blocks=blocks,
        metrics=tuple(found),
        sources=tuple(
            f"“回头看”时间：{one.number} 二" for one in view.reference.documents.values()
        ),
    )


def _table(view: View, got: Mapping[str, Trends]) -> Table:
    city, here = got["city"], got["here"]
    local = bool(view.filters.district)
    scopes = ((view.whose, here), (ALL, city)) if local else ((ALL, city),)
    columns = [Column(label="指标")]
    for name, _ in scopes:
        columns += [Column(label=f"{name}{part}") for part in ("之前", "之后", "检验结果")]
    return Table(
        key="around-lookback",
        title=f"“回头看”前（{_span(city.before)}）与后（{_span(city.after)}）",
        columns=tuple(columns),
        rows=[
            [_label(key), *(cell for _, one in scopes for cell in _cells(one.shifts[key], key))]
            for key in city.shifts
        ],
        scope=view.sentence(),
    )


def _label(metric: str) -> str:
    return "每月检查次数" if metric == "inspections" else METRICS[metric].label


def _cells(change: TrendChange, metric: str) -> list[Cell]:
    unit = METRICS[metric].unit
    # A mean of months is no whole number of visits.
    decimals = "per_district" if metric == "inspections" else unit
    values = [
        units.number(one, unit=decimals) + units.UNITS[unit].symbol if one is not None else None
        for one in (change.first, change.last)
    ]
    return [*values, WORDS[change.course]]


def _span(months: tuple[Month, ...]) -> str:
    if not months:
        return "无完整月份"
    return "至".join(month.words for month in dict.fromkeys((months[0], months[-1])))


AROUND = Section(
    key="districts-around",
    question="“回头看”前后有没有变化？",
    ask=_ask,
    answer=_answer,
    when=lambda view: lookback(view) is not None,
    needs="导入载明“回头看”时间的通报后才有内容",
)
