"""What does each figure mean? Every metric's definition beside its value now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.metrics.definitions import FAMILIES, METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.metrics.metric import Direction, Metric
from dashboard.sections.answer import (
    Answer,
    Cell,
    Choice,
    Column,
    Row,
    Search,
    Table,
)
from dashboard.sections.comparison_method import RULE
from dashboard.sections.data.parts import DEFINITIONS, mounted
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.operation import LEDGERS

_ALL: Final = "全部"
_GOOD: Final = {
    Direction.HIGHER: "越高越好",
    Direction.LOWER: "越低越好",
    Direction.NONE: "不分好坏",
}
_COLUMNS: Final = (
    Column(label="类别"),
    Column(label="指标"),
    Column(label="当前值"),
    Column(label="口径（分子 ÷ 分母）"),
    Column(label="不含"),
    Column(label="期间怎样作用"),
    Column(label="零与空"),
    Column(label="方向"),
    Column(label="区县可比"),
    Column(label="来源"),
    Column(label="依据"),
)


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {"now": view.ask(*METRICS)}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    found = chosen(family=view.params.get("family", ""), search=view.params.get("q", ""))
    table = Table(
        key="definitions",
        title="指标口径",
        columns=_COLUMNS,
        rows=[_row(view, metric, got["now"]) for metric in found],
        note=(
            "当前值按页面上的筛选和截至日计算；没有数时写明为什么没有。"
            f"分母小于最小分母时不作比较，记“样本不足”。{RULE}"
        ),
        empty="没有符合条件的指标，请换一个词或选“全部”",
    )
    controls = Row(
        columns=(
            (1.0, (Search(name="q", label="查找指标", placeholder="名称、口径中的词"),)),
            (2.6, (Choice(name="family", label="类别", options=_families(), default=_ALL),)),
        )
    )
    ratios = sum(metric.denominator is not None for metric in found)
    title = f"{len(found)}项指标，{ratios}项有分母；定义只此一处，各页面和下载文件都用它"
    return Answer(title=title, blocks=(controls, table))


def chosen(*, family: str, search: str) -> list[Metric]:
    """The metrics of a family (by its name) whose words hold `search`; all where both are empty."""
    wanted = search.strip().casefold()
    return [
        metric
        for metric in METRICS.values()
        if family in ("", _ALL, FAMILIES[metric.family]) and wanted in _words(metric).casefold()
    ]


def _families() -> tuple[str, ...]:
    return (_ALL, *FAMILIES.values())


def _words(metric: Metric) -> str:
    return " ".join(
        (metric.label, metric.key, FAMILIES[metric.family], metric.definition, metric.excludes)
    )


def _row(view: View, metric: Metric, now: Measured) -> list[Cell]:
    figure = now.get(metric.key)
    shown = view.show(figure)
    mark = "（通报）" if shown.from_published else "（样本不足）" if figure.thin else ""
    return [
        FAMILIES[metric.family],
        metric.label,
        f"{shown.text}{mark if shown.value is not None else ''}",
        metric.definition,
        metric.excludes,
        metric.nature.value,
        metric.without,
        _GOOD[metric.good],
        _comparable(metric),
        LEDGERS[metric.fact.ledger] if metric.fact.ledger else "标准目录",
        view.link(f"{figure.rows}行", "data", metric=metric.key) if figure.rows else None,
    ]


def _comparable(metric: Metric) -> str:
    """Whether districts may be compared on it, and the fewest there must be to say anything."""
    word = "可比" if metric.comparable else "不可比"
    return f"{word}，分母≥{metric.min_denominator}" if metric.min_denominator else word


DEFINITION_LIST = Section(
    key="data-definitions",
    question="每个指标是什么意思，怎么算的？",
    ask=_ask,
    answer=_answer,
    when=mounted(DEFINITIONS),
    not_briefed="every briefing carries the definitions of its own figures",
)
