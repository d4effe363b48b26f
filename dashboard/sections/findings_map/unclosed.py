"""What is still open, and what of it is overdue? The findings themselves, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.links import read_page
from dashboard.metrics.findings import OpenFinding, OpenPage, open_findings
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Answer, Block, Cell, Column, Links, Notice, Pages, Table
from dashboard.sections.findings_map.measures import has_ledger
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES

SIZE = 12
_COUNTED = ("findings_open", "findings_overdue")
_MOST_IN_A_FILE = 1_000_000
"""What a sheet holds."""
_COLUMNS = (
    Column(label="编号"),
    Column(label="区县（开发区）"),
    Column(label="机构或考试点"),
    Column(label="类别"),
    Column(label="严重程度"),
    Column(label="发现日期"),
    Column(label="整改期限"),
    Column(label="超期天数"),
    Column(label="问题描述"),
)


def _ask(view: View) -> Mapping[str, Ask]:
    if not has_ledger(view):
        return {}
    return {
        "counted": view.ask(*_COUNTED),
        "open": Listing.of(
            open_findings,
            filters=view.filters,
            as_of=view.as_of,
            page=read_page(view.params.get("page", "")),
            size=view.page_size(SIZE),
            case_role=view.case_role,
        ),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    if not has_ledger(view):
        return _without_ledger(view)
    shown: OpenPage = got["open"]
    counted: Measured = got["counted"]
    blocks: list[Block] = [_table(view, shown)]
    if shown.total > SIZE:
        blocks.append(Pages(name="page", total=shown.total, size=SIZE, current=shown.page))
    if counted.get("findings_open").value:
        link = view.link("卡在哪一步、先督办哪些：整改跟踪", "rectification")
        blocks.append(Links(items=(link,), empty=""))
    return Answer(title=_title(view, counted), blocks=tuple(blocks), metrics=_COUNTED)


def _without_ledger(view: View) -> Answer:
    found = next(iter(view.told("lookback_problems_found")), None)
    said = "导入问题台账后在此逐项列出。"
    if found is not None:
        number = units.text(found.published.value, unit="findings")
        said = f"通报所说的{number}问题，整改了多少、哪些超期，原文未说明。{said}"
    return Answer(title="未销号问题：问题台账尚未导入", blocks=(Notice(text=said),))


def _title(view: View, counted: Measured) -> str:
    scope = view.whose
    still, overdue = (counted.get(key) for key in _COUNTED)
    if still.value is None:
        return f"{scope}期间内未检查，没有可列的问题"
    if not still.value:
        return f"{scope}没有未销号问题"
    text = units.text(still.value, unit="findings")
    late = units.text(overdue.value, unit="findings")
    return f"{scope}未销号问题{text}，其中超期{late}"


def _table(view: View, shown: OpenPage) -> Table:
    size = view.page_size(SIZE)
    first = (shown.page - 1) * size + 1
    part = f"（第{first}–{first + len(shown.rows) - 1}项，共{shown.total}项）"
    return Table(
        key="open-findings",
        title=f"未销号问题清单{part if shown.total > size else ''}",
        columns=_COLUMNS,
        rows=_rows(view, shown.rows),
        note="超期的在前，期限早的在前；超期天数从整改期限次日算起。"
        + ("" if view.is_still else "下载含全部行。"),
        empty="没有未销号问题",
        whole=lambda session: _whole(session, view),
    )


def _whole(session: Session, view: View) -> Sequence[Sequence[Cell]]:
    found = open_findings(
        session,
        filters=view.filters,
        as_of=view.as_of,
        page=1,
        size=_MOST_IN_A_FILE,
        case_role=view.case_role,
    )
    return _rows(view, found.rows)


def _rows(view: View, found: Sequence[OpenFinding]) -> list[list[Cell]]:
    return [
        [
            one.number,
            view.named(one.district_id),
            _body(view, one),
            FINDING_CATEGORIES[one.category],
            SEVERITIES[one.severity] if one.severity else None,
            one.found_on,
            one.due_on or "未设期限",
            one.days_overdue,
            one.description,
        ]
        for one in found
    ]


def _body(view: View, one: OpenFinding) -> Cell:
    """The institution, leading to its own page, or the exam site."""
    if one.institution_id is None or one.body is None:
        return one.body
    return view.link(one.body, "institutions", institution=str(one.institution_id))


UNCLOSED = Section(key="unclosed", question="还有哪些问题没有销号？", ask=_ask, answer=_answer)
