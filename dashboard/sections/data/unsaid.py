"""What does the source leave open, what does it require, and what does it hold up?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.metrics.reconcile import metric_named
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.data.parts import GAPS, REQUIREMENTS, mounted
from dashboard.sections.published import not_told
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.practice import REQUIREMENT_STATUSES

UNREPORTED: Final = "未登记"


def _gaps(view: View, got: Mapping[str, Any]) -> Answer:
    labels = {(one.document_id, metric_named(one.key)): one.label for one in view.reference.figures}
    table = Table(
        key="gaps",
        title="原文未说明",
        columns=(
            Column(label="文件"),
            Column(label="章节"),
            Column(label="原文没有说明", decides=True),
            Column(label="本看板因此怎样处理", decides=True),
            Column(label="涉及的数字"),
        ),
        rows=[
            [
                view.reference.documents[gap.document_id].number,
                gap.section,
                gap.question,
                gap.consequence,
                labels.get((gap.document_id, metric_named(gap.figure_key or ""))),
            ]
            for gap in view.reference.gaps
        ],
        empty=not_told(view),
        scope="通报全文",
    )
    title = f"通报有{len(view.reference.gaps)}处没有说明；一律标“原文未说明”，不推断、不填补"
    return Answer(title=title, blocks=(table,))


def _requirements(view: View, got: Mapping[str, Any]) -> Answer:
    tasks = view.reference.requirements
    reported = sum(task.status is not None for task in tasks)
    done = sum(task.status == "done" for task in tasks)
    table = Table(
        key="requirements",
        title="通报的工作要求",
        columns=(
            Column(label="文件"),
            Column(label="章节"),
            Column(label="主题"),
            Column(label="要求（概括）", decides=True),
            Column(label="责任单位", decides=True),
            Column(label="期限", decides=True),
            Column(label="状态", decides=True),
            Column(label="佐证"),
        ),
        rows=[
            [
                view.reference.documents[task.document_id].number,
                task.section,
                task.theme,
                task.summary,
                task.responsible,
                task.due_on or "原文未定",
                REQUIREMENT_STATUSES.get(task.status or "", UNREPORTED),
                task.evidence,
            ]
            for task in tasks
        ],
        empty=not_told(view),
        scope="通报的工作要求",
    )
    told = f"已登记{reported}项、已落实{done}项" if reported else "均未登记进展"
    return Answer(
        title=f"{len(tasks)}项工作要求，{told}；{len(view.reference.practices)}条区县经验做法",
        blocks=(table, _practices(view)),
    )


def _practices(view: View) -> Table:
    places = view.reference.places
    rows: list[list[Cell]] = [
        [
            view.reference.documents[one.document_id].number,
            one.section,
            places.by_id(one.district_id).name,
            one.theme,
            one.summary,
        ]
        for one in view.reference.practices
    ]
    return Table(
        key="practices",
        title="通报肯定的区县经验做法（概括）",
        columns=(
            Column(label="文件"),
            Column(label="章节"),
            Column(label="区县（开发区）", decides=True),
            Column(label="主题", decides=True),
            Column(label="做法", decides=True),
        ),
        rows=rows,
        empty=not_told(view),
        scope="通报的经验做法",
    )


UNSAID = Section(
    key="data-gaps",
    question="通报没有说明什么？",
    answer=_gaps,
    when=mounted(GAPS),
    controls=(),
)
TASKS = Section(
    key="data-requirements",
    question="通报要求做什么，做到哪里了？",
    answer=_requirements,
    when=mounted(REQUIREMENTS),
    controls=(),
)
