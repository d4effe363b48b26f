"""How many came to each step of the loop, and how many are stuck there?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import theme
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.metrics.progress import STAGES
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.chart_shapes import Look, StepBars
from dashboard.sections.rectification.board import COUNTED
from dashboard.sections.rectification.parts import NEEDS_LEDGER, STAGE, has_ledger
from dashboard.sections.section import Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View

STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "found": ("发现问题", "findings"),
    "ordered": ("下达整改书", "findings_ordered"),
    "completed": ("报告整改完成", "findings_completed"),
    "verified": ("复查", "findings_verified"),
    "redone": ("复查不通过重开", "findings_reopened"),
    "closed": ("销号", "findings_closed"),
}
"""Stage to its step and the metric that counts who came to it."""
_ONWARD: Final = "已往后走"
_HERE: Final = "停在这一步"
_DONE: Final = "已销号"
_COLOURS: Final = {
    _ONWARD: theme.SEQUENTIAL[2],
    _HERE: theme.CATEGORICAL[3],
    _DONE: theme.STATE["qualified"],
}
_STILL: Final = "从发现到销号各环节的问题数"
_UNCHECKED: Final = "findings_closed_unverified"


def _ask(view: View) -> Mapping[str, FigureQuery]:
    standing = (keys[0] for keys in COUNTED.values())
    return {"now": view.ask(*(key for _, key in STEPS.values()), *standing, _UNCHECKED)}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    now = got["now"]
    found = _value(now, "findings")
    chart = TableChart(
        table=_table(now),
        shape=StepBars(counted="数量"),
        colours=_COLOURS,
        axis="问题（项）",
        title=_STILL if view.is_still else "点击一个环节，督办清单随之筛选",
        alt="从发现到销号各环节走到的和停在那里的问题数条形图，数值见数据表",
        selects=STAGE,
        looks=[_look(view, now, stage) for stage in STEPS if found],
    ).chart()
    if not found:
        return Answer(title="从发现到销号：期间内没有发现问题", blocks=(chart,))
    return Answer(
        title=_title(now),
        blocks=(Notice(text=_balance(now)), chart),
        metrics=tuple(dict.fromkeys((*(key for _, key in STEPS.values()), _UNCHECKED))),
    )


def _value(now: Measured, key: str) -> int:
    return round(now.get(key).value or 0)


def _parts(now: Measured, stage: str) -> dict[str, int]:
    """What became of those that came to a step."""
    reached = _value(now, STEPS[stage][1])
    if stage == "closed":
        return {_DONE: reached}
    here = _value(now, COUNTED[stage][0])
    return {_ONWARD: reached - here, _HERE: here}


def _title(now: Measured) -> str:
    said = {stage: f"{_value(now, key)}项" for stage, (_, key) in STEPS.items()}
    return (
        f"发现{said['found']}，下整改书{said['ordered']}，报告完成{said['completed']}，"
        f"复查{said['verified']}，销号{said['closed']}"
    )


def _balance(now: Measured) -> str:
    standing = {stage: _value(now, keys[0]) for stage, keys in COUNTED.items()}
    parts = "＋".join(f"{STAGES[stage]}{count}项" for stage, count in standing.items())
    return (
        f"发现{_value(now, 'findings')}项＝{parts}：每项问题只在一个环节。"
        "按发现日期归组，跟踪到截至日；不是每项都经过整改书和复查，所以各步之和不相等。"
    )


def _look(view: View, now: Measured, stage: str) -> Look:
    label, key = STEPS[stage]
    wanted = view.params.get(STAGE, "")
    return Look(
        name=f"{label} {_value(now, key)}项",
        pick=STAGES[stage],
        pale=wanted in STAGES.values() and wanted != STAGES[stage],
        end=_note(now, stage),
    )


def _note(now: Measured, stage: str) -> str:
    if stage == "found":
        return "按发现日期归组"
    if stage == "ordered":
        directly = _value(now, "findings") - _value(now, "findings_ordered")
        here = _value(now, COUNTED[stage][0])
        return f"停在这一步{here}项；{directly}项没有列入整改书（当场责令，或尚未下达）"
    if stage == "closed":
        return f"其中{_value(now, _UNCHECKED)}项没有复查日期（提示核对）"
    return f"停在这一步{_value(now, COUNTED[stage][0])}项"


def _table(now: Measured) -> Table:
    rows: list[list[Cell]] = []
    for stage, (label, key) in STEPS.items():
        parts = _parts(now, stage)
        rows.append([label, _value(now, key), *(parts.get(part) for part in _COLOURS)])
    return Table(
        key="rectification-flow",
        title=_STILL,
        columns=(
            Column(label="环节"),
            Column(label="走到", unit="findings"),
            *(Column(label=part, unit="findings") for part in _COLOURS),
        ),
        rows=rows if _value(now, "findings") else [],
        note="每项问题只停在一个环节：“停在这一步”各行与已销号之和等于发现数。",
        empty="期间内没有发现问题",
    )


FLOW = Section(
    key="rectification-flow",
    question="从发现到销号，各走到了哪一步？",
    ask=_ask,
    answer=_answer,
    when=has_ledger,
    needs=NEEDS_LEDGER,
)
