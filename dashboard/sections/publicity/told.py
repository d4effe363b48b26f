"""What does the circular say of publicity, and does the ledger agree?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.sections.answer import Answer, Card, Cards
from dashboard.sections.section import Section
from dashboard.sections.stated import stated, unfiltered
from dashboard.sections.view import View
from dashboard.store.models.practice import GoodPractice

_FIGURES = {
    "500106": (
        "publicity_audience_person_times",
        "publicity_leaflets_total",
        "publicity_video_episodes",
    ),
    "CQ-SQ": ("publicity_wechat_case_circulars",),
}
"""What is stated of each unit, by its code."""
_THEMES = frozenset({"宣传引导", "案例通报"})


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    practices: dict[str, list[GoodPractice]] = {code: [] for code in _FIGURES}
    for one in view.reference.practices:
        if one.theme in _THEMES:
            code = view.reference.places.by_id(one.district_id).code
            practices.setdefault(code, []).append(one)
    cards = tuple(_card(view, code, found) for code, found in practices.items())
    shown = tuple(card for card in cards if card.figures or card.lines)
    names = "、".join(card.title for card in shown)
    return Answer(
        title=f"通报点名的宣传做法：{names}{unfiltered(view)}"
        if shown
        else "尚未载入通报，没有可对照的宣传数字",
        blocks=(Cards(cards=shown),) if shown else (),
        sources=(
            "通报一（二）“区县典型经验和做法”；数字的起止时间原文未说明，不换算成月均或人均。",
        ),
    )


def _card(view: View, code: str, practices: list[GoodPractice]) -> Card:
    figures = stated(view, *_FIGURES.get(code, ()))
    return Card(
        title=view.reference.places.by_code(code).name,
        figures=figures,
        # Where there are figures they say it better.
        lines=() if figures else tuple(one.summary for one in practices),
        note="期间原文未说明" if figures else "通报只述做法，没有数字（原文未说明）",
    )


TOLD = Section(key="publicity-told", question="通报怎么说，台账对得上吗？", answer=_answer)
