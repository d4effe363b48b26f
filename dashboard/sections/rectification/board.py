"""Where does it stick? The stages of the loop as a board: how many wait at each, and how long.

Aggregates and the few most urgent rows alone: a card for every finding would be a ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Row

from dashboard import theme, units
from dashboard.metrics.measure import Measured
from dashboard.metrics.progress import STAGES
from dashboard.metrics.waiting import AGES, Waiting, waiting
from dashboard.metrics.worklist import EVERYTHING
from dashboard.sections.answer import Answer, Card, Cards, Part
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.sections.rectification.parts import LIST, NEEDS_LEDGER, PAGE, STAGE, has_ledger
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES

COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    "found": ("findings_unordered",),
    "ordered": ("findings_mending", "orders_mending", "orders_unlisted"),
    "redone": ("findings_redone", "orders_redone"),
    "completed": ("findings_unverified", "orders_unverified"),
    "verified": ("findings_to_close", "orders_to_close"),
    "closed": ("findings_closed", "orders_closed"),
}
"""Stage to the metrics that count who stands at it: findings, then orders."""
_UNVERIFIED: Final = "findings_closed_unverified"
_MEANS: Final = {
    "found": "当场责令整改，或尚未下达整改书",
    "ordered": "整改书已下达，未报告完成",
    "redone": "复查不通过，重新整改",
    "completed": "已报告完成，等待复查",
    "verified": "已复查，等待销号",
    "closed": "整改到位，闭环",
}
_SHADES: Final = (*theme.SEQUENTIAL[1:4], theme.OVERDUE)
_LONG: Final = tuple(AGES)[2:]
"""Bands that are called stuck: more than 30 days."""


def _ask(view: View) -> Mapping[str, Ask]:
    metrics = (key for keys in COUNTED.values() for key in keys)
    return {
        "now": view.ask(*metrics, "findings_open", _UNVERIFIED),
        "waiting": Listing.of(waiting, filters=view.filters, as_of=view.as_of),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    now: Measured = got["now"]
    waits: Mapping[str, Waiting] = got["waiting"]
    cards = tuple(_card(view, now, stage, waits.get(stage)) for stage in STAGES)
    return Answer(title=_title(view, now, waits), blocks=(Cards(cards=cards),))


def _title(view: View, now: Measured, waits: Mapping[str, Waiting]) -> str:
    still = now.get("findings_open")
    if not still.value:
        return f"闭环看板：{still.state.word or '没有未销号的问题'}"
    stuck = {stage: sum(one.ages[age] for age in _LONG) for stage, one in waits.items()}
    total = sum(stuck.values())
    whole = f"未销号的{units.text(still.value, unit='findings')}各在一个环节"
    if not total:
        return f"{whole}，没有在一个环节停留超过30天的"
    worst = max(stuck, key=lambda stage: stuck[stage])
    return (
        f"{whole}：{units.text(total, unit='findings')}停留超过30天，"
        f"最多的在“{STAGES[worst]}”（{units.text(stuck[worst], unit='findings')}）"
    )


def _card(view: View, now: Measured, stage: str, waits: Waiting | None) -> Card:
    figures = tuple(
        view.show(now.get(key), label=label)
        for key, label in zip(
            COUNTED[stage], ("按问题", "按整改书", "未列问题的整改书"), strict=False
        )
    )
    if stage == "closed":
        return _closed(view, now, figures)
    return Card(
        title=f"{STAGES[stage]}：{_MEANS[stage]}",
        figures=figures,
        bar=_ages(waits) if waits else (),
        note=f"停留最久{units.text(waits.longest, unit='full_days')}；最急的：" if waits else "",
        lines=tuple(_line(view, row) for row in waits.urgent) if waits else (),
        more=_list(view, stage, waits) if waits else None,
    )


def _closed(view: View, now: Measured, figures: tuple[FigureCell, ...]) -> Card:
    unchecked = view.show(now.get(_UNVERIFIED))
    return Card(
        title=f"{STAGES['closed']}：{_MEANS['closed']}",
        figures=(*figures, unchecked),
        note="没有复查日期就销号的，提示核对；复查不通过重开的不在此列",
        more=view.link("依据：未经复查销号的台账行", "data", metric=_UNVERIFIED),
    )


def _ages(waits: Waiting) -> tuple[Part, ...]:
    return tuple(
        Part(
            label=age,
            value=waits.ages[age],
            text=units.text(waits.ages[age], unit="findings"),
            colour=colour,
        )
        for age, colour in zip(AGES, _SHADES, strict=True)
        if waits.ages[age]
    )


def _line(view: View, row: Row[Any]) -> Link | str:
    whose = row.body or view.named(row.district_id)
    said = f"{whose}·{FINDING_CATEGORIES[row.category]}：{term_text(row.overdue)}"
    if row.institution_id is None:
        return said
    return view.link(said, "institutions", institution=str(row.institution_id))


def term_text(overdue: int | None) -> str:
    """How a finding or order stands to its term: 超期3天, 今天到期, 还有5天, 未设期限."""
    if overdue is None:
        return "未设期限"
    if overdue > 0:
        return f"超期{units.text(overdue, unit='full_days')}"
    return f"还有{units.text(-overdue, unit='full_days')}" if overdue else "今天到期"


def _list(view: View, stage: str, waits: Waiting) -> Link:
    count = units.text(waits.findings, unit="findings")
    return view.link(f"列出这{count}", PAGE, **{STAGE: STAGES[stage], LIST: EVERYTHING})


BOARD = Section(
    key="rectification-board",
    question="卡在哪一步？",
    ask=_ask,
    answer=_answer,
    when=has_ledger,
    needs=NEEDS_LEDGER,
)
