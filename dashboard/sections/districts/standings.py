"""One district: its place on every fair measure at once, its courses, peers and next steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard import theme, units
from dashboard.charts.dots import dots
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.metrics.clusters import PACE
from dashboard.metrics.comparison import Compared
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.trends import Trends
from dashboard.sections.answer import (
    Answer,
    Block,
    Cell,
    Chart,
    Column,
    Links,
    Notice,
    Sentences,
    Table,
)
from dashboard.sections.comparison_groups import (
    APART,
    MARKS,
    SAME,
    Grouped,
    grouped,
)
from dashboard.sections.comparison_measures import (
    CHOICE,
    MEASURES,
    PARAM,
    Measure,
    everything,
    is_empty,
)
from dashboard.sections.district_values import figure_text
from dashboard.sections.districts.first_rows import first_rows, first_rows_table
from dashboard.sections.districts.peers import peers_table
from dashboard.sections.districts.trends import METHOD, asked, trend_text
from dashboard.sections.figure_cell import Link
from dashboard.sections.findings_map.panel import place_notes
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View
from dashboard.store.places import Place

_FARTHEST: Final = 2.0
"""Times the line beyond which a dot stays at the edge; the table has its true place."""
_AXIS: Final = "偏离其余单位（±1以外为明显）"

_Standings = Sequence[tuple[Measure, Grouped]]


def _ask(view: View) -> Mapping[str, Ask]:
    return {
        "compared": everything(view),
        "courses": asked(view, view.filters),
        "open": first_rows(view),
    }


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    compared: Mapping[str, Compared] = got["compared"]
    place = view.place
    if place is None or is_empty(compared):
        return Answer(
            title=f"{view.whose}：没有台账，没有可比的指标",
            blocks=(Notice(text="通报没有列出各区县的数量（原文未说明），导入台账后在此显示。"),),
        )
    standings = standings_of(view, compared, place)
    blocks: tuple[Block, ...] = (
        # Seven columns need the whole width of a tablet; what to do comes right after.
        _table(view, standings, got["courses"]),
        first_rows_table(view, got["open"]),
        _positions(view, standings),
        Sentences(items=(METHOD,)),
        peers_table(view, compared, place),
        *(Notice(text=note) for note in place_notes(view, place)),
        *(() if view.is_still else (Links(items=_ways(view), empty=""),)),
    )
    return Answer(
        title=_title(place, standings),
        blocks=blocks,
        metrics=tuple(measure.key for measure, _ in standings),
    )


def standings_of(
    view: View, compared: Mapping[str, Compared], place: Place
) -> list[tuple[Measure, Grouped]]:
    """Where a district stands on each measure that its ledgers allow, in their order."""
    found = []
    for key, one in compared.items():
        mine = [each for each in grouped(view, one) if each.place.id == place.id]
        if one.grouping is not None and mine:
            found.append((MEASURES[key], mine[0]))
    return found


def _title(place: Place, standings: _Standings) -> str:
    said = []
    for group in APART:
        labels = [measure.label for measure, one in standings if one.group == group]
        if labels:
            said.append(f"{'、'.join(labels)}{group}")
    alike = sum(one.group == SAME for _, one in standings)
    blind = sum(one.blind for _, one in standings)
    rest = len(standings) - alike - sum(one.group in APART for _, one in standings)
    if not said:
        apart = f"可比的{alike}项指标都与全市其余单位分不出明显差别" if alike else "没有可比的指标"
    else:
        apart = f"{'；'.join(said)}；{alike}项与全市其余单位无法区分"
    tail = f"（其中{blind}项机构太少，看不出）" if blind else ""
    tail += f"，{rest}项样本不足或无记录" if rest else ""
    return f"{place.name}：{apart}{tail}"


def _table(view: View, standings: _Standings, courses: Trends) -> Table:
    return Table(
        key="standings",
        title=f"{view.whose}在各项指标上的位置",
        columns=(
            Column(label="指标"),
            Column(label="与其余单位比较"),
            Column(label="本单位"),
            Column(label="其余单位"),
            Column(label="自身走势"),
            Column(label="规模"),
            Column(label="台账行"),
        ),
        rows=[_row(view, measure, one, courses) for measure, one in _telling_first(standings)],
        note=("" if view.is_still else "点指标名看它的漏斗图；")
        + "“其余单位”按同一口径合计，合格率已按工种标准化；销号速度括号内为用时中位数。",
        scope=view.sentence(),
    )


def _telling_first(standings: _Standings) -> _Standings:
    """Measures on which the district stands apart, then hints, then the rest in their order."""
    return sorted(standings, key=lambda each: (each[1].group not in APART, not each[1].hint))


def _row(view: View, measure: Measure, one: Grouped, courses: Trends) -> list[Cell]:
    at = one.position
    own = measure.text(at.value) if at else figure_text(one.figure)
    if measure.key == PACE and at is not None and one.figure.value is not None:
        own += f"（{units.text(one.figure.value, unit=METRICS[PACE].unit)}）"
    return [
        view.link(measure.label, "districts", **{PARAM: measure.label}),
        one.said,
        own,
        measure.text(at.reference) if at else None,
        trend_text(courses, measure.key),
        f"{measure.size}{measure.size_text(at.unit.size)}" if at else None,
        view.link("查看", "data", metric=measure.key) if one.figure.rows else None,
    ]


def _positions(view: View, standings: _Standings) -> Chart:
    """All measures on one scale: how far from the rest, 1 where a unit begins to stand apart."""
    rows = [_dot(measure, one) for measure, one in standings]
    table = Table(
        key="positions",
        title=f"{view.whose}偏离其余单位的程度",
        columns=(
            Column(label="指标"),
            Column(label="与其余单位比较"),
            Column(label="偏离（±1以外为明显）"),
        ),
        rows=[
            [measure.label, one.said, f"{one.position.reach:+.2f}" if one.position else None]
            for measure, one in standings
        ],
        note="以“明显”为1：随机分机构时，百分之一的分法才有单位偏到这么远；已计入机构之间本来的差异。",
        scope=view.sentence(),
    )
    said = "；".join(f"{measure.label}{one.group}" for measure, one in standings)
    return Chart(
        key="positions",
        title="各指标离“明显”有多远（越过±1才算明显）",
        spec=dots(
            rows,
            axis=_AXIS,
            row_title="指标",
            reference=0.0,
            reference_text="其余单位",
            groups=MARKS,
            order=[row["row"] for row in rows],
        ),
        table=table,
        alt=f"{view.whose}各指标的位置：{said}",
        selects=PARAM,
        field="pick",
        native=_native(standings),
    )


def _native(standings: _Standings) -> OfficeChart | None:
    placed = [(measure, one.position) for measure, one in standings if one.position is not None]
    if not placed:
        return None
    away = tuple(position.reach for _, position in placed)
    return OfficeChart(
        kind="bar",
        categories=tuple(measure.label for measure, _ in placed),
        series=(Series(name="偏离", values=away, colour=theme.NAVY),),
        axis=_AXIS,
    )


def _dot(measure: Measure, one: Grouped) -> dict[str, Any]:
    row = {"row": measure.label, "pick": measure.label, "group": one.group}
    if one.position is None:
        return {**row, "value": None, "low": None, "high": None, "says": one.group, "text": ""}
    away = max(-_FARTHEST, min(_FARTHEST, one.position.reach))
    return {
        **row,
        "value": away,
        "low": min(away, 0.0),
        "high": max(away, 0.0),
        "says": None,
        "text": f"{measure.text(one.position.value)}，其余单位"
        f"{measure.text(one.position.reference)}，偏离为明显线的{abs(one.position.reach):.2f}倍",
    }


def _ways(view: View) -> tuple[Link, ...]:
    name = view.whose
    return (
        view.link(f"{name}的机构清单", "institutions"),
        view.link(f"{name}的问题地图与清单", "findings-map"),
        view.link(f"{name}的整改跟踪与督办清单", "rectification"),
        view.link("回到全市对比", "districts", district=""),
    )


STANDINGS = Section(
    key="districts-standings",
    question="这个区县与全市有没有差别，差在哪里？",
    ask=_ask,
    answer=_answer,
    when=lambda view: bool(view.filters.district),
    choices={"indicator": CHOICE},
    needs="在筛选中选定一个区县后才有内容",
)
