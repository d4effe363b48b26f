"""What did each district put out, and how do its outcomes stand beside it? No ranking."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.metrics.states import FigureState
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.district_values import (
    NOT_INSPECTED,
    THIN,
    figure_cell,
    name_on,
    reporting,
)
from dashboard.sections.publicity.channels import REACH, bounded
from dashboard.sections.section import Section
from dashboard.sections.view import View

_PUT_OUT = ("publicity_activities", "publicity_leaflets_total", *REACH)
_OUTCOMES = (
    "inspections",
    "findings_per_inspection",
    "rectification_completion_rate",
    "theory_pass_rate",
)
_HEADS = {
    "publicity_activities": "宣传活动",
    "publicity_leaflets_total": "发放资料",
    "publicity_audience_person_times": "主办方填报",
    "publicity_platform_person_times": "平台统计",
    "publicity_unsaid_person_times": "来源未说明",
    "inspections": "检查",
    "findings_per_inspection": "次均问题",
    "rectification_completion_rate": "整改完成率",
    "theory_pass_rate": "理论首考合格率",
}
_NO_RANKING = (
    "自报口径不一，不作排名：覆盖人次由各单位自报，统计口径、期间、是否去重都不统一；"
    "按区县的习惯顺序排列，不换算成人均。成效指标只与宣传并列，不表示二者有因果或相关。"
)


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {"units": view.ask(*_PUT_OUT, *_OUTCOMES, by=("district",), filters=view.wide())}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    measured = got["units"]
    places = reporting(view, measured)
    told = sum(bool(measured.get("publicity_activities", place.id).value) for place in places)
    table = Table(
        key="publicity-districts",
        title="各区县（开发区）宣传与成效并列",
        columns=(
            Column(label="区县（开发区）"),
            *(Column(label=_HEADS[key], unit=METRICS[key].unit) for key in _HEADS),
        ),
        rows=[[name_on(view, place), *_cells(measured, place.id)] for place in places]
        if measured.figures
        else [],
        note=(
            f"“{FigureState.NOT_REPORTED.word}”为台账没有填报，不等于没有开展；{NOT_INSPECTED}为期间内没有检查记录；"
            f"分母过小的率写“{THIN}”。"
        ),
        empty="尚无台账；通报只给出沙坪坝区、双桥经开区的宣传数字，其余区县原文未说明",
    )
    silent = len(places) - told
    title = f"{told}个区县（开发区）填报了宣传活动，{silent}个没有记录；不作排名"
    return Answer(
        title=title if measured.figures else "各区县的宣传与成效：台账无记录",
        blocks=(Notice(text=_NO_RANKING), table),
        metrics=(*_PUT_OUT, *_OUTCOMES),
    )


def _cells(measured: Measured, place: int) -> list[Cell]:
    put_out = [bounded(measured.get(key, place)) for key in _PUT_OUT]
    return [*put_out, *(figure_cell(measured.get(key, place)) for key in _OUTCOMES)]


DISTRICTS = Section(
    key="publicity-districts",
    question="各区县宣传了什么，成效怎样？",
    ask=_ask,
    answer=_answer,
)
