"""What does the circular say of publicity, and does the ledger agree?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.sections.answer import Answer, Card, in_rows
from dashboard.sections.published import DocumentStatement, not_told, source_of, told, unfiltered
from dashboard.sections.section import Section
from dashboard.sections.view import View

_FIGURES = (
    "publicity_audience_person_times",
    "publicity_leaflets_total",
    "publicity_video_episodes",
    "publicity_wechat_case_circulars",
)
_THEMES = frozenset({"宣传引导", "案例通报"})


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    stated = told(view, *_FIGURES)
    cards = (*(_figures(view, one) for one in stated), *_practices(view, stated))
    names = "、".join(dict.fromkeys(card.title for card in cards))
    return Answer(
        title=f"通报点名的宣传做法：{names}{unfiltered(view)}"
        if cards
        else f"{not_told(view)}，没有可对照的宣传数字",
        blocks=in_rows(cards),
        sources=("通报所述区县典型经验和做法；数字的起止时间原文未说明的，不换算成月均或人均。",),
    )


def _figures(view: View, one: DocumentStatement) -> Card:
    periods = one.periods()
    note = "期间原文未说明" if periods == "未注明" else f"期间：{periods}"
    return Card(
        title=one.whose,
        figures=one.figures,
        note="；".join(filter(None, (note, source_of(view, one.document)))),
    )


def _practices(view: View, stated: tuple[DocumentStatement, ...]) -> Iterator[Card]:
    """Units held up without figures; where a document has figures they say it better."""
    figured = {(one.document.id, one.whose) for one in stated}
    held_up: dict[tuple[int, str], list[str]] = {}
    for one in view.reference.practices:
        name = view.reference.places.by_id(one.district_id).name
        if one.theme in _THEMES and (one.document_id, name) not in figured:
            held_up.setdefault((one.document_id, name), []).append(one.summary)
    for (document, name), summaries in held_up.items():
        source = source_of(view, view.reference.documents[document])
        yield Card(
            title=name,
            figures=(),
            lines=tuple(summaries),
            note="；".join(filter(None, ("通报只述做法，没有数字（原文未说明）", source))),
        )


TOLD = Section(key="publicity-told", question="通报怎么说，台账对得上吗？", answer=_answer)
