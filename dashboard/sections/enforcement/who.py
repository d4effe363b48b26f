"""Whom did it concern and for what: cases by kind of subject and cause?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.enforcement import CASE_CAUSES, SUBJECT_KINDS

_SHOWN = (
    "cases_leads",
    "cases_confirmed",
    "cases_penalised",
    "cases_referred",
    "cases_closed",
    "cases_withdrawn",
    "cases_open",
)


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {"who": view.ask(*_SHOWN, by=("subject_kind", "cause"))}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    measured = got["who"]
    groups = [
        (kind, cause)
        for kind in SUBJECT_KINDS
        for cause in CASE_CAUSES
        if measured.get("cases_leads", kind, cause).value
    ]
    rows: list[list[Cell]] = [
        [
            SUBJECT_KINDS[kind],
            CASE_CAUSES[cause],
            *(measured.get(key, kind, cause).value for key in _SHOWN),
        ]
        for kind, cause in groups
    ]
    loaded = view.reference.batches_of("cases")
    table = Table(
        key="enforcement-who",
        title="案件按当事人类型与案由",
        columns=(
            Column(label="当事人"),
            Column(label="案由"),
            *(Column(label=METRICS[key].label, unit=METRICS[key].unit) for key in _SHOWN),
        ),
        rows=rows,
        note="按线索登记日期归组；当事人为个人的案件只计件数，不存姓名。",
        empty="所选范围内台账没有案件"
        if loaded
        else "执法台账尚未导入；通报没有给出当事人和案由的构成（原文未说明）",
    )
    return Answer(title=_title(measured, groups), blocks=(table,), metrics=_SHOWN)


def _title(measured: Measured, groups: list[tuple[str, str]]) -> str:
    if not groups:
        return "涉及谁、因为什么：台账无记录"
    kinds: dict[str, float] = {}
    for kind, cause in groups:
        kinds[kind] = kinds.get(kind, 0) + (measured.get("cases_leads", kind, cause).value or 0)
    return "涉及" + "、".join(f"{SUBJECT_KINDS[kind]}{n:.0f}件" for kind, n in kinds.items())


WHO = Section(key="enforcement-who", question="涉及谁、因为什么？", ask=_ask, answer=_answer)
