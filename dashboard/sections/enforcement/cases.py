"""Which cases are they? The ledger itself, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy.orm import Session

from dashboard.links import read_page
from dashboard.metrics.enforcement import FATES, STEPS, cases
from dashboard.metrics.paging import Paged
from dashboard.sections.answer import Answer, Cell, Choice, Column, Pages, Table
from dashboard.sections.enforcement.body import body
from dashboard.sections.enforcement.chain import EVERY_CASE
from dashboard.sections.section import Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.enforcement import CASE_CAUSES

_SIZE: Final = 15
_ALL_ROWS: Final = 1_000_000
_REACHED: Final = {
    **{label: step for step, label in STEPS.items() if step != "lead"},
    **{label: fate for fate, label in FATES.items()},
}
"""What the reader chooses to the step or fate a case must have come to."""
_COLUMNS: Final = (
    Column(label="案件编号"),
    Column(label="线索登记"),
    Column(label="区县（开发区）"),
    Column(label="当事人"),
    Column(label="案由"),
    Column(label="走到环节"),
    Column(label="现状"),
    Column(label="罚款", unit="fen"),
    Column(label="对应问题"),
)


def _ask(view: View) -> Mapping[str, Listing]:
    page = read_page(view.params.get("cases", ""))
    return {"page": Listing.of(cases, **_chosen(view), page=page, size=view.page_size(_SIZE))}


def _chosen(view: View) -> dict[str, Any]:
    return {
        "filters": view.filters,
        "as_of": view.as_of,
        "reached": _REACHED.get(view.params.get("step", ""), ""),
        "case_role": view.case_role,
    }


def _answer(view: View, got: Mapping[str, Paged]) -> Answer:
    page = got["page"]
    chosen = _chosen(view)

    def whole(session: Session) -> list[list[Cell]]:
        return _rows(view, cases(session, **chosen, page=1, size=_ALL_ROWS))

    loaded = bool(view.reference.batches_of("cases"))
    reached = next((label for label, key in _REACHED.items() if key == chosen["reached"]), "")
    table = Table(
        key="enforcement-cases",
        title="案件清单",
        columns=_COLUMNS,
        rows=_rows(view, page),
        note=_note(view),
        empty="没有符合条件的案件" if loaded else "执法台账尚未导入，原文没有案件清单",
        whole=whole,
        scope=f"{view.sentence()} · {reached or EVERY_CASE}",
    )
    choice = Choice(
        name="step",
        label="走到过的环节或现状",
        options=(EVERY_CASE, *_REACHED),
        default=EVERY_CASE,
        resets="cases",
    )
    pager = Pages(name="cases", total=page.total, size=_SIZE, current=page.number)
    said = f"（{reached}）" if reached else ""
    return Answer(
        title=f"案件清单{said}：共{page.total}件" if loaded else "案件清单：台账无记录",
        blocks=(choice, table, pager) if loaded else (table,),
    )


def _note(view: View) -> str:
    told = "" if view.is_still else "下载为筛选后的全部记录。"
    if view.case_role:
        return f"案件角色：含当事人单位名称，不得外传。{told}"
    return f"用工企业和移送、撤案案件的单位名称仅案件角色可见；个人不存姓名。{told}"


def _rows(view: View, page: Paged) -> list[list[Cell]]:
    return [
        [
            row.number,
            row.lead_on,
            view.named(row.district_id),
            body(view, row),
            CASE_CAUSES[row.cause],
            _step(row),
            _fate(row),
            row.fined,
            _finding(row),
        ]
        for row in page.rows
    ]


def _finding(row: Row[Any]) -> Cell:
    """Whether a finding stands behind it; employers and persons are not inspected."""
    if row.subject_kind not in ("institution", "exam_site"):
        return None
    return "有" if row.has_finding else "未关联"


def _step(row: Row[Any]) -> str:
    day = getattr(row, f"{row.step}_day")
    return f"{STEPS[row.step]} {day.isoformat()}"


def _fate(row: Row[Any]) -> str:
    if row.fate == "open":
        return FATES["open"]
    return f"{FATES[row.fate]} {getattr(row, f'{row.fate}_day').isoformat()}"


LISTED_CASES = Section(
    key="enforcement-cases", question="具体是哪些案件？", ask=_ask, answer=_answer
)
