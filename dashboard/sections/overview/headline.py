"""How do things stand? Six cards: institutions, findings, enforcement, reach, change, attention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import theme, units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Answer, Card, Cards, Part
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import Link, View
from dashboard.sections.watch.faces import asked, waiting_links
from dashboard.watch.engine import Watch

STATES = {
    "review_institutions_qualified": ("合格", "qualified"),
    "review_institutions_rectifying": ("整改", "rectifying"),
    "review_institutions_eliminated": ("淘汰", "eliminated"),
}
"""Metric of each state to its word and its colour's meaning."""

_NOW = (
    "review_institutions_total",
    *STATES,
    "findings",
    "findings_open",
    "findings_overdue",
    "lookback_problems_found",
    "penalty_fen",
    "lookback_penalty_cny",
    "lookback_police_cases",
    "publicity_activities",
    "publicity_audience_person_times",
)
_CHANGES = (
    "review_institutions_qualified",
    "review_institutions_rectifying",
    "review_institutions_eliminated",
    "findings",
    "findings_open",
    "findings_overdue",
    "penalty_fen",
)
_ATTENTION = {
    "findings_overdue": ("rectification", {}),
    "lookback_open": ("findings-map", {"measure": "未销号"}),
    "rectifying_overdue": ("institutions", {"state": "整改"}),
    "penalties_without_finding": ("enforcement", {}),
    "findings_without_deadline": ("findings-map", {"measure": "未销号"}),
}


def _ask(view: View) -> Mapping[str, Ask]:
    return {
        "now": view.ask(*dict.fromkeys((*_NOW, *_ATTENTION))),
        "then": view.ask(*_CHANGES, as_of=view.earlier),
        **asked(view),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    now, then = got["now"], got["then"]
    cards = (
        _institutions(view, now),
        _findings(view, now),
        _enforcement(view, now),
        _publicity(view, now),
        _change(view, now, then),
        _attention(view, now, got["watch"]),
    )
    return Answer(title=_title(view, now), blocks=(Cards(cards=cards),))


def _title(view: View, now: Measured) -> str:
    total = view.show(now.get("review_institutions_total"))
    qualified = view.show(now.get("review_institutions_qualified"))
    overdue = now.get("findings_overdue").value
    head = f"复核培训机构{total.text}，合格{qualified.text}"
    if overdue is None:
        return f"{head}；问题台账尚未导入"
    return f"{head}；{units.text(overdue, unit='findings')}问题超期未整改"


def _institutions(view: View, now: Measured) -> Card:
    shown = {key: view.show(now.get(key), label=word) for key, (word, _) in STATES.items()}
    bar = tuple(
        Part(
            label=word,
            value=shown[key].value or 0,
            text=shown[key].text,
            colour=theme.STATE[state],
        )
        for key, (word, state) in STATES.items()
    )
    return Card(
        title="培训机构复核",
        figures=(view.show(now.get("review_institutions_total")),),
        bar=bar,
        behind=tuple(shown.values()),
        more=view.link("机构清单与一企一档", "institutions"),
    )


def _findings(view: View, now: Measured) -> Card:
    keys = ("findings_open", "findings_overdue", "findings", "lookback_problems_found")
    return Card(
        title="问题与整改",
        figures=tuple(view.show(now.get(key)) for key in keys),
        more=view.link("问题在哪里", "findings-map"),
    )


def _enforcement(view: View, now: Measured) -> Card:
    keys = ("penalty_fen", "lookback_penalty_cny", "lookback_police_cases")
    return Card(
        title="执法",
        figures=tuple(view.show(now.get(key)) for key in keys),
        note="处罚金额含全部处罚决定；“回头看”处罚是其中一部分",
        more=view.link("线索到移送", "enforcement"),
    )


def _publicity(view: View, now: Measured) -> Card:
    stated = view.show_stated("publicity_audience_person_times")
    figures = [
        view.show(now.get("publicity_audience_person_times")),
        view.show(now.get("publicity_activities")),
    ]
    if stated is not None and not view.filters.district:
        figures.append(stated)
    return Card(
        title="宣传覆盖",
        figures=tuple(figures),
        note="人次不是人数；由主办方填报，不作排名",
        more=view.link("分渠道", "publicity"),
    )


def _change(view: View, now: Measured, then: Measured) -> Card:
    lines = []
    for key in _CHANGES:
        metric = METRICS[key]
        before, after = then.get(key).value, now.get(key).value
        change = units.difference(after, before, unit=metric.unit)
        if change not in ("持平", units.MISSING):
            lines.append(f"{metric.label} {change}")
    since = f"{view.earlier.isoformat()} 至 {view.as_of.isoformat()}"
    return Card(
        title=f"较{view.earlier.month}月{view.earlier.day}日的变化",
        figures=(),
        lines=tuple(lines) or ("没有变化" if view.state.data_until else "尚无台账，无从比较",),
        note=since if view.is_still else f"{since}；可在“筛选与日期”中另选比较日",
    )


def _attention(view: View, now: Measured, watch: Watch) -> Card:
    lines = waiting_links(view, watch) + tuple(
        view.link(
            f"{METRICS[key].label} {units.text(now.get(key).value, unit=METRICS[key].unit)}",
            page,
            **params,
        )
        for key, (page, params) in _ATTENTION.items()
        if now.get(key).value
    )
    empty: tuple[Link | str, ...] = (
        "没有需要关注的事项" if view.state.data_until else "尚无台账，无法判断",
    )
    return Card(
        title="需要关注",
        figures=(),
        lines=(lines or empty) + _compared(view),
        note="以下为提示核查的线索，不是违规结论",
    )


def _compared(view: View) -> tuple[Link, ...]:
    """The way to whether the district looked at, or any, differs from the city at all."""
    if not view.state.data_until:
        return ()
    whose = f"{view.filters.district}与全市" if view.filters.district else "哪些区县与全市"
    return (view.link(f"{whose}有没有差别", "districts"),)


HEADLINE = Section(key="headline", question="全市现在是什么情况？", ask=_ask, answer=_answer)
