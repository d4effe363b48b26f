"""What became of the leads: how far they came, what still waits, and how long it took?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dashboard import theme, units
from dashboard.metrics.case_funnel import LAG_FROM, CaseFunnel, course
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.enforcement import FATES, STEPS
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.chart_shapes import Look, StepBars
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View

METRIC_OF: Final = {
    "lead": "cases_leads",
    "confirmed": "cases_confirmed",
    "penalised": "cases_penalised",
    "referred": "cases_referred",
    "filed": "cases_filed",
    "closed": "cases_closed",
    "withdrawn": "cases_withdrawn",
}
"""The metric that counts who came to each step or end."""
EVERY_CASE: Final = "全部案件"
_LABELS: Final = {**STEPS, "closed": FATES["closed"], "withdrawn": FATES["withdrawn"]}
_ONWARD: Final = "进入后续环节"
_COLOURS: Final = {
    _ONWARD: theme.SEQUENTIAL[4],
    FATES["open"]: theme.CATEGORICAL[3],
    FATES["closed"]: theme.CATEGORICAL[1],
    FATES["withdrawn"]: theme.CATEGORICAL[5],
}
_PICK: Final = "点击一个环节，下方案件清单随之筛选"
_MONEY: Final = ("penalty_fen", "penalty_paid_fen")


def _ask(view: View) -> Mapping[str, Ask]:
    return {
        "course": Listing.of(course, filters=view.filters, as_of=view.as_of),
        "figures": view.ask(*METRIC_OF.values(), *_MONEY),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    cohort: CaseFunnel = got["course"]
    figures: Measured = got["figures"]
    reached = {step: figures.get(metric).value or 0 for step, metric in METRIC_OF.items()}
    chart = TableChart(
        table=_table(view, cohort, reached),
        shape=StepBars(),
        colours=_COLOURS,
        axis="案件（件）",
        title=_PICK if cohort.total and not view.is_still else "各环节件数与时滞",
        alt="从线索到结案、撤案各环节件数与时滞的条形图，数值见数据表",
        selects="step",
        looks=[_look(view, cohort, step, reached[step]) for step in _LABELS if cohort.total],
    ).chart()
    if not cohort.total:
        return Answer(title="从线索到结案：台账无记录", blocks=(chart,), metrics=_metrics())
    return Answer(
        title=_title(view, cohort, figures),
        blocks=(Notice(text=_balance(cohort)), chart),
        metrics=_metrics(),
    )


def _metrics() -> tuple[str, ...]:
    return (*METRIC_OF.values(), *_MONEY)


def _title(view: View, cohort: CaseFunnel, figures: Measured) -> str:
    said = {key: view.show(figures.get(key)).text for key in (*METRIC_OF.values(), "penalty_fen")}
    # Of the leads of the period, as all that stands before it; fines are of any lead.
    still = units.text(cohort.at(fate="open"), unit=METRICS["cases_leads"].unit)
    return (
        f"{view.period}登记线索{said['cases_leads']}，查实{said['cases_confirmed']}，"
        f"行政处罚{said['cases_penalised']}，移送公安{said['cases_referred']}，仍在办理{still}；"
        f"{view.period}决定罚款{said['penalty_fen']}"
    )


def _balance(cohort: CaseFunnel) -> str:
    parts = "＋".join(f"{label}{cohort.at(fate=fate)}件" for fate, label in FATES.items())
    return (
        f"线索{cohort.total}件＝{parts}。按线索登记日期归组，跟踪到截至日；"
        "时滞只计两个日期都已发生的案件，仍在办理的不在中位数之内。"
    )


def _look(view: View, cohort: CaseFunnel, step: str, reached: float) -> Look:
    wanted = view.params.get("step", "")
    label = _LABELS[step]
    pick = EVERY_CASE if step == "lead" else label
    return Look(
        name=f"{label} {reached:.0f}件",
        pick=pick,
        pale=wanted not in ("", EVERY_CASE, FATES["open"], pick),
        end=_note(cohort, step),
    )


def _parts(cohort: CaseFunnel, step: str, reached: float) -> dict[str, float]:
    """What became of the cases that came to a step: gone on, or ended or waiting there."""
    if step in FATES:
        return {FATES[step]: reached}
    here = {label: cohort.at(step=step, fate=fate) for fate, label in FATES.items()}
    return {_ONWARD: reached - sum(here.values()), **here}


def _note(cohort: CaseFunnel, step: str) -> str:
    if step == "lead":
        return "按登记日期归组"
    since = f"{_LABELS[LAG_FROM[step]]}→{_LABELS[step]}"
    lag = cohort.lags.get(step)
    if lag is None:
        return f"{since}：尚无案件走到"
    median = units.text(lag.median, unit="days")
    return f"{since} 中位{median}（{lag.least}–{lag.most}天，n={lag.cases}）"


def _table(view: View, cohort: CaseFunnel, reached: Mapping[str, float]) -> Table:
    rows: list[list[Cell]] = []
    for step, label in _LABELS.items():
        parts = _parts(cohort, step, reached[step])
        lag = cohort.lags.get(step)
        since = "" if step == "lead" else f"{_LABELS[LAG_FROM[step]]}→{label}"
        rows.append(
            [
                label,
                reached[step],
                *(parts.get(part) for part in _COLOURS),
                since,
                *((lag.cases, lag.median, lag.least, lag.most) if lag else (None,) * 4),
            ]
        )
    loaded = view.reference.batches_of("cases")
    return Table(
        key="enforcement-chain",
        title="从线索到结案的件数与时滞",
        columns=(
            Column(label="环节"),
            Column(label="到达", unit="leads"),
            *(Column(label=part, unit="leads") for part in _COLOURS),
            Column(label="时滞"),
            Column(label="计入时滞", unit="leads"),
            Column(label="中位", unit="days"),
            Column(label="最短", unit="days"),
            Column(label="最长", unit="days"),
        ),
        rows=rows if cohort.total else [],
        note="每件案件只在它走到的最后一个环节计入“办理中、结案、撤案”之一，各环节合计等于线索数。",
        empty="所选范围内台账没有线索"
        if loaded
        else "执法台账尚未导入；通报没有给出全市线索、查实件数和办理时间（原文未说明）",
    )


CHAIN = Section(
    key="enforcement-chain", question="线索都走到了哪一步，用了多久？", ask=_ask, answer=_answer
)
