"""One institution's time line in words, and its findings that are still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from dashboard import units
from dashboard.metrics.dossier import Happening, Head
from dashboard.sections.answer import Block, Cell, Choice, Column, Event, Table, Timeline
from dashboard.sections.view import View
from dashboard.store.models.enforcement import CASE_CAUSES, PENALTY_KINDS
from dashboard.store.models.inspections import (
    FINDING_CATEGORIES,
    INSPECTION_MODES,
    SEVERITIES,
    VERIFICATIONS,
)
from dashboard.store.models.institutions import REVIEW_OUTCOMES, REVIEW_STAGES

ALL = "全部"
_GROUPS = {
    "登记": ("founded", "ended"),
    "复核": ("decision",),
    "检查": ("inspection", "found"),
    "整改": ("completed", "verified", "reopened", "closed", "order", "order_closed"),
    "执法": ("lead", "confirmed", "penalised", "referred", "filed", "case_closed"),
    "培训": ("classes", "after_elimination"),
}
"""What a reader may narrow the time line to, with the kinds of happenings."""

_MENDING_STEPS = ("completed", "verified", "reopened", "closed")
_RESTRICTED = "（内容只对有案件权限的人员显示）"


def timeline(view: View, found: Head, happened: tuple[Happening, ...]) -> tuple[Block, ...]:
    """The control that narrows the time line, and the time line, newest first."""
    wanted = view.params.get("events", ALL)
    kinds = _GROUPS.get(wanted) or tuple(kind for group in _GROUPS.values() for kind in group)
    known = [one for one in (*happened, *_registered(view, found)) if one.kind in kinds]
    events = list(_events(known))
    return (
        Choice(
            name="events",
            label=f"时间线（{len(events)}件，新的在前）",
            options=(ALL, *_GROUPS),
            default=ALL,
        ),
        Timeline(key="dossier", events=tuple(events), empty="没有这一类记录"),
    )


def _registered(view: View, found: Head) -> Iterable[Happening]:
    for kind, day in (("founded", found.founded_on), ("ended", found.closed_on)):
        if day is not None and day <= view.as_of:
            yield Happening(
                kind=kind,
                day=day,
                code=None,
                detail=None,
                text=found.note if kind == "ended" else None,
                until=None,
                number=None,
                other=None,
            )


def _events(known: list[Happening]) -> Iterator[Event]:
    """Events newest first; what mending or findings a day brought stands on one line."""
    together = {"found", *_MENDING_STEPS}
    order = sorted(known, key=lambda one: (one.day, _RANK[one.kind]), reverse=True)
    for (day, label), group in groupby(order, key=lambda one: (one.day, _WORDS[one.kind][0])):
        same = list(group)
        if same[0].kind not in together:
            yield from (event(one) for one in same)
            continue
        tone = next((tone for tone in map(_tone, same) if tone), "")
        yield Event(day=day, kind=label, text="；".join(_say(one) for one in same[::-1]), tone=tone)


def event(one: Happening) -> Event:
    """A happening in words; suspicion stays 涉嫌 until a case is confirmed."""
    return Event(day=one.day, kind=_WORDS[one.kind][0], text=_say(one), tone=_tone(one))


def _say(one: Happening) -> str:
    return _WORDS[one.kind][1](one)


def _tone(one: Happening) -> str:
    if one.kind == "decision":
        return one.detail or ""
    return "overdue" if one.kind in ("after_elimination", "reopened") else ""


def _decided(one: Happening) -> str:
    until = f"，整改期限 {one.until.isoformat()}" if one.until else ""
    stage, outcome = REVIEW_STAGES[one.code or ""], REVIEW_OUTCOMES[one.detail or ""]
    return f"{stage}：{outcome}{until}（{one.text}）"


def _inspected(one: Happening) -> str:
    mode = INSPECTION_MODES.get(one.code or "", "检查方式未填报")
    found = f"发现问题{one.number}项" if one.number else "未发现问题"
    return f"{one.text or '日常监管'}（{mode}），{found}"


def _found(one: Happening) -> str:
    critical = f"，其中重大{one.other}项" if one.other else ""
    return f"{FINDING_CATEGORIES[one.code or '']}{one.number}项{critical}"


def _verified(one: Happening) -> str:
    result = VERIFICATIONS.get(one.code or "")
    return f"复查{one.number}项：{result}" if result else f"复查{one.number}项，结果未填报"


def _order(one: Happening) -> str:
    return f"{one.text}" + (f"，整改期限 {one.until.isoformat()}" if one.until else "")


def _suspected(said: str) -> Callable[[Happening], str]:
    return lambda one: f"{said}：涉嫌{CASE_CAUSES[one.code or '']}"


def _penalised(one: Happening) -> str:
    kind = PENALTY_KINDS.get(one.detail or "", "处罚种类未填报")
    amount = units.text(one.number, unit="fen") if one.number is not None else ""
    return f"{kind}{amount}（{CASE_CAUSES[one.code or '']}）"


def _classes(one: Happening) -> str:
    trainees = f"，学员{one.other}人次" if one.other is not None else ""
    last = f"，最后一期 {one.until.isoformat()} 开班" if one.until and one.until > one.day else ""
    return f"{one.day.month}月开班{one.number}期{trainees}{last}"


def _banned(one: Happening) -> str:
    return f"淘汰后仍开班：{one.text}，学员{units.text(one.number, unit='persons')}，提示核查"


_WORDS: dict[str, tuple[str, Callable[[Happening], str]]] = {
    "founded": ("成立", lambda one: "登记成立"),
    "ended": ("注销", lambda one: one.text or "登记注销"),
    "decision": ("复核结论", _decided),
    "inspection": ("检查", _inspected),
    "found": ("发现问题", _found),
    "completed": ("整改", lambda one: f"上报整改完成{one.number}项"),
    "verified": ("整改", _verified),
    "reopened": ("整改", lambda one: f"复查不通过，重开{one.number}项"),
    "closed": ("整改", lambda one: f"销号{one.number}项"),
    "order": ("下达整改书", _order),
    "order_closed": ("整改书办结", lambda one: one.text or ""),
    "lead": ("线索", _suspected("登记线索")),
    "confirmed": ("查实", lambda one: f"查实：{CASE_CAUSES[one.code or '']}"),
    "penalised": ("行政处罚", _penalised),
    "referred": ("移送公安", _suspected("移送公安机关，案件侦查中")),
    "filed": ("公安立案", _suspected("公安机关立案，案件侦查中")),
    "case_closed": ("结案", lambda one: f"结案（{CASE_CAUSES[one.code or '']}）"),
    "classes": ("培训", _classes),
    "after_elimination": ("提示核查", _banned),
}
"""Kind of happening to its label and how it is said."""

_RANK = {kind: rank for rank, kind in enumerate(_WORDS)}


def open_findings(view: View, found: Head, happened: tuple[Happening, ...]) -> Table:
    """Findings that are still open on the day, those overdue first."""
    still = [one for one in happened if one.kind == "open"]
    still.sort(key=lambda one: (one.until is None, one.until or date.max, one.day))
    rows: list[list[Cell]] = [
        [
            one.day,
            FINDING_CATEGORIES[one.code or ""],
            SEVERITIES.get(one.detail or ""),
            one.text or _RESTRICTED,
            one.until,
            _lateness(one, view.as_of),
        ]
        for one in still
    ]
    return Table(
        key="dossier-open",
        title=f"未销号问题（{len(rows)}项）",
        columns=tuple(
            Column(label=label)
            for label in ("发现日期", "类别", "严重程度", "问题", "整改期限", "超期")
        ),
        rows=rows,
        empty="没有未销号问题",
        scope=found.name,
    )


def _lateness(one: Happening, as_of: date) -> str:
    if one.until is None:
        return "未设期限"
    return f"{(as_of - one.until).days}天" if one.until < as_of else ""
