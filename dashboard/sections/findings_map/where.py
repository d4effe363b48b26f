"""Where is it? The map of a chosen measure, and beside it the panel of the chosen unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import units
from dashboard.maps.unit_value import UnitValue
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery
from dashboard.sections.answer import Answer, Block, Choice, Map, Notice, Row
from dashboard.sections.comparison_groups import ABOVE, BELOW, Grouped, grouped
from dashboard.sections.comparison_measures import everything
from dashboard.sections.district_values import NOT_INSPECTED, unit_values
from dashboard.sections.findings_map import naming
from dashboard.sections.findings_map.comparison import RATE_METRIC
from dashboard.sections.findings_map.measures import (
    MAPPED,
    NAMED,
    OPTIONS,
    RATE,
    Chosen,
    chosen,
    default,
    has_ledger,
)
from dashboard.sections.findings_map.panel import HERE, panel
from dashboard.sections.findings_map.tables import units_table
from dashboard.sections.published import not_told, whose
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View


def by_unit(view: View) -> FigureQuery:
    """All mapped measures of every unit; a chosen unit does not filter its own map."""
    return view.ask(*MAPPED, by=("district",), filters=view.wide())


def of_city(view: View) -> FigureQuery:
    """The same measures of the whole city."""
    return view.ask(*MAPPED, filters=view.wide())


def _ask(view: View) -> Mapping[str, Ask]:
    return {
        "units": by_unit(view),
        "city": of_city(view),
        "here": view.ask(*HERE),
        "compared": everything(view),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    measure = chosen(view)
    shown = _named_map(view) if measure.name == NAMED else _map(view, got, measure)
    leading = measure.metric or MAPPED[0]
    beside = panel(view, got["here"], compared=got["compared"][RATE_METRIC], leading=leading)
    blocks: list[Block] = []
    if measure.unknown:
        text = f"链接中的 measure={measure.unknown} 不是可选指标，已改为“{measure.name}”。"
        blocks.append(Notice(text=text, level="warning"))
    blocks.append(Choice(name="measure", label="地图显示", options=OPTIONS, default=default(view)))
    blocks.append(Row(columns=((1.85, (shown,)), (1.0, beside))))
    return Answer(
        title=_title(view, got, measure),
        blocks=tuple(blocks),
        metrics=MAPPED if has_ledger(view) else (),
        sources=_sources(view),
    )


def _map(view: View, got: Mapping[str, Any], measure: Chosen) -> Map:
    metric = METRICS[measure.metric or MAPPED[0]]
    compared = grouped(view, got["compared"][RATE_METRIC], among=got["units"])
    return Map(
        key="findings",
        title="",
        label=units.heading(metric.label, unit=metric.unit),
        unit=metric.unit,
        units=unit_values(view, got["units"], metric=metric.key),
        as_of=view.as_of,
        table=units_table(view, got, key="findings-map"),
        alt=_alt(metric.label, len(compared), _counted(compared, NOT_INSPECTED)),
        selected=view.filters.district,
        note="“未检查”指期间内没有检查记录，不等于没有问题"
        if has_ledger(view)
        else "“无数据”指台账尚未导入，不等于没有问题",
    )


def _named_map(view: View) -> Map:
    values: tuple[UnitValue, ...] = naming.named_values(view)
    return Map(
        key="findings",
        title="",
        label="通报点名",
        unit="",
        units=values,
        as_of=view.as_of,
        table=naming.matrix(view, key="named-map"),
        alt=f"重庆市地图，标出通报点名的{naming.named_districts(view)}个区县，详见数据表",
        selected=view.filters.district,
        classes=naming.CLASSES,
        note=naming.LEGEND_NOTE,
    )


def _alt(label: str, total: int, unseen: int) -> str:
    return f"重庆市{total}个区县和开发区的{label}分布图，其中{unseen}个期间内未检查，数值详见数据表"


def _counted(compared: tuple[Grouped, ...], group: str) -> int:
    return sum(one.group == group for one in compared)


def _title(view: View, got: Mapping[str, Any], measure: Chosen) -> str:
    if measure.name == NAMED:
        return _named_title(view)
    if not has_ledger(view):
        return f"{measure.name}：台账尚未导入，通报未说明各区县数量"
    if view.filters.district:
        return _unit_title(view, got)
    return _city_title(view, got, measure)


def _named_title(view: View) -> str:
    named = naming.named_districts(view)
    if not view.reference.mentions:
        return not_told(view)
    place = view.place
    if place is not None:
        return naming.named_sentence(view, place)
    topic = f"因“{view.filters.category}”" if view.filters.category else ""
    inspected = next(iter(view.told("lookback_districts_inspected")), None)
    whole = ""
    if inspected is not None:
        number = units.text(inspected.published.value, unit="districts")
        whole = f"；{whose(view, inspected.published)}检查了{number}区县，全部名单原文未说明"
    return f"通报{topic}点名{named}个区县{whole}"


def _unit_title(view: View, got: Mapping[str, Any]) -> str:
    here = got["here"]
    if not here.get("inspections").population:
        return f"{view.whose}：期间内未检查，不等于没有问题"
    figures = {key: view.show(here.get(key)).text for key in MAPPED}
    return (
        f"{view.whose}：检查{figures['inspections']}，发现问题{figures['findings']}，"
        f"未销号{figures['findings_open']}，超期{figures['findings_overdue']}"
    )


def _city_title(view: View, got: Mapping[str, Any], measure: Chosen) -> str:
    metric = measure.metric or MAPPED[0]
    figure = got["city"].get(metric)
    total = units.text(figure.value, unit=METRICS[metric].unit)
    if measure.name == RATE:
        compared = grouped(view, got["compared"][RATE_METRIC], among=got["units"])
        above, below = _counted(compared, ABOVE), _counted(compared, BELOW)
        head = f"全市{view.period}次均发现问题{total}"
        if not above + below:
            return f"{head}；没有单位明显偏高或偏低"
        return f"{head}；{above}个单位明显偏高，{below}个明显偏低"
    values = unit_values(view, got["units"], metric=metric)
    some = sum(one.state == "value" for one in values)
    unseen = sum(one.state == "not_inspected" for one in values)
    flows = {"inspections": f"全市{view.period}检查", "findings": f"全市{view.period}发现问题"}
    verb = flows.get(metric, f"{measure.name}问题")
    when = view.period if METRICS[metric].nature.timed else ""
    tail = f"；{unseen}个单位{when}未检查" if unseen else ""
    return f"{verb}{total}，分布在{some}个区县和开发区{tail}"


def _sources(view: View) -> tuple[str, ...]:
    return tuple(
        f"通报点名与经验做法：{document.number} 一（二）、二；只记是否点名，不记数量"
        for document in view.reference.documents.values()
    )


WHERE = Section(
    key="where",
    question="问题在哪里？",
    ask=_ask,
    answer=_answer,
    choices={"measure": OPTIONS},
)
