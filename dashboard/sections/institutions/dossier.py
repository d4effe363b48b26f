"""What is known of one institution? Its register entry, key figures, what happened, its exams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.links import read_key
from dashboard.metrics.dossier import Happening, Head, happenings, head
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Answer, Block, Card, Cards, Cell, Facts, Links, Notice, Row
from dashboard.sections.figure_cell import Link
from dashboard.sections.institutions.faces import LIST_PARAMS, PAGE, of_one
from dashboard.sections.institutions.monthly import EXAMS, exam_charts
from dashboard.sections.institutions.timeline import open_findings, timeline
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.institutions import (
    INSTITUTION_KINDS,
    REVIEW_OUTCOMES,
    REVIEW_STAGES,
)

_CARDS: Mapping[str, tuple[str, ...]] = {
    "检查与问题": ("inspections", "findings", "findings_open", "findings_overdue"),
    "整改": ("rectification_orders_issued", "orders_overdue", "on_time_share", "findings_reopened"),
    "行政处罚": ("penalty_fen", "penalty_paid_fen"),
    "培训过程": ("training_classes", "trainees", "short_hours_share", "backfilled_share"),
    "培训档案": ("archive_complete_share", "classes_after_elimination"),
    "考试": ("exam_candidates", "theory_pass_rate", "out_of_city_share", "capacity_use"),
}
"""Title of each card to its metrics."""

_NOTES = {
    "行政处罚": "在办案件和移送公安的案件只对有案件权限的人员显示",
    "培训档案": "淘汰后开班属提示核查的线索，不是违规结论",
    "考试": "全部月份合计；样本少的比率仅供参考",
}


def key_of(view: View) -> int | None:
    """The institution asked for; None where the parameter cannot be a key."""
    return read_key(view.params.get("institution", ""))


def _ask(view: View) -> Mapping[str, Ask]:
    key = key_of(view)
    if key is None:
        return {}
    only = Filters(institution=key)
    figures = dict.fromkeys(metric for metrics in _CARDS.values() for metric in metrics)
    return {
        "head": Listing.of(head, institution=key),
        "figures": view.ask(*figures, filters=only),
        "months": view.ask(*EXAMS, by=("month",), filters=only),
        "happenings": Listing.of(
            happenings, institution=key, as_of=view.as_of, case_role=view.case_role
        ),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    found: Head | None = got.get("head")
    if found is None:
        return Answer(
            title="没有这家机构",
            blocks=(
                Notice(
                    text=f"链接中的机构编号“{view.params.get('institution', '')[:20]}”"
                    "在当前机构台账中不存在，可能台账已更新或链接不完整。",
                    level="warning",
                ),
                Links(items=(_back(view),), empty=""),
            ),
        )
    happened: tuple[Happening, ...] = got["happenings"]
    left: tuple[Block, ...] = timeline(view, found, happened)
    right: tuple[Block, ...] = (
        open_findings(view, found, happened),
        *exam_charts(view, found, got["months"]),
    )
    return Answer(
        title=_title(view, found, happened),
        blocks=(
            Links(items=(_back(view), _pressed(view, found)), empty=""),
            _facts(view, found, happened),
            Cards(cards=tuple(_card(view, got["figures"], title) for title in _CARDS)),
            Row(columns=((1.15, left), (1.0, right))),
        ),
        metrics=EXAMS,
    )


def _back(view: View) -> Link:
    kept = {name: view.params.get(name, "") for name in LIST_PARAMS}
    return view.link("← 返回机构清单", PAGE, **kept)


def _pressed(view: View, found: Head) -> Link:
    """What the district is pressed for, this institution's findings among them."""
    district = view.reference.places.by_id(found.district_id)
    return view.link(
        f"{view.named(district.id)}的整改跟踪与督办清单", "rectification", district=district.code
    )


def latest_decision(happened: tuple[Happening, ...]) -> Happening | None:
    """The decision that gives the state: the last by day, the later stage on one day."""
    stages = list(REVIEW_STAGES)
    made = [one for one in happened if one.kind == "decision"]
    return max(made, key=lambda one: (one.day, stages.index(one.code or "self")), default=None)


def _title(view: View, found: Head, happened: tuple[Happening, ...]) -> str:
    latest = latest_decision(happened)
    if latest is None:
        return f"{found.name}：尚无复核结论"
    word = REVIEW_OUTCOMES[latest.detail or ""]
    late = latest.detail == "rectifying" and latest.until and latest.until < view.as_of
    stage = REVIEW_STAGES[latest.code or ""]
    return f"{found.name}：{stage}{word}{'，整改超期' if late else ''}"


def _facts(view: View, found: Head, happened: tuple[Happening, ...]) -> Facts:
    latest = latest_decision(happened)
    closed = found.closed_on if found.closed_on and found.closed_on <= view.as_of else None
    items: list[tuple[str, Cell]] = [
        ("统一社会信用代码", found.uscc),
        ("区县（开发区）", view.named(found.district_id)),
        ("类型", INSTITUTION_KINDS.get(found.kind or "")),
        ("理论座位（个）", found.theory_seats),
        ("实操工位（个）", found.practical_stations),
        ("成立日期", found.founded_on),
        ("登记状态", f"{closed.isoformat()} 注销" if closed else "在册"),
        ("复核状态", REVIEW_OUTCOMES[latest.detail or ""] if latest else "未复核"),
    ]
    if latest is not None and latest.detail == "rectifying":
        items.append(("整改期限", latest.until))
    return Facts(items=tuple(items))


def _card(view: View, measured: Measured, title: str) -> Card:
    only = measured.question.filters
    shown = []
    for key in _CARDS[title]:
        figure = measured.get(key)
        one = view.show(figure, filters=only)
        label = (
            f"{one.label}（样本不足）" if figure.thin and figure.value is not None else one.label
        )
        shown.append(view.show(figure, filters=only, label=label))
    return Card(title=title, figures=tuple(shown), note=_NOTES.get(title, ""))


DOSSIER = Section(
    key="dossier",
    question="这家机构是什么情况？",
    ask=_ask,
    answer=_answer,
    when=of_one,
    not_briefed="one institution's own page, which is a file and not a briefing",
)
