"""Good practices of the circular beside the measures they bear on, to be learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dashboard.metrics.comparison import Compared
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.comparison_groups import Grouped, grouped
from dashboard.sections.comparison_measures import MEASURES, PARAM, everything
from dashboard.sections.district_values import THIN
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View
from dashboard.store.models.practice import GoodPractice

BEARS_ON: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "长效机制": ("inspections_per_institution", "findings_per_inspection"),
        "达标建设": ("qualified_share", "eliminated_share"),
        "专项执法": ("findings_per_inspection", "rectification_completion_rate"),
    }
)
"""Theme of a practice to the comparable measures it works on. Publicity and enforcement against
employers have none: reach is never compared, and leads have no number of what there is to find."""


def _ask(view: View) -> Mapping[str, Ask]:
    return {"compared": everything(view)}


def _answer(view: View, got: Mapping[str, Mapping[str, Compared]]) -> Answer:
    practices = [
        one
        for one in view.reference.practices
        if view.filters.district in ("", view.reference.places.by_id(one.district_id).code)
    ]
    if not practices:
        return Answer(title=f"通报没有列出{view.whose}的经验做法", blocks=())
    rows = [row for one in practices for row in _rows(view, one, got["compared"])]
    table = Table(
        key="practices",
        title="通报列出的经验做法与对应指标",
        columns=(
            Column(label="区县（开发区）", decides=True),
            Column(label="主题"),
            Column(label="做法", decides=True),
            Column(label="对应指标"),
            Column(label="该单位的数值", decides=True),
            Column(label="与其余单位比较"),
            Column(label="出处"),
        ),
        rows=rows,
        note="并列不等于因果：做法写在通报里，数值来自台账；宣传覆盖不作比较，查处线索没有可比的分母。",
    )
    units_ = len({one.district_id for one in practices})
    return Answer(
        title=f"可以学谁：通报列出的{units_}个单位{len(practices)}条做法，旁边是对应的指标",
        blocks=(table,),
        sources=tuple(
            f"{one.number}《{one.title}》一（二）" for one in view.reference.documents.values()
        ),
    )


def _rows(view: View, practice: GoodPractice, compared: Mapping[str, Compared]) -> list[list[Cell]]:
    """One row for each measure the practice bears on, or one without."""
    place = view.reference.places.by_id(practice.district_id)
    number = view.reference.documents[practice.document_id].number
    told: list[Cell] = [
        view.link(view.named(place.id), "districts", district=place.code),
        practice.theme,
        practice.summary,
    ]
    source = f"{number} {practice.section}"
    bears = BEARS_ON.get(practice.theme, ())
    if not bears:
        return [[*told, "没有可比的指标", None, None, source]]
    rows: list[list[Cell]] = []
    for key in bears:
        one = next((e for e in grouped(view, compared[key]) if e.place.id == place.id), None)
        label = MEASURES[key].label
        link = view.link(label, "districts", **{PARAM: label})
        rows.append([*told, link, _value(key, one), one.group if one else None, source])
    return rows


def _value(key: str, one: Grouped | None) -> str | None:
    if one is None:
        return None
    if one.position is None:
        return _thin(key, one) if one.group == THIN else None
    at = one.position
    size = MEASURES[key].size_text(at.unit.size)
    return f"{MEASURES[key].text(at.value)}（{MEASURES[key].size}{size}）"


def _thin(key: str, one: Grouped) -> str:
    """Too little to compare: what there is, as a count of so many."""
    size = MEASURES[key].size_text(one.figure.denominator or 0)
    return f"{MEASURES[key].size}{size}，样本不足"


PRACTICES = Section(
    key="districts-practices",
    question="可以学谁？",
    ask=_ask,
    answer=_answer,
    when=lambda view: bool(view.reference.practices),
    needs="导入列有经验做法的通报后才有内容",
)
