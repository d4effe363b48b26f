"""Which standards apply, and which of their limits are known?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard import units
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.data.parts import STANDARDS, mounted
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.standards import CLAUSE_KINDS, Clause, Standard

NOT_ENTERED: Final = "官方文本未录入"


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    standards, clauses = view.reference.standards, view.reference.clauses.values()
    known = sum(clause.threshold is not None for clause in clauses)
    limits = f"{known}条已录入限值" if known else f"限值均为“{NOT_ENTERED}”"
    return Answer(
        title=f"{len(standards)}项标准、{len(clauses)}个条款；{limits}，不引用无出处的数字",
        blocks=(_standards(view), _clauses(view)),
    )


def _standards(view: View) -> Table:
    return Table(
        key="standards",
        title="标准",
        columns=(
            Column(label="标准号"),
            Column(label="名称"),
            Column(label="适用对象"),
            Column(label="发布"),
            Column(label="实施"),
            Column(label="废止"),
            Column(label="在截至日"),
            Column(label="说明"),
        ),
        rows=[
            [
                one.code,
                one.title,
                one.subject,
                one.issued_on,
                one.in_force_on,
                one.superseded_on,
                _standing(one, view),
                one.note,
            ]
            for one in view.reference.standards
        ],
        empty="标准尚未导入",
        scope="全部标准",
    )


def _standing(standard: Standard, view: View) -> str:
    if standard.superseded_on and standard.superseded_on <= view.as_of:
        return "已废止"
    if standard.in_force_on is None:
        return "实施日期未查到"
    return "现行" if standard.in_force_on <= view.as_of else "尚未实施"


def _clauses(view: View) -> Table:
    codes = {one.id: one.code for one in view.reference.standards}
    return Table(
        key="clauses",
        title="条款",
        columns=(
            Column(label="标准号"),
            Column(label="条款"),
            Column(label="内容"),
            Column(label="类型"),
            Column(label="限值"),
            Column(label="说明"),
        ),
        rows=[_clause_row(one, codes) for one in view.reference.clauses.values()],
        note="限值须由市局据官方文本录入；录入前不判断是否达标。",
        empty="条款尚未导入",
        scope="全部条款",
    )


def _clause_row(clause: Clause, codes: Mapping[int, str]) -> list[Cell]:
    return [
        codes[clause.standard_id],
        clause.number,
        clause.subject,
        CLAUSE_KINDS[clause.kind],
        _limit(clause),
        clause.note,
    ]


def _limit(clause: Clause) -> str:
    if clause.threshold is not None and clause.unit is not None:
        return units.text(clause.threshold, unit=clause.unit)
    return NOT_ENTERED


STANDARD_LIST = Section(
    key="data-standards",
    question="依据哪些标准，限值是多少？",
    answer=_answer,
    when=mounted(STANDARDS),
    not_briefed="a reference to look things up in",
)
