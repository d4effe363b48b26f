"""How much was fined and paid, when and for what?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import theme, units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Chart, Column, Table
from dashboard.sections.chart_shapes import Look, MonthColumns
from dashboard.sections.section import Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View
from dashboard.store.models.enforcement import CASE_CAUSES, SUBJECT_KINDS

_SHOWN = ("penalties", "penalty_fen", "penalty_paid_fen")
_PAID, _UNPAID = "已缴", "未见缴纳"
_COLOURS = {_PAID: theme.SEQUENTIAL[4], _UNPAID: theme.CATEGORICAL[3]}
_YUAN_PER_WAN = 10_000
_HEADS = (
    Column(label="处罚决定", unit="items"),
    Column(label="罚款", unit="fen"),
    Column(label=_PAID, unit="fen"),
    Column(label=_UNPAID, unit="fen"),
)


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {
        "all": view.ask(*_SHOWN),
        "months": view.ask(*_SHOWN, by=("month",)),
        "what": view.ask(*_SHOWN, by=("subject_kind", "cause")),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    whole, months, what = got["all"], got["months"], got["what"]
    loaded = view.reference.batches_of("cases")
    empty = (
        "所选范围内台账没有处罚决定"
        if loaded
        else "执法台账尚未导入；通报没有给出处罚的时间、笔数和缴纳情况（原文未说明）"
    )
    chart = _chart(view, months, empty=empty)
    if whole.get("penalties").value is None:
        return Answer(title="处罚与缴纳：台账无记录", blocks=(chart,), metrics=_SHOWN)
    table = Table(
        key="enforcement-penalties",
        title="处罚按当事人类型与案由",
        columns=(Column(label="当事人"), Column(label="案由"), *_HEADS),
        rows=_rows(what, whole),
        note="按处罚决定日期归组，与上一节按线索登记日期归组不同；警告等没有金额的处罚只计件数。",
        empty=empty,
    )
    return Answer(
        title=_title(whole),
        blocks=(chart, table),
        metrics=_SHOWN,
    )


def _title(whole: Measured) -> str:
    said = [units.text(whole.get(key).value, unit=METRICS[key].unit) for key in _SHOWN]
    unpaid = units.text(_unpaid(whole), unit="fen")
    return f"处罚决定{said[0]}，罚款{said[1]}，已缴{said[2]}，未见缴纳记录{unpaid}"


def _chart(view: View, months: Measured, *, empty: str) -> Chart:
    shown = view.months(figure.group[0] for figure in months.figures)
    unfinished = Look(pale=True, remark="（当月未满）")
    return TableChart(
        table=Table(
            key="enforcement-months",
            title="每月处罚与缴纳",
            columns=(Column(label="月份"), *_HEADS),
            rows=[[month.label, *_cells(months, month)] for month in shown],
            note="—为当月没有处罚决定。",
            empty=empty,
        ),
        shape=MonthColumns(),
        colours=_COLOURS,
        axis="罚款（元）",
        screen_axis="罚款（万元）",
        per=_YUAN_PER_WAN,
        title="每月罚款，已缴与未见缴纳",
        looks=[unfinished if view.cuts(month) else Look() for month in shown],
    ).chart()


def _rows(what: Measured, whole: Measured) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [SUBJECT_KINDS[kind], CASE_CAUSES[cause], *_cells(what, kind, cause)]
        for kind in SUBJECT_KINDS
        for cause in CASE_CAUSES
        if what.get("penalties", kind, cause).value
    ]
    return [*rows, ["合计", "", *_cells(whole)]]


def _cells(measured: Measured, *group: object) -> list[Cell]:
    return [
        *(measured.get(key, *group).value for key in _SHOWN),
        _unpaid(measured, *group),
    ]


def _unpaid(measured: Measured, *group: object) -> float | None:
    """Fines without a day of payment; the ledger does not tell unpaid from not reported."""
    fined = measured.get("penalty_fen", *group).value
    if fined is None:
        return None
    return fined - (measured.get("penalty_paid_fen", *group).value or 0)


PENALTIES = Section(
    key="enforcement-penalties", question="罚了多少，缴了多少？", ask=_ask, answer=_answer
)
