"""Which ones to press for? The 督办 list, longest overdue first, and as a workbook by district."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.links import read_page
from dashboard.metrics.paging import Paged
from dashboard.metrics.progress import STAGES
from dashboard.metrics.worklist import EVERYTHING, OVERDUE, TERMS, open_findings, open_orders
from dashboard.sections.answer import Answer, Block, Book, Choice, Notice, Pages, Row, Table
from dashboard.sections.rectification import handout, lines
from dashboard.sections.rectification.parts import (
    LIST,
    NEEDS_LEDGER,
    PLACE,
    STAGE,
    UNIT,
    has_ledger,
    orders_ignore,
)
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.view import View

SIZE: Final = 12
_ALL_ROWS: Final = 1_000_000
"""What a sheet holds."""
_FINDINGS: Final = "按问题"
_ORDERS: Final = "按整改书"
_ANY_STAGE: Final = "全部环节"
_OPEN_STAGES: Final = {name: key for key, name in STAGES.items() if key != "closed"}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    LIST: tuple(TERMS),
    UNIT: (_FINDINGS, _ORDERS),
    STAGE: (_ANY_STAGE, *_OPEN_STAGES),
}
"""The list's own controls, what is shown unasked first."""


def _by_order(view: View) -> bool:
    return view.params.get(UNIT) == _ORDERS


def _kind(view: View) -> lines.RowFormat:
    return lines.ORDERS if _by_order(view) else lines.FINDINGS


def _chosen(view: View) -> dict[str, Any]:
    """What is listed: an unknown word in a link is the default of its control."""
    chosen: dict[str, Any] = {
        "filters": view.filters,
        "as_of": view.as_of,
        "term": TERMS.get(view.params.get(LIST, ""), TERMS[OVERDUE]),
        "stage": _OPEN_STAGES.get(view.params.get(STAGE, ""), ""),
    }
    return chosen if _by_order(view) else {**chosen, "case_role": view.case_role}


def _read(session: Session, view: View, *, page: int, size: int) -> Paged:
    read = open_orders if _by_order(view) else open_findings
    return read(session, **_chosen(view), page=page, size=size)


def _ask(view: View) -> Mapping[str, Ask]:
    read = open_orders if _by_order(view) else open_findings
    page = read_page(view.params.get(PLACE, ""))
    return {"page": Listing.of(read, **_chosen(view), page=page, size=view.page_size(SIZE))}


def _answer(view: View, got: Mapping[str, Paged]) -> Answer:
    page = got["page"]
    blocks: list[Block] = list(_controls())
    ignored = orders_ignore(view) if _by_order(view) else ""
    if ignored:
        blocks.append(Notice(text=ignored))
    blocks.append(_table(view, page))
    if page.total:
        blocks.append(Pages(name=PLACE, total=page.total, size=SIZE, current=page.number))
        blocks.append(_book(view))
    return Answer(title=_title(view, page), blocks=tuple(blocks))


def _controls() -> tuple[Block, ...]:
    term = Choice(name=LIST, label="期限", options=tuple(TERMS), default=OVERDUE, resets=PLACE)
    stage = Choice(
        name=STAGE,
        label="环节",
        options=(_ANY_STAGE, *STAGES.values()),
        default=_ANY_STAGE,
        resets=PLACE,
    )
    unit = Choice(
        name=UNIT, label="清单", options=(_FINDINGS, _ORDERS), default=_FINDINGS, resets=PLACE
    )
    return (Row(columns=((1.6, (term,)), (1.0, (unit,)))), stage)


def _scope(view: View) -> str:
    """What is listed, in words."""
    term = next(name for name, key in TERMS.items() if key == _chosen(view)["term"])
    words = [view.sentence(), term]
    if _chosen(view)["stage"]:
        words.append(STAGES[_chosen(view)["stage"]])
    return " · ".join((*words, _ORDERS if _by_order(view) else _FINDINGS))


def _title(view: View, page: Paged) -> str:
    chosen = _chosen(view)
    term = next(name for name, key in TERMS.items() if key == chosen["term"])
    what = "整改书" if _by_order(view) else "问题"
    stage = f"停在“{STAGES[chosen['stage']]}”的" if chosen["stage"] else ""
    if view.params.get(STAGE) == STAGES["closed"]:
        stage = "（已销号的不督办，依据见“这些数怎么来的”）"
    text = units.text(page.total, unit=_kind(view).unit)
    words = {EVERYTHING: "未办结" if _by_order(view) else "未销号"}
    return f"督办清单：{stage}{words.get(term, term)}的{what}{text}"


def _table(view: View, page: Paged) -> Table:
    kind = _kind(view)

    def whole(session: Session) -> list[Any]:
        found = _read(session, view, page=1, size=_ALL_ROWS)
        return [kind.line(view, row) for row in found.rows]

    return Table(
        key="rectification-list",
        title="督办清单",
        columns=kind.columns,
        rows=[kind.line(view, row) for row in page.rows],
        note="超期天数从整改期限次日算起，久的在前，未设期限的在最后；"
        "违法违规类问题的内容仅案件角色可见。" + ("" if view.is_still else "下载含全部行。"),
        empty="没有符合条件的，不需要督办",
        whole=whole,
        scope=_scope(view),
    )


def _book(view: View) -> Book:
    kind = _kind(view)

    def sheets(session: Session) -> list[Table]:
        return handout.sheets(view, _read(session, view, page=1, size=_ALL_ROWS).rows, kind=kind)

    return Book(
        key="rectification-book",
        title="安全生产培训问题整改督办清单",
        label="下载督办工作簿（汇总＋每区县一张）",
        sheets=sheets,
        scope=_scope(view),
    )


WORKLIST = Section(
    key="rectification-list",
    question="先督办哪些？",
    ask=_ask,
    answer=_answer,
    when=has_ledger,
    choices=CHOICES,
    needs=NEEDS_LEDGER,
)
