"""Which records do not fit each other, and so want checking?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from dashboard.metrics.contradictions import SHOWN_PER_RULE, Hint, contradictions
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.enforcement.body import body
from dashboard.sections.section import Listing, Section
from dashboard.sections.view import View

_FIGURES = ("penalties_without_finding", "classes_after_elimination")


def _ask(view: View) -> Mapping[str, Listing]:
    listing = Listing.of(
        contradictions, filters=view.filters, as_of=view.as_of, case_role=view.case_role
    )
    return {"hints": listing}


def _answer(view: View, got: Mapping[str, Sequence[Hint]]) -> Answer:
    hints = got["hints"]
    if view.state.data_until is None:
        return Answer(
            title="记录之间的矛盾：尚无台账，无法判断",
            blocks=(_rules(hints, known=False),),
        )
    found = [hint for hint in hints if hint.total]
    rows = Table(
        key="enforcement-contradictions",
        title="提示核查的记录",
        columns=(
            Column(label="提示", decides=True),
            Column(label="区县（开发区）", decides=True),
            Column(label="对象"),
            Column(label="案件编号"),
            Column(label="日期"),
            Column(label="情况", decides=True),
        ),
        rows=[_row(view, hint, row) for hint in found for row in hint.rows],
        note=f"每条规则列最近{SHOWN_PER_RULE}条；移送、撤案案件不显示单位名称。"
        "提示只说明记录对不上，须核查原始材料，不是结论。",
        empty="没有需要核查的矛盾记录",
    )
    return Answer(title=_title(found), blocks=(_rules(hints, known=True), rows), metrics=_FIGURES)


def _title(found: Sequence[Hint]) -> str:
    if not found:
        return "台账记录之间没有发现矛盾"
    said = "、".join(f"{hint.rule.label}{hint.total}{hint.rule.counts}" for hint in found)
    return f"提示核查：{said}"


def _rules(hints: Sequence[Hint], *, known: bool) -> Table:
    return Table(
        key="enforcement-rules",
        title="规则与条数",
        columns=(Column(label="规则"), Column(label="判定"), Column(label="提示")),
        rows=[
            [
                hint.rule.label,
                hint.rule.says,
                f"{hint.total}{hint.rule.counts}" if known else None,
            ]
            for hint in hints
        ],
    )


def _row(view: View, hint: Hint, row: Row[Any]) -> list[Cell]:
    return [
        hint.rule.label,
        view.named(row.district_id),
        body(view, row),
        row.number,
        row.day,
        hint.rule.told.format(row.amount),
    ]


CONTRADICTIONS = Section(
    key="enforcement-contradictions",
    question="哪些记录互相矛盾，需要核查？",
    ask=_ask,
    answer=_answer,
)
