"""How much was put out through each channel, and who says how many it reached?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.district_values import THIN, figure_cell
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.publicity import CHANNELS

ITEMS = {
    "app": "publicity_app_items",
    "wechat": "publicity_wechat_items",
    "video": "publicity_video_episodes",
    "event": "publicity_event_items",
    "other": "publicity_other_items",
}
"""The metric of each channel's own items; leaflets are counted in copies."""
REACH = (
    "publicity_audience_person_times",
    "publicity_platform_person_times",
    "publicity_unsaid_person_times",
)
"""Reach by who reported it; never added up."""
_SUMMED = ("publicity_activities", "publicity_leaflets_total", *REACH)
_SHARE = "publicity_reach_reported_share"
_NOT_SUMMED = "单位不同，不相加"


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {
        "channels": view.ask(*_SUMMED, _SHARE, *ITEMS.values(), by=("channel",)),
        "all": view.ask(*_SUMMED, _SHARE),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    whole = got["all"]
    table = Table(
        key="publicity-channels",
        title="分渠道宣传活动与覆盖",
        columns=(
            Column(label="渠道"),
            Column(label="活动", unit="activities"),
            Column(label="期（次）数"),
            Column(label="发放资料", unit="copies"),
            Column(label="主办方填报", unit="person_times"),
            Column(label="平台统计", unit="person_times"),
            Column(label="来源未说明", unit="person_times"),
            Column(label="覆盖填报率", unit="share"),
        ),
        rows=_rows(got["channels"], whole) if whole.get("publicity_activities").value else [],
        note=(
            "人次不是人数，同一人可被多次计入；三种来源口径不同，各列之间不相加。"
            "“余”表示其中至少一笔按“余”填报，合计为不少于。"
            f"覆盖填报率＝填报了覆盖人次的活动÷全部活动，不足{METRICS[_SHARE].min_denominator}"
            f"场次的写“{THIN}”。"
        ),
        empty=_empty(view),
    )
    return Answer(
        title=_title(view, whole),
        blocks=(table,),
        metrics=(*_SUMMED, _SHARE, *ITEMS.values()),
    )


def _title(view: View, whole: Measured) -> str:
    activities = whole.get("publicity_activities")
    if not activities.value:
        return "分渠道的活动与覆盖：台账无记录"
    copies = _text(whole.get("publicity_leaflets_total"))
    said = [
        f"{reporter}{_text(whole.get(key))}"
        for key, reporter in zip(REACH, ("主办方填报", "平台统计"), strict=False)
        if whole.get(key).value is not None
    ]
    reach = f"；覆盖{'、'.join(said)}" if said else ""
    apart = "，两种口径不相加" if len(said) > 1 else ""
    return f"{view.period}宣传活动{_text(activities)}，发放资料{copies}{reach}{apart}"


def _rows(measured: Measured, whole: Measured) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for channel, label in CHANNELS.items():
        summed = [bounded(measured.get(key, channel)) for key in _SUMMED]
        items = "以份数计"
        if channel in ITEMS:
            items = _text(measured.get(ITEMS[channel], channel))
        share = figure_cell(measured.get(_SHARE, channel))
        rows.append([label, summed[0], items, *summed[1:], share])
    sums = [bounded(whole.get(key)) for key in _SUMMED]
    return [*rows, ["合计", sums[0], _NOT_SUMMED, *sums[1:], figure_cell(whole.get(_SHARE))]]


def bounded(figure: Figure) -> Cell:
    """A count for a number column, with 余 where a part of it was reported so."""
    if figure.value is None or not figure.at_least:
        return figure_cell(figure)
    return f"{units.number(figure.value, unit=METRICS[figure.metric].unit)}余"


def _text(figure: Figure) -> str:
    if figure.value is None:
        return figure.state.word
    return units.text(figure.value, unit=METRICS[figure.metric].unit, at_least=figure.at_least)


def _empty(view: View) -> str:
    if view.reference.batches_of("publicity"):
        return "所选范围内台账没有宣传活动"
    return "宣传台账尚未导入；通报只给出上列数字，分渠道情况原文未说明"


BY_CHANNEL = Section(
    key="publicity-channels", question="各渠道做了多少，谁说覆盖了多少？", ask=_ask, answer=_answer
)
