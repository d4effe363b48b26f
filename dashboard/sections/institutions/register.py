"""Which institutions are they? A register to search, narrow and sort, paged by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from dashboard.links import read_page
from dashboard.metrics.institutions import SORTS, STATES, ListedInstitution, RegisterPage, register
from dashboard.sections.answer import (
    Answer,
    Block,
    Cell,
    Choice,
    Column,
    Notice,
    Pages,
    Row,
    Search,
    Table,
)
from dashboard.sections.district_values import NOT_INSPECTED
from dashboard.sections.institutions.faces import dossier_link, of_all
from dashboard.sections.section import Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.institutions import (
    INSTITUTION_KINDS,
    REVIEW_OUTCOMES,
    REVIEW_STAGES,
)

SIZE = 20
_ALL = "全部"
_FIRST_SORT = next(iter(SORTS))
_COLUMNS = (
    Column(label="机构名称", decides=True),
    Column(label="统一社会信用代码"),
    Column(label="区县", decides=True),
    Column(label="类型"),
    Column(label="状态", decides=True),
    Column(label="结论阶段"),
    Column(label="结论日期"),
    Column(label="整改期限", decides=True),
    Column(label="检查", unit="inspections"),
    Column(label="未销号", unit="findings"),
    Column(label="超期", unit="findings", decides=True),
)


def _listing(view: View, *, page: int, size: int | None) -> Listing:
    state, sort = view.params.get("state", ""), view.params.get("sort", "")
    return Listing.of(
        register,
        as_of=view.as_of,
        filters=view.filters,
        search=view.params.get("q", ""),
        state=state if state in STATES else "",
        sort=sort if sort in SORTS else _FIRST_SORT,
        page=page,
        size=size,
    )


def _ask(view: View) -> Mapping[str, Listing]:
    return {
        "page": _listing(
            view, page=read_page(view.params.get("page", "")), size=view.page_size(SIZE)
        )
    }


def _answer(view: View, got: Mapping[str, RegisterPage]) -> Answer:
    if not view.reference.batches_of("institutions"):
        return Answer(
            title="机构清单：机构台账尚未导入",
            blocks=(Notice(text="通报没有列出机构名单（原文未说明），导入机构台账后可在此查询。"),),
        )
    found = got["page"]
    return Answer(
        title=_title(view, found),
        blocks=(_controls(), _table(view, found), _pager(found)),
        metrics=("inspections", "findings_open", "findings_overdue"),
    )


def _title(view: View, found: RegisterPage) -> str:
    state = view.params.get("state", "")
    search = view.params.get("q", "").strip()
    said = f"{state if state in STATES else ''}机构{found.total}家"
    return f"名称或代码含“{search[:20]}”的{said}" if search else f"机构清单：{said}"


def _controls() -> Block:
    search = Search(
        name="q", label="查找机构", placeholder="机构名称或统一社会信用代码", resets="page"
    )
    states = Choice(
        name="state", label="状态", options=(_ALL, *STATES), default=_ALL, resets="page"
    )
    sorts = Choice(
        name="sort", label="排序", options=tuple(SORTS), default=_FIRST_SORT, resets="page"
    )
    return Row(columns=((0.8, (search,)), (1.0, (states,)), (1.5, (sorts,))))


def _table(view: View, found: RegisterPage) -> Table:
    def whole(session: Session) -> Sequence[Sequence[Cell]]:
        return _rows(view, _listing(view, page=1, size=None).run(session))

    first = (found.page - 1) * view.page_size(SIZE) + 1
    taken = "" if view.is_still else f"下载的文件含全部{found.total}家。"
    return Table(
        key="register",
        title="机构清单",
        columns=_COLUMNS,
        rows=_rows(view, found),
        note=(
            f"{'' if view.is_still else '本页'}第{first}—{first + len(found.rows) - 1}家，"
            f"共{found.total}家；"
            f"{taken}状态为截至当日最近一次结论；"
            f"{'' if view.is_still else '点击名称看一企一档；'}已注销但有复核结论的机构也列出。"
        ),
        empty="没有符合条件的机构，请放宽查找、状态或筛选条件",
        whole=whole,
        scope=_scope(view),
    )


def _scope(view: View) -> str:
    """What the rows are of: the filters, and what the register's own controls say."""
    state, search = view.params.get("state", ""), view.params.get("q", "").strip()
    parts = [view.sentence(), state if state in STATES else ""]
    parts.append(f"名称或代码含“{search}”" if search else "")
    return " · ".join(part for part in parts if part)


def _rows(view: View, found: RegisterPage) -> list[list[Cell]]:
    inspecting = bool(view.reference.batches_of("inspections"))
    return [_row(view, one, inspecting=inspecting) for one in found.rows]


def _row(view: View, one: ListedInstitution, *, inspecting: bool) -> list[Cell]:
    counts: list[Cell] = [one.inspections, one.findings_open, one.findings_overdue]
    if not one.inspections and not one.findings_open:
        # Not inspected is not zero.
        counts = [0, NOT_INSPECTED, NOT_INSPECTED] if inspecting else [None] * 3
    return [
        dossier_link(view, institution=one.id, name=one.name),
        one.uscc,
        view.named(one.district_id),
        INSTITUTION_KINDS.get(one.kind or ""),
        state_of(one, view),
        REVIEW_STAGES.get(one.stage or ""),
        one.decided_on,
        one.deadline,
        *counts,
    ]


def state_of(one: ListedInstitution, view: View) -> str:
    """The state in words, with what makes it urgent or past."""
    word = REVIEW_OUTCOMES.get(one.outcome or "", STATES[-1])
    late = one.deadline is not None and one.deadline < view.as_of
    return word + ("（超期）" if late else "") + ("（已注销）" if one.closed_on else "")


def _pager(found: RegisterPage) -> Pages:
    return Pages(name="page", total=found.total, size=SIZE, current=found.page)


REGISTER = Section(
    key="register",
    question="具体是哪些机构？",
    ask=_ask,
    answer=_answer,
    when=of_all,
    choices={"state": ("全部", *STATES), "sort": tuple(SORTS)},
)
