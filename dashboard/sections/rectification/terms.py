"""What is late and how late, and what falls due next? Findings and orders side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard import theme, units
from dashboard.charts.ageing import ageing
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Block, Chart, Column, Row, Table
from dashboard.sections.district_values import figure_cell, name_on, reporting
from dashboard.sections.rectification.parts import NEEDS_LEDGER, has_ledger
from dashboard.sections.section import Section
from dashboard.sections.view import View

_LATE: Final = "已超期"
_COMING: Final = "未到期"
_UNSET: Final = "未设期限"
_TONES: Final = {
    _LATE: theme.OVERDUE,
    _COMING: theme.SEQUENTIAL[3],
    _UNSET: theme.CATEGORICAL[5],
}
_PAST: Final = {
    "overdue_over_90": "超期|>90",
    "overdue_31_90": "超期|31–90",
    "overdue_8_30": "超期|8–30",
    "overdue_1_7": "超期|1–7",
}
_AHEAD: Final = ("还剩|0–7", "还剩|8–30", "还剩|>30")
_NONE: Final = "未设|期限"
_DAYS: Final = "距整改期限（天）"
_ORDER: Final = (*_PAST.values(), *_AHEAD, _NONE)
OF_FINDINGS: Final = (
    *(f"findings_{key}" for key in _PAST),
    *("due_7", "due_30", "due_later", "findings_without_deadline"),
)
OF_ORDERS: Final = (
    *(f"orders_{key}" for key in _PAST),
    *("orders_due_7", "orders_due_30", "orders_due_later", "orders_without_deadline"),
)
"""Metrics of the bands in the order of time; the one of 30 days holds the one of 7."""
_HEADS: Final = {
    "findings_open": "未销号",
    "findings_overdue": "超期",
    "findings_overdue_over_90": "90天以上",
    "findings_overdue_31_90": "31–90天",
    "findings_overdue_8_30": "8–30天",
    "findings_overdue_1_7": "1–7天",
    "due_7": "7天内到期",
    "due_30": "30天内到期",
    "findings_without_deadline": "未设期限",
    "orders_open": "整改书未办结",
    "orders_overdue": "整改书超期",
}
"""Metrics of a unit's line to their heads, short enough to stand side by side."""
_DECIDE: Final = frozenset(
    {
        "findings_open",
        "findings_overdue",
        "findings_overdue_over_90",
        "due_30",
        "orders_open",
        "orders_overdue",
    }
)
"""Those that are seen where not all can be."""


def _ask(view: View) -> Mapping[str, FigureQuery]:
    whole = ("findings_open", "findings_overdue", "orders_open", "orders_overdue")
    return {
        "now": view.ask(*whole, *OF_FINDINGS, *OF_ORDERS),
        "units": view.ask(*_HEADS, by=("district",)),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    now = got["now"]
    blocks: tuple[Block, ...] = (
        Row(
            columns=(
                (1.0, (_chart(now, OF_FINDINGS, what="问题", unit="findings"),)),
                (1.0, (_chart(now, OF_ORDERS, what="整改书", unit="orders"),)),
            )
        ),
        _districts(view, got["units"]),
    )
    return Answer(
        title=_title(now),
        blocks=blocks,
        metrics=tuple(dict.fromkeys((*_HEADS, *OF_FINDINGS, *OF_ORDERS))),
    )


def _title(now: Measured) -> str:
    if not now.get("findings_open").value:
        return "到期与超期：没有未销号问题"
    said = {
        key: units.text(now.get(key).value or 0, unit="findings")
        for key in ("findings_overdue", "findings_overdue_over_90", "due_7", "due_30")
    }
    return (
        f"超期{said['findings_overdue']}，其中超过90天的{said['findings_overdue_over_90']}；"
        f"7天内到期{said['due_7']}，30天内到期{said['due_30']}"
    )


def bands(now: Measured, metrics: Sequence[str]) -> dict[str, int]:
    """Counts by band, each open thing in one: what is due in 30 days without what is in 7."""
    values = [round(now.get(key).value or 0) for key in metrics]
    values[5] -= values[4]
    return dict(zip(_ORDER, values, strict=True))


def _said(band: str) -> str:
    """A band in one line: 超期31–90天."""
    return band.replace("|", "") + ("" if band == _NONE else "天")


def _tone(band: str) -> str:
    if band == _NONE:
        return _UNSET
    return _COMING if band in _AHEAD else _LATE


def _chart(now: Measured, metrics: Sequence[str], *, what: str, unit: str) -> Chart:
    counts = bands(now, metrics)
    axis = units.heading(f"未销号{what}" if unit == "findings" else f"未办结{what}", unit=unit)
    rows = [
        {
            "band": band,
            "tone": _tone(band),
            "value": value,
            "text": units.text(value, unit=unit),
        }
        for band, value in counts.items()
    ]
    title = f"按{what}：离整改期限多久"
    return Chart(
        key=f"rectification-terms-{unit}",
        title=title,
        spec=ageing(rows, axis=axis, days_axis=_DAYS, order=_ORDER, tones=_TONES),
        table=Table(
            key=f"rectification-terms-{unit}",
            title=title,
            columns=(Column(label="期限"), Column(label="状态"), Column(label=what, unit=unit)),
            rows=[[_said(band), _tone(band), value] for band, value in counts.items()]
            if sum(counts.values())
            else [],
            note="每项只在一格，各格之和等于未销号总数；到期当天不算超期。",
            empty=f"没有未{'销号' if unit == 'findings' else '办结'}的{what}",
        ),
        alt=f"未完成的{what}按超期天数和剩余天数分格的柱形图，数值见数据表",
        native=_native(counts, axis=axis),
    )


def _native(counts: Mapping[str, int], *, axis: str) -> OfficeChart:
    """One series a tone, so that an office program colours late and coming apart as well."""
    return OfficeChart(
        kind="stacked_column",
        categories=tuple(_said(band) for band in counts),
        series=tuple(
            Series(
                name=tone,
                values=tuple(
                    float(value) if _tone(band) == tone else 0.0 for band, value in counts.items()
                ),
                colour=colour,
            )
            for tone, colour in _TONES.items()
        ),
        axis=axis,
        category_axis=_DAYS,
    )


def _districts(view: View, by: Measured) -> Table:
    """Every unit with something open, in customary order."""
    places = [
        place
        for place in reporting(view, by)
        if by.get("findings_open", place.id).value or by.get("orders_open", place.id).value
    ]
    return Table(
        key="rectification-districts",
        title="各区县未销号、超期与到期",
        columns=(
            Column(label="区县（开发区）", decides=True),
            *(
                Column(label=head, unit=METRICS[key].unit, decides=key in _DECIDE)
                for key, head in _HEADS.items()
            ),
        ),
        rows=[
            [
                view.link(name_on(view, place), "rectification", district=place.code),
                *(figure_cell(by.get(key, place.id)) for key in _HEADS),
            ]
            for place in places
        ],
        note="按惯用顺序排列，不是名次；没有未销号问题和未办结整改书的单位不列。"
        "“30天内到期”含7天内到期的。",
        empty="没有未销号的问题",
    )


TERMS = Section(
    key="rectification-terms",
    question="哪些超期、超了多久，接下来什么到期？",
    ask=_ask,
    answer=_answer,
    when=has_ledger,
    needs=NEEDS_LEDGER,
)
