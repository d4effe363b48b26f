"""What does the source leave open, what does it require, and what does it hold up?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.data.parts import GAPS, REQUIREMENTS, mounted
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.practice import REQUIREMENT_STATUSES

UNREPORTED: Final = "未登记"


def _gaps(view: View, got: Mapping[str, Any]) -> Answer:
    labels = {key: figure.label for key, figure in view.reference.figures.items()}
    table = Table(
        key="gaps",
        title="原文未说明",
        columns=(
            Column(label="章节"),
            Column(label="原文没有说明"),
            Column(label="本看板因此怎样处理"),
            Column(label="涉及的数字"),
        ),
        rows=[
            [gap.section, gap.question, gap.consequence, labels.get(gap.figure_key or "")]
            for gap in view.reference.gaps
        ],
        empty="通报尚未导入",
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
        title="通报第三部分的工作要求",
        columns=(
            Column(label="章节"),
            Column(label="主题"),
            Column(label="要求（概括）"),
            Column(label="责任单位"),
            Column(label="期限"),
            Column(label="状态"),
            Column(label="佐证"),
        ),
        rows=[
            [
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
        empty="通报尚未导入",
        scope="通报第三部分",
    )
    told = f"已登记{reported}项、已落实{done}项" if reported else "均未登记进展"
    return Answer(
        title=f"{len(tasks)}项工作要求，{told}；{len(view.reference.practices)}条区县经验做法",
        blocks=(table, _practices(view)),
    )


def _practices(view: View) -> Table:
    places = view.reference.places
    rows: list[list[Cell]] = [
        [one.section, places.by_id(one.district_id).name, one.theme, one.summary]
        for one in view.reference.practices
    ]
    return Table(
        key="practices",
        title="通报肯定的区县经验做法（概括）",
        columns=(
            Column(label="章节"),
            Column(label="区县（开发区）"),
            Column(label="主题"),
            Column(label="做法"),
        ),
        rows=rows,
        empty="通报尚未导入",
        scope="通报第一部分",
    )


UNSAID = Section(
    key="data-gaps",
    question="通报没有说明什么？",
    answer=_gaps,
    when=mounted(GAPS),
)
TASKS = Section(
    key="data-requirements",
    question="通报要求做什么，做到哪里了？",
    answer=_requirements,
    when=mounted(REQUIREMENTS),
)
