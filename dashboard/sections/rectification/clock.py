"""Where does rectification stand? What is open, late, coming due, and how long closing takes.

The headline cannot be improved by closing the easy ones: what is open too long is named beside the
time, and open findings count in the time itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard import units
from dashboard.metrics.measure import Measured
from dashboard.metrics.paging import Paged
from dashboard.metrics.worklist import open_findings
from dashboard.sections.answer import (
    Answer,
    Block,
    Card,
    Cards,
    Links,
    Notice,
    Sentences,
    in_rows,
)
from dashboard.sections.published import left_open, source_of, told
from dashboard.sections.rectification.parts import NO_LEDGER, has_ledger, orders_ignore
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.times import closing_text, time_text
from dashboard.sections.view import View
from dashboard.store.models.inspections import SEVERITIES

_CARDS: Final[Mapping[str, tuple[str, ...]]] = {
    "未销号": ("findings_open", "orders_open"),
    "已超期": ("findings_overdue", "orders_overdue", "overdue_share", "orders_overdue_share"),
    "即将到期": ("due_7", "due_30", "orders_due_7", "orders_due_30"),
    "等待复查与重新整改": (
        *("findings_unverified", "orders_unverified"),
        *("findings_redone", "orders_redone", "findings_reopened"),
    ),
    "多久销号（未销号的计入）": (
        *("days_to_close", "days_to_close_most"),
        *("order_days_to_close", "order_days_to_close_most"),
    ),
    "整改质量": (
        *("on_time_share", "orders_on_time_share"),
        *("verified_share", "findings_closed_unverified"),
    ),
}
"""Title of each card to its figures, of findings and of orders side by side."""
_NOTES: Final = {
    "即将到期": "30天内到期含7天内到期的",
    "等待复查与重新整改": "“重开”是期间内曾经重开过的，含后来销号的",
}
_STATED: Final = (
    *("lookback_problems_found", "rectification_orders_issued"),
    "rectification_completion_rate",
)
"""What the circular says that bears on rectification, each in its own scope."""


def _ask(view: View) -> Mapping[str, Ask]:
    if not has_ledger(view):
        return {}
    figures = dict.fromkeys(key for keys in _CARDS.values() for key in keys)
    return {
        "now": view.ask(*figures, "findings", "findings_without_deadline"),
        "times": view.ask("days_to_close", by=("severity",)),
        "oldest": Listing.of(
            open_findings, filters=view.filters, as_of=view.as_of, term="overdue", size=1
        ),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    if not has_ledger(view):
        return _without_ledger(view)
    now: Measured = got["now"]
    blocks: list[Block] = [
        Cards(cards=tuple(_card(view, now, title) for title in _CARDS)),
        Sentences(items=_says(view, got)),
    ]
    ignored = orders_ignore(view)
    if ignored:
        blocks.append(Notice(text=ignored))
    if not view.is_still:
        blocks.append(_kin(view))
    return Answer(title=_title(view, now, got["oldest"]), blocks=tuple(blocks))


def _card(view: View, now: Measured, title: str) -> Card:
    figures = []
    for key in _CARDS[title]:
        figure = now.get(key)
        shown = view.show(figure)
        if figure.thin and figure.value is not None:
            shown = view.show(figure, label=f"{shown.label}（样本不足）")
        figures.append(shown)
    return Card(title=title, figures=tuple(figures), note=_NOTES.get(title, ""))


def _title(view: View, now: Measured, oldest: Paged) -> str:
    scope = view.whose
    still, late = now.get("findings_open"), now.get("findings_overdue")
    if still.value is None:
        return f"{scope}期间内没有检查和问题记录"
    if not still.value:
        return f"{scope}期间内发现的问题全部销号"
    head = f"{scope}{units.text(still.value, unit='findings')}未销号"
    if not late.value:
        return f"{head}，没有超期"
    (first,) = oldest.rows
    longest = units.text(first.overdue, unit="full_days")
    return f"{head}，{units.text(late.value, unit='findings')}已超期，最久的超期{longest}"


def _says(view: View, got: Mapping[str, Any]) -> tuple[str, ...]:
    now: Measured = got["now"]
    times: Measured = got["times"]
    half, most = now.get("days_to_close"), now.get("days_to_close_most")
    if not half.rows:
        return ()
    said = [f"{closing_text(half, most)}；未销号的按已历天数计入，难的留着不销不会让它变好。"]
    hard = [(name, times.get("days_to_close", key)) for key, name in SEVERITIES.items()]
    said.append(
        "按严重程度，一半销号：" + "，".join(f"{name}{time_text(one)}" for name, one in hard) + "。"
    )
    unset = now.get("findings_without_deadline").value
    if unset:
        text = units.text(unset, unit="findings")
        said.append(f"另有{text}未销号问题没有整改期限，永远不会“超期”，应先补上期限。")
    return tuple(said)


def _kin(view: View) -> Links:
    return Links(
        items=(
            view.link("这些问题在哪里：问题地图", "findings-map", measure="未销号"),
            view.link("与全市其余单位公平比较：区县对比", "districts"),
            view.link("各机构复核与一企一档", "institutions"),
        ),
        empty="",
    )


def _without_ledger(view: View) -> Answer:
    blocks: list[Block] = [Notice(text=NO_LEDGER)]
    cards = tuple(
        Card(
            title=f"{one.whose}：通报所说的整改",
            figures=one.figures,
            note=source_of(view, one.document),
        )
        for one in told(view, *_STATED)
    )
    blocks += in_rows(cards)
    gaps = left_open(view, *_STATED)
    if gaps:
        blocks.append(Sentences(items=gaps))
    return Answer(title="整改进度：问题台账尚未导入，只有通报的数字", blocks=tuple(blocks))


CLOCK = Section(key="rectification-clock", question="整改进行得怎么样？", ask=_ask, answer=_answer)
