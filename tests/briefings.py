"""A snapshot for tests that holds every kind of block, written by hand; no store is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dashboard import theme
from dashboard.briefings.snapshot import FrozenSection, Snapshot, sealed
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.maps.named import NamedClass, NamedClasses
from dashboard.maps.unit_value import UnitValue
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.states import FigureState
from dashboard.sections import answer as blocks
from dashboard.sections.definition import Definition
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.units import written

DAY = date(2024, 12, 31)
DEFINITION = Definition(
    metric="qualified_share",
    label="复核合格率",
    unit="%",
    formula="合格的机构数 ÷ 已有结论的机构数",
    excludes="无",
    source="复核结果（批次3：示例.xlsx）",
    text="19.9%",
    mark="与通报一致",
    numerator="36（合格的机构数）",
    denominator="181（已有结论的机构数）",
    scope="全市",
    as_of=DAY,
    rows=36,
    params={"metric": "qualified_share", "asof": "2024-12-31"},
)
SHOWN = FigureCell(
    label="复核合格率",
    value=36 / 181,
    written=written(36 / 181, unit="share"),
    figure=Figure(
        metric="qualified_share",
        group=(),
        value=36 / 181,
        numerator=36,
        denominator=181,
        rows=36,
        population=181,
        at_least=False,
        state=FigureState.VALUE,
    ),
    filters=Filters(district="500101", first=date(2024, 1, 1)),
    as_of=DAY,
    published=None,
    from_published=False,
    explained=DEFINITION,
)
TABLE = blocks.Table(
    key="t",
    title="机构",
    columns=(
        blocks.Column(label="机构"),
        blocks.Column(label="发现日期"),
        blocks.Column(label="问题", unit="findings"),
        blocks.Column(label="合格率", unit="share"),
    ),
    rows=(
        (
            Link(label="=示例<b>机构</b>", page="institutions", params={"institution": "7"}),
            DAY,
            3,
            0.5,
        ),
        ("示例二", None, 0, None),
    ),
    note="注",
)
CHART = blocks.Chart(
    key="c",
    title="各区县",
    spec={"mark": "bar", "data": {"values": [{"x": 1, "y": None}]}, "$schema": "x"},
    table=TABLE,
    alt="条形图",
    native=OfficeChart(
        kind="bar",
        categories=("甲", "乙"),
        series=(Series(name="问题", values=(3.0, None), colour=theme.INK),),
        axis="问题（项）",
    ),
)
MAP = blocks.Map(
    key="m",
    title="在哪里",
    label="超期（项）",
    unit="findings",
    units=(
        UnitValue(
            code="500101", name="万州区", short_name="万州", value=3, text="3项", state="value"
        ),
        UnitValue(
            code="500102",
            name="涪陵区",
            short_name="涪陵",
            value=None,
            text="未检查",
            state="not_inspected",
        ),
    ),
    as_of=DAY,
    table=TABLE,
    alt="地图",
    classes=NamedClasses(classes=(NamedClass(key="k", colour=theme.INK, text="点名"),)),
)
ALL_BLOCKS: tuple[blocks.Block, ...] = (
    blocks.Cards(
        cards=(
            blocks.Card(
                title="复核",
                figures=(SHOWN,),
                bar=(blocks.Part(label="合格", value=36, text="36家", colour=theme.INK),),
                behind=(SHOWN,),
                note="注",
                lines=("一行", Link(label="去", page="data")),
                more=Link(label="更多", page="institutions"),
            ),
        )
    ),
    TABLE,
    blocks.Row(columns=((1.85, (CHART,)), (1.0, (MAP,)))),
    blocks.Sentences(items=("第一句。", "第二句。")),
    blocks.Links(items=(Link(label="去", page="data"),), empty="无"),
    blocks.Timeline(
        key="e", events=(blocks.Event(day=DAY, kind="检查", text="发现3项", tone="overdue"),)
    ),
    blocks.Facts(items=(("名称", "示例"), ("成立", DAY), ("注销", None))),
    blocks.Notice(text="提示", level="warning"),
)
"""One of every block that can be frozen."""


def snapshot_of(*sections: blocks.Answer) -> Snapshot:
    """A sealed snapshot of these answers; of one answer with every block where none is given."""
    answers = sections or (
        blocks.Answer(title="复核合格率19.9%", blocks=ALL_BLOCKS, metrics=("qualified_share",)),
    )
    return sealed(
        Snapshot(
            number="JB-20241231-001-v1",
            briefing=1,
            title="示例简报",
            version=1,
            dataset="demo",
            revision=5,
            frozen_at=datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
            frozen_by="演示",
            as_of=DAY,
            compared_with=date(2024, 11, 30),
            sections=tuple(
                FrozenSection(
                    key=f"s{at}",
                    section="headline",
                    page="overview",
                    title=one.title,
                    notes="请讲慢一点",
                    filters=Filters(district="500101"),
                    scope="万州区",
                    as_of=DAY,
                    earlier=date(2024, 11, 30),
                    answer=one,
                    definitions=(DEFINITION,),
                    sources=("通报 一（二）",),
                )
                for at, one in enumerate(answers, start=1)
            ),
        )
    )
