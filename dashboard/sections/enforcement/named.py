"""What stands of the bodies that the circular names as suspected in an open case?

Outside the case role they are counted and their names are not even held; see
`dashboard.store.reference.read_reference`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.access.cases import NAME_WITHHELD, RECONFIRM_DAYS, confirm_by
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.published import left_open
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.sources import PublishedMention


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    suspected = [one for one in view.reference.mentions if one.status == "suspected"]
    if not suspected:
        return Answer(title="通报没有点名涉嫌单位", blocks=())
    table = Table(
        key="enforcement-named",
        title="通报点名的涉嫌单位",
        columns=(
            Column(label="区县"),
            Column(label="单位"),
            Column(label="状态"),
            Column(label="出处"),
            Column(label="状态确认"),
        ),
        rows=[_row(view, one) for one in suspected],
        note=(
            "不得表述为已认定违法；经人民法院判决前，涉嫌单位和人员均不视为有罪。"
            f"状态须每{RECONFIRM_DAYS}天重新确认一次；撤案的从各页面移除。"
        ),
    )
    places = "、".join(_district(view, one) for one in suspected)
    return Answer(
        title=f"{len(suspected)}所学校（涉嫌，案件侦查中）：{places}",
        blocks=(_notice(view, len(suspected)), table),
        sources=(
            *dict.fromkeys(f"{_document(view, one)} {one.section}" for one in suspected),
            *left_open(view, "lookback_police_cases", "lookback_persons_detained"),
        ),
    )


def _notice(view: View, schools: int) -> Notice:
    if view.case_role:
        return Notice(
            text="案件角色：以下名称仅限办案使用，不得外传；一律称“涉嫌”，状态以下表为准。",
            level="warning",
        )
    return Notice(
        text=f"{schools}所学校（涉嫌，案件侦查中），{NAME_WITHHELD}。"
        "移交公安的案件是否就是这些学校，原文未说明，不作对应。"
    )


def _row(view: View, one: PublishedMention) -> list[Cell]:
    name = f"{one.entity_name}（涉嫌）" if view.case_role and one.entity_name else NAME_WITHHELD
    return [
        _district(view, one),
        name,
        one.content,
        f"{_document(view, one)} {one.section}",
        _confirmation(view, one),
    ]


def _confirmation(view: View, one: PublishedMention) -> str:
    stated_on = view.reference.documents[one.document_id].refers_until
    due = confirm_by(confirmed_on=one.confirmed_on, stated_on=stated_on)
    said = (
        f"{one.confirmed_on.isoformat()}确认"
        if one.confirmed_on
        else f"截至{stated_on.year}年通报，未再确认"
    )
    late = "，已逾期" if view.as_of > due else ""
    return f"{said}；应于{due.isoformat()}前重新确认{late}"


def _district(view: View, one: PublishedMention) -> str:
    return view.named(one.district_id)


def _document(view: View, one: PublishedMention) -> str:
    return view.reference.documents[one.document_id].number


NAMED = Section(
    key="enforcement-named", question="通报点名的涉嫌单位现在是什么状态？", answer=_answer
)
