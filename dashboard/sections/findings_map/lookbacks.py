"""How do the look-backs stand to each other? Campaign beside campaign, on the same day of each.

What an earlier one has closed by now says nothing beside one that has just ended, so that closing
is also told as of as many days after each began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dashboard import units
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.campaigns import LOOKBACK, Action

_MOST: Final = 4
"""How many are held against each other, the newest."""
_FOUND, _OPEN, _RATE = "lookback_problems_found", "lookback_open", "findings_per_inspection"
_NOW: Final = ("lookback_districts_inspected", "inspections", _FOUND, _RATE, _OPEN)
_THEN: Final = (_FOUND, _OPEN)


def lookbacks(view: View) -> tuple[Action, ...]:
    """The look-backs begun by the day, newest first."""
    begun = [
        one
        for one in view.reference.campaigns
        if one.kind == LOOKBACK and one.is_begun(by=view.as_of)
    ]
    return tuple(reversed(begun))[:_MOST]


def _ask(view: View) -> Mapping[str, FigureQuery]:
    asked: dict[str, FigureQuery] = {}
    for one in lookbacks(view):
        filters = replace(view.filters.without_period(), campaign=one.name)
        asked[f"now {one.id}"] = view.ask(*_NOW, filters=filters)
        asked[f"then {one.id}"] = view.ask(*_THEN, filters=filters, as_of=_same_day(view, one))
    return asked


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    actions = lookbacks(view)
    age = _age(view)
    table = Table(
        key="lookbacks",
        title=f"历次“回头看”（{view.whose}）",
        columns=(
            Column(label="行动"),
            Column(label="开始"),
            Column(label="结束"),
            Column(label="检查区县", unit="districts"),
            Column(label="检查次数", unit="inspections"),
            Column(label="发现问题", unit="findings"),
            Column(label="次均发现问题", unit="per_inspection"),
            Column(label=f"开始后第{age}天已销号", unit="share"),
            Column(label="目前已销号", unit="share"),
            Column(label="目前未销号", unit="findings"),
        ),
        rows=[_row(one, got) for one in actions],
        note=f"各次行动的检查对象、重点和时长不同，只作对照，不据此排名；“开始后第{age}天”取各次行动"
        "开始后同样的天数，便于比较销号进度。不受期间和专项行动筛选影响。",
    )
    return Answer(title=_title(actions, got), blocks=(table,), metrics=_NOW)


def _row(one: Action, got: Mapping[str, Measured]) -> list[Cell]:
    now = got[f"now {one.id}"]
    districts, visits, found, rate, still = (now.get(key).value for key in _NOW)
    return [
        one.title,
        one.begun,
        one.ended,
        districts,
        visits,
        found,
        rate,
        _closed(got[f"then {one.id}"]),
        _closed(now),
        still,
    ]


def _closed(measured: Measured) -> float | None:
    """The share of what was found that is closed; None where nothing was."""
    found, still = (measured.get(key).value for key in _THEN)
    return None if not found or still is None else (found - still) / found


def _title(actions: tuple[Action, ...], got: Mapping[str, Measured]) -> str:
    said = [
        f"{one.title}发现问题{units.text(got[f'now {one.id}'].get(_FOUND).value, unit='findings')}"
        for one in actions[:2]
    ]
    return "，".join(said)


def _age(view: View) -> int:
    """How many days the newest one has lasted."""
    begun = lookbacks(view)[0].begun
    return 0 if begun is None else (view.as_of - begun).days


def _same_day(view: View, one: Action) -> date:
    """The day on which a campaign was as old as the newest one is."""
    return view.as_of if one.begun is None else one.begun + timedelta(days=_age(view))


LOOKBACKS = Section(
    key="lookbacks",
    question="几次“回头看”各是什么情况？",
    ask=_ask,
    answer=_answer,
    when=lambda view: len(lookbacks(view)) > 1,
    needs="有两次以上“回头看”才有内容",
)
