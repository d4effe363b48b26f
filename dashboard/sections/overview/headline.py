"""How do things stand? Six cards: institutions, findings, enforcement, reach, change, attention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import theme, units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Answer, Card, Cards, Part
from dashboard.sections.figure_cell import Link
from dashboard.sections.published import as_stated
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View
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
_FLOWS = ("findings", "penalty_fen", "publicity_activities")
"""Beside which the same days of the year before stand."""
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
        # Of a flow the difference is what happened between the days, whatever period is looked at.
        "until": view.ask(*_CHANGES, filters=view.filters.without_period()),
        "then": view.ask(*_CHANGES, filters=view.filters.without_period(), as_of=view.earlier),
        **({"before": view.ask(*_FLOWS, filters=view.filters.before())} if _ends(view) else {}),
        **asked(view),
    }


def _ends(view: View) -> bool:
    """Whether the period has a first and a last day, so that there is a year before."""
    return view.filters.first is not None and view.filters.last is not None


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    now, before = got["now"], got.get("before")
    cards = (
        _institutions(view, now),
        _findings(view, now, before),
        _enforcement(view, now, before),
        _publicity(view, now, before),
        _change(view, got["until"], got["then"]),
        _attention(view, now, got["watch"]),
    )
    return Answer(title=_title(view, now), blocks=(Cards(cards=cards),))


def _title(view: View, now: Measured) -> str:
    total = view.show(now.get("review_institutions_total"))
    qualified = view.show(now.get("review_institutions_qualified"))
    overdue = now.get("findings_overdue")
    known = total.value is not None
    head = f"复核培训机构{total.text}，合格{qualified.text}" if known else f"培训机构{total.text}"
    if overdue.value is None:
        return f"{head}；超期问题{overdue.state.word}"
    return f"{head}；{units.text(overdue.value, unit='findings')}问题超期未整改"


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


def _findings(view: View, now: Measured, before: Measured | None) -> Card:
    keys = ("findings_open", "findings_overdue", "findings", "lookback_problems_found")
    return Card(
        title="问题与整改",
        figures=tuple(view.show(now.get(key)) for key in keys),
        note=_year_before(view, before, "findings"),
        more=view.link("问题在哪里", "findings-map"),
    )


def _enforcement(view: View, now: Measured, before: Measured | None) -> Card:
    keys = ("penalty_fen", "lookback_penalty_cny", "lookback_police_cases")
    figures = tuple(view.show(now.get(key)) for key in keys)
    both = all(one.value is not None and not one.from_published for one in figures[:2])
    return Card(
        title="执法",
        figures=figures,
        note=_year_before(view, before, "penalty_fen")
        + ("处罚金额按决定日期计；“回头看”为该次行动的全部，不随期间变化" if both else ""),
        more=view.link("线索到移送", "enforcement"),
    )


def _publicity(view: View, now: Measured, before: Measured | None) -> Card:
    reach = now.get("publicity_audience_person_times")
    # A part that a document states is not put beside a ledger's total of other days.
    parts = view.told(reach.metric) if reach.value is None and not view.filters.district else ()
    return Card(
        title="宣传覆盖",
        figures=(view.show(reach), view.show(now.get("publicity_activities"))),
        lines=tuple(
            f"{one.published.scope}：{one.published.label}{as_stated(one.published)}"
            f"（通报，{one.published.period_label}）"
            for one in parts
        ),
        note=_year_before(view, before, "publicity_activities")
        + "人次不是人数；由主办方填报，不作排名",
        more=view.link("分渠道", "publicity"),
    )


def _year_before(view: View, before: Measured | None, metric: str) -> str:
    """The same days of the year before, where anything was reported of them."""
    # No row is no comparison: nobody can tell a year without any from one before the ledger.
    if before is None or not before.get(metric).rows:
        return ""
    text = units.text(before.get(metric).value, unit=METRICS[metric].unit)
    return f"去年同期{METRICS[metric].label}{text}。"


def _change(view: View, now: Measured, then: Measured) -> Card:
    lines = []
    for key in _CHANGES:
        metric = METRICS[key]
        after, before = now.get(key), then.get(key)
        change = units.difference(
            after.value, before.value, unit=metric.unit, at_least=after.at_least
        )
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
    whose = f"{view.whose}与全市" if view.filters.district else "哪些区县与全市"
    return (view.link(f"{whose}有没有差别", "districts"),)


HEADLINE = Section(key="headline", question="全市现在是什么情况？", ask=_ask, answer=_answer)
