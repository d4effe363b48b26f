"""What is loaded, how new is each ledger, and which units report?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard import units
from dashboard.metrics.ledgers import LedgerSpan, ledgers
from dashboard.sections.answer import Answer, Cell, Column, Facts, Table
from dashboard.sections.data.parts import HOLDINGS, mounted
from dashboard.sections.section import Listing, Section
from dashboard.sections.view import View
from dashboard.settings import settings
from dashboard.store.models.operation import DATASETS, LEDGERS, SHEETS
from dashboard.store.models.places import DISTRICT_KINDS, SUCCESSION_EXTENTS
from dashboard.store.places import Place
from dashboard.store.reporting import EVENTS

_BATCHES: Final = 100
COMPLETE: Final = (
    "有填报的单位中，至少一半已报到的最后一天（每个单位按其各台账最近一天计），不随个别早报移动"
)
"""What 数据截至 is, in words; the rule is `dashboard.store.reporting.complete_until`."""


def _ask(view: View) -> Mapping[str, Listing]:
    return {"ledgers": Listing.of(ledgers, as_of=view.as_of)}


def _answer(view: View, got: Mapping[str, tuple[LedgerSpan, ...]]) -> Answer:
    return Answer(
        title=_title(view, got["ledgers"]),
        blocks=(
            _facts(view),
            _freshness(view, got["ledgers"]),
            _reports(view),
            _batches(view),
            _documents(view),
            _places(view),
        ),
    )


def _title(view: View, held: tuple[LedgerSpan, ...]) -> str:
    loaded = [one for one in held if one.rows]
    if not loaded:
        return f"{len(LEDGERS)}本台账均未导入，只有通报、标准和区划"
    dated = [one for one in loaded if one.until]
    oldest = min(dated, key=lambda one: one.until or view.as_of, default=None)
    rows = sum(one.rows for one in loaded)
    tail = f"；最后一天最早的是{LEDGERS[oldest.key]}（{oldest.until}）" if oldest else ""
    return f"{len(LEDGERS)}本台账已导入{len(loaded)}本，共{rows:,}行{tail}"


def _facts(view: View) -> Facts:
    chosen = settings()
    return Facts(
        items=(
            ("数据性质", DATASETS[view.state.dataset]),
            ("数据版本", f"第{view.state.revision}版"),
            ("数据截至", view.state.data_until),
            ("数据截至怎么定", COMPLETE),
            ("地图审图号", chosen.map_approval_number or "未填，地图标注“示意图，不作为划界依据”"),
            ("区划边界", "市局提供的边界文件" if chosen.boundary_file else "自带示意边界"),
            ("案件名称", "可见" if view.case_role else "不可见（非案件角色）"),
        )
    )


def _freshness(view: View, held: tuple[LedgerSpan, ...]) -> Table:
    return Table(
        key="freshness",
        title="各台账新鲜度",
        columns=(
            Column(label="台账"),
            Column(label="批次数"),
            Column(label="台账行数"),
            Column(label="最早一天"),
            Column(label="最后一天"),
            Column(label="距截至日"),
            Column(label="状态"),
        ),
        rows=[_ledger_row(view, one) for one in held],
        note=(
            "行数和日期按截至日计；机构、考试点台账是名册，没有发生日期；考试月报算到当月最后一天。"
        ),
        scope="全部台账",
    )


def _ledger_row(view: View, one: LedgerSpan) -> list[Cell]:
    batches = view.reference.batches_of(one.key)
    until = min(one.until, view.as_of) if one.until else None
    age = f"{(view.as_of - until).days}天" if until else None
    return [
        LEDGERS[one.key],
        str(len(batches)) if batches else None,
        f"{one.rows:,}行" if batches or one.rows else None,
        one.first,
        until,
        age,
        "已导入" if batches else "未导入",
    ]


def _reports(view: View) -> Table:
    """Through which day each unit has reported in each ledger."""
    reports = view.reference.reports
    ledgers_ = tuple(dict.fromkeys(ledger for ledger, _, _ in EVENTS))
    places = view.reference.places.of_sum(on=view.as_of, held=view.reference.held)
    return Table(
        key="reports",
        title="各单位各台账填报到哪一天",
        columns=(
            Column(label="区县（开发区）"),
            Column(label="最近一天"),
            *(Column(label=LEDGERS[ledger]) for ledger in ledgers_),
        ),
        rows=[_report(view, place, ledgers_) for place in places] if reports else [],
        note=f"数据截至日：{COMPLETE}；“{units.MISSING}”为从未填报；按库中全部记录计，考试月报算到当月最后一天。",
        empty="尚未导入任何台账",
        scope="全部台账",
    )


def _report(view: View, place: Place, ledgers_: Sequence[str]) -> list[Cell]:
    days = [view.reference.reports.get((ledger, place.id)) for ledger in ledgers_]
    return [view.named(place.id), max((day for day in days if day), default=None), *days]


def _batches(view: View) -> Table:
    rows: list[list[Cell]] = [
        [
            str(one.id),
            SHEETS[one.ledger],
            one.file_name,
            one.loaded_by,
            one.loaded_at.date(),
            one.data_until,
            f"{one.rows_added:,}",
            f"{one.rows_updated:,}",
            f"{one.rows_unchanged:,}",
            f"{one.rows_refused:,}",
        ]
        for one in view.reference.batches[:_BATCHES]
    ]
    labels = ("批次", "台账", "文件", "导入者", "导入日期", "数据截至")
    counts = ("新增行", "更新行", "未变行", "拒绝行")
    total = len(view.reference.batches)
    return Table(
        key="batches",
        title="已导入批次",
        columns=tuple(Column(label=label) for label in (*labels, *counts)),
        rows=rows,
        note=f"只列最近{_BATCHES}个，共{total}个。" if total > _BATCHES else "",
        empty="尚未导入任何台账",
        scope="全部批次",
    )


def _documents(view: View) -> Table:
    return Table(
        key="documents",
        title="已登记文件",
        columns=(
            Column(label="文号"),
            Column(label="标题"),
            Column(label="发文单位"),
            Column(label="成文日期"),
            Column(label="所述截至"),
            Column(label="日期说明"),
            Column(label="公开属性"),
        ),
        rows=[
            [
                one.number,
                one.title,
                one.issuer,
                one.issued_on or "原文未说明",
                one.refers_until,
                one.date_note,
                one.access_note,
            ]
            for one in view.reference.documents.values()
        ],
        empty="尚未登记任何文件",
        scope="全部文件",
    )


def _places(view: View) -> Table:
    known = view.reference.places
    reporting = len(view.units())
    return Table(
        key="places",
        title=f"填报单位（截至日有效{reporting}个，历年共{len(known.units)}个）",
        columns=(
            Column(label="代码"),
            Column(label="名称"),
            Column(label="类别"),
            Column(label="有效期起"),
            Column(label="有效期止"),
            Column(label="所在区县／区内开发区"),
            Column(label="沿革"),
        ),
        rows=[_place_row(view, place) for place in known.units],
        note=(
            "代码以CQ-开头的是开发区的自编代码；开发区单独填报，不计入所在区县；"
            f"日期“{units.MISSING}”为无记载或至今有效。"
        ),
        empty="区划尚未导入",
        scope="全部填报单位",
    )


def _place_row(view: View, place: Place) -> list[Cell]:
    known = view.reference.places
    became = "；".join(
        f"{step.on_date}公布，{SUCCESSION_EXTENTS[step.extent]}归入{heir.name}"
        + (f"，{step.coded_on}启用新代码" if step.coded_on else "")
        + (f"，{step.in_office_on}起新机构履职" if step.in_office_on else "")
        + (f"（{step.note}）" if step.note else "")
        for heir, step in known.successors(place)
    )
    hosts = "、".join(known.by_code(code).name for code in place.hosts)
    zones = "、".join(one.name for one in known.units if place.code in one.hosts)
    return [
        place.code,
        place.name,
        DISTRICT_KINDS[place.kind],
        place.valid_from,
        place.valid_to,
        f"在{hosts}" if hosts else f"有{zones}" if zones else None,
        became or None,
    ]


HOLDING_LIST = Section(
    key="data-holdings",
    question="导入了什么，有多新，由谁填报？",
    ask=_ask,
    answer=_answer,
    when=mounted(HOLDINGS),
    not_briefed="what is loaded now; a briefing says it of its own figures",
)
