"""What has changed since the earlier day? Both days by name, and where a share truly differs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from dashboard import units
from dashboard.analysis.differences import difference
from dashboard.clock import BEIJING
from dashboard.dates import day_words
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.state import aware

_COUNTS: Final = (
    "review_institutions_qualified",
    "review_institutions_rectifying",
    "review_institutions_eliminated",
    "inspections",
    "findings",
    "findings_open",
    "findings_overdue",
    "cases_leads",
    "cases_confirmed",
    "penalties",
    "penalty_fen",
    "publicity_activities",
)
_SETTLED: Final = ("on_time_share", "covert_share", "publicity_reach_reported_share")
"""Shares whose cases are settled once counted, so that what came later can be set against before.

Whether a thing was mended in time, how a body was visited and whether a reach was reported never
changes afterwards; a state or a closing may.
"""
_STATES: Final = ("qualified_share", "rectification_completion_rate")
"""Shares of which the same bodies are counted on both days; their difference is not tested."""
_FIRST: Final = ("findings", "findings_overdue", "penalty_fen")
"""What the title speaks of; in the table it stands first, where a slide shows it too."""
_ALL: Final = tuple(dict.fromkeys((*_FIRST, *_COUNTS, *_SETTLED, *_STATES)))
_NOT_TESTED: Final = ""


def _ask(view: View) -> Mapping[str, FigureQuery]:
    # Of a flow the difference is what happened between the days, whatever period is looked at.
    whole = view.filters.without_period()
    return {
        "now": view.ask(*_ALL, filters=whole),
        "then": view.ask(*_ALL, filters=whole, as_of=view.earlier),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    now, then = got["now"], got["then"]
    rows = [_row(key, now.get(key), then.get(key)) for key in _ALL]
    known = [row for row in rows if row[3] != units.MISSING]
    table = Table(
        key="changes",
        title=f"{day_words(view.earlier)}与{day_words(view.as_of)}比较",
        columns=(
            Column(label="指标"),
            Column(label=f"截至{day_words(view.earlier)}"),
            Column(label=f"截至{day_words(view.as_of)}"),
            Column(label="较上期"),
            Column(label="期间新增与此前相比"),
        ),
        rows=known,
        note=(
            "最后一列只对“计入后不再变化”的比率作检验：以期间新增的与此前的相比，"
            "费希尔精确检验，p<0.01方称差异显著；任一方不足10件为样本不足。"
        ),
        empty="台账尚未导入，两日都没有可比的数",
    )
    return Answer(
        title=_title(view, now, then),
        blocks=(table, Notice(text=_origin(view))) if known else (table,),
        metrics=_ALL if known else (),
    )


def _row(key: str, now: Figure, then: Figure) -> list[Cell]:
    unit = METRICS[key].unit
    return [
        METRICS[key].label,
        units.text(then.value, unit=unit, at_least=then.at_least),
        units.text(now.value, unit=unit, at_least=now.at_least),
        _change(now, then),
        _tested(now, then) if key in _SETTLED else _NOT_TESTED,
    ]


def _change(now: Figure, then: Figure) -> str:
    unit = METRICS[now.metric].unit
    return units.difference(now.value, then.value, unit=unit, at_least=now.at_least)


def _tested(now: Figure, then: Figure) -> str:
    """What was counted between the two days beside what was counted before."""
    parts = (now.numerator, now.denominator, then.numerator, then.denominator)
    if any(part is None for part in parts):
        return "样本不足"
    hits, trials, before, of = (round(part or 0) for part in parts)
    if trials < of or not 0 <= hits - before <= trials - of:
        return "两日的数不是先后包含，不作检验"
    found = difference(before=(before, of), after=(hits - before, trials - of))
    if found is None:
        return f"样本不足（新增{trials - of}件）"
    later, earlier = (
        units.text(one / of_it, unit="share")
        for one, of_it in ((hits - before, trials - of), (before, of))
    )
    said = "差异显著" if found.is_significant else "无显著差异"
    return f"{said}：新增{trials - of}件中{later}，此前{of}件中{earlier}"


def _title(view: View, now: Measured, then: Measured) -> str:
    parts = []
    for key in _FIRST:
        change = _change(now.get(key), then.get(key))
        if change != units.MISSING:
            parts.append(f"{METRICS[key].label}{change}")
    since = f"较{day_words(view.earlier)}"
    return f"{since}：{'，'.join(parts)}" if parts else f"{since}：台账无记录，无从比较"


def _origin(view: View) -> str:
    """What the difference is made of, and what the store alone cannot tell."""
    end = datetime.combine(view.earlier, time.max, tzinfo=BEIJING)
    later = [one for one in view.reference.batches if aware(one.loaded_at) > end]
    loaded = (
        f"该日之后共导入{len(later)}个批次（新增{sum(one.rows_added for one in later)}行、"
        f"更新{sum(one.rows_updated for one in later)}行），其中发生在该日及以前的已计入该日的数。"
        if later
        else ""
    )
    return (
        f"两日都按现有台账计算，差额是两日之间发生的事，不含补报和更正。{loaded}"
        f"数据库只存现行记录；{day_words(view.earlier)}当时公布的数以冻结的简报为准，"
        "补报和更正见简报的“冻结后的变化”。"
    )


CHANGES = Section(key="changes", question="较上期有什么变化？", ask=_ask, answer=_answer)
