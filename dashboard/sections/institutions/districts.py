"""Where are the three states? One bar per reporting unit, and who is past the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.metrics.decisions import Decided, decisions
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import (
    Answer,
    Block,
    Cell,
    Chart,
    Column,
    Notice,
    Row,
    Sentences,
    Table,
)
from dashboard.sections.chart_shapes import Look, StackedBars
from dashboard.sections.district_values import name_on, reporting
from dashboard.sections.institutions.faces import (
    COLOURS,
    STATE_METRICS,
    dossier_link,
    has_reviews,
    of_all,
)
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View
from dashboard.store.models.institutions import REVIEW_STAGES
from dashboard.store.places import Place

_OVERDUE = "rectifying_overdue"
_REGISTERED = "district_institutions_count"
_METRICS = (*STATE_METRICS.values(), _OVERDUE, _REGISTERED)
_NONE = "没有在册培训机构"
_UNREVIEWED = "有在册机构，尚无复核结论"

_AXIS_TO_CLICK = "机构（家）；点击条形按该区县筛选，再点一次取消"


def _ask(view: View) -> Mapping[str, Ask]:
    return {
        "units": view.ask(*_METRICS, by=("district",), filters=view.wide()),
        "decisions": Listing.of(decisions, as_of=view.as_of, filters=view.wide()),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    if not has_reviews(view):
        return Answer(
            title="三种状态在各区县的分布：原文未说明",
            blocks=(Notice(text="通报没有按区县拆分；导入机构台账与复核结果后显示，不作推断。"),),
        )
    measured: Measured = got["units"]
    found: tuple[Decided, ...] = got["decisions"]
    chart = _chart(view, measured)
    side: tuple[Block, ...] = (
        _mending_table(view, found),
        _eliminated_table(view, found),
        Sentences(items=_remarks(view, measured)),
    )
    return Answer(
        title=_title(view, measured),
        blocks=(Row(columns=((1.25, (chart,)), (1.0, side))),),
        metrics=_METRICS,
    )


def _count(measured: Measured, metric: str, place: Place) -> int:
    return int(measured.get(metric, place.id).value or 0)


def _title(view: View, measured: Measured) -> str:
    places = reporting(view, measured)
    mending = [place for place in places if _count(measured, STATE_METRICS["整改"], place)]
    late = [place for place in places if _count(measured, _OVERDUE, place)]
    if not mending:
        return "全市没有正在整改的机构"
    head = f"全市正在整改的机构分布在{len(mending)}个区县（开发区）"
    return f"{head}，其中{len(late)}个有整改超期" if late else f"{head}，没有整改超期"


def _chart(view: View, measured: Measured) -> Chart:
    return TableChart(
        table=_table(view, measured),
        shape=StackedBars(row_px=17),
        colours=COLOURS,
        axis="机构（家）",
        screen_axis="机构（家）" if view.is_still else _AXIS_TO_CLICK,
        title="各区县（开发区）机构的最近复核结论",
        alt="各区县合格、整改、淘汰机构数的堆积条形图，数值见数据表",
        selects="district",
        looks=[_look(view, measured, place) for place in _listed(view, measured)],
    ).chart()


def _listed(view: View, measured: Measured) -> tuple[Place, ...]:
    return reporting(view, measured) if measured.figures else ()


def _table(view: View, measured: Measured) -> Table:
    return Table(
        key="review-districts",
        title="各区县机构复核状态",
        columns=(
            Column(label="区县（开发区）"),
            *(Column(label=word, unit="institutions") for word in COLOURS),
            Column(label="整改超期", unit="institutions"),
            Column(label="在册", unit="institutions"),
            Column(label="说明"),
        ),
        rows=[_line(view, measured, place) for place in _listed(view, measured)],
        note="按习惯顺序排列，不是名次；开发区单独填报，不计入所在区县",
        empty="所选范围内没有机构",
        scope="全市各区县（开发区）" + (f" · {view.filters.kind}" if view.filters.kind else ""),
    )


def _look(view: View, measured: Measured, place: Place) -> Look:
    late = _count(measured, _OVERDUE, place)
    return Look(
        pick=place.code,
        pale=view.filters.district not in ("", place.code),
        end=f"整改超期{late}家" if late else _remark(measured, place),
        loud=bool(late),
    )


def _remark(measured: Measured, place: Place) -> str:
    """Why a unit has no bar; empty where it has one."""
    if any(_count(measured, key, place) for key in STATE_METRICS.values()):
        return ""
    return _UNREVIEWED if _count(measured, _REGISTERED, place) else _NONE


def _line(view: View, measured: Measured, place: Place) -> list[Cell]:
    remark = _remark(measured, place)
    cells: list[Cell] = [
        None if remark else _count(measured, key, place)
        for key in (*STATE_METRICS.values(), _OVERDUE)
    ]
    return [name_on(view, place), *cells, _count(measured, _REGISTERED, place), remark]


def _remarks(view: View, measured: Measured) -> tuple[str, ...]:
    empty = [
        name_on(view, place)
        for place in reporting(view, measured)
        if _remark(measured, place) == _NONE
    ]
    said = ["图中机构按习惯顺序排列，不是名次；已注销机构的最近结论仍计入。"]
    if empty:
        said.append(
            f"没有在册培训机构的{len(empty)}个区县：{'、'.join(empty)}。没有机构不等于零问题。"
        )
    return tuple(said)


def in_state(view: View, found: tuple[Decided, ...], outcome: str) -> list[Decided]:
    """The latest decisions of the filters' district with this outcome, by deadline, then day.

    Expects decisions oldest first, those of one day in the order of stages.
    """
    latest = {one.institution_id: one for one in found}
    places = view.reference.places
    return sorted(
        (
            one
            for one in latest.values()
            if one.outcome == outcome
            and view.filters.district in ("", places.by_id(one.district_id).code)
        ),
        key=lambda one: (one.deadline or date.max, one.decided_on, one.institution_id),
    )


def _mending_table(view: View, found: tuple[Decided, ...]) -> Table:
    mending = in_state(view, found, "rectifying")
    return Table(
        key="review-mending",
        title=f"正在整改的机构（{len(mending)}家，按整改期限先后）",
        columns=tuple(Column(label=label) for label in ("机构", "区县", "整改期限", "到期情况")),
        rows=[[*_named(view, one), one.deadline, _due(one, view.as_of)] for one in mending],
        empty="没有正在整改的机构",
    )


def _due(one: Decided, as_of: date) -> str:
    if one.deadline is None:
        return "未设期限"
    days = (one.deadline - as_of).days
    return f"超期{-days}天" if days < 0 else f"还有{days}天"


def _eliminated_table(view: View, found: tuple[Decided, ...]) -> Table:
    gone = in_state(view, found, "eliminated")
    return Table(
        key="review-eliminated",
        title=f"淘汰的机构（{len(gone)}家，按结论先后）",
        columns=tuple(Column(label=label) for label in ("机构", "区县", "结论日期", "结论阶段")),
        rows=[[*_named(view, one), one.decided_on, REVIEW_STAGES[one.stage]] for one in gone],
        empty="没有淘汰的机构",
    )


def _named(view: View, one: Decided) -> list[Cell]:
    return [
        dossier_link(view, institution=one.institution_id, name=one.name),
        view.reference.places.by_id(one.district_id).short_name,
    ]


DISTRICTS = Section(
    key="review-districts",
    question="三种状态在各区县怎样分布，哪里整改超期？",
    ask=_ask,
    answer=_answer,
    when=of_all,
)
