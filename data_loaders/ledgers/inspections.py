"""检查记录: visits to institutions and exam sites."""

from __future__ import annotations

from dashboard.store.models.inspections import (
    CAMPAIGN_KINDS,
    CAMPAIGN_LEVELS,
    INSPECTION_MODES,
    Campaign,
    Inspection,
)
from dashboard.store.models.institutions import Institution
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import day, district, length, note, stored, unit_kind
from data_loaders.rules.rows import in_order

_STARTED = day("campaign_started_on", "行动开始日期", says="专项行动的第一天。", ours=True)
_ENDED = day(
    "campaign_ended_on", "行动结束日期", says="专项行动的最后一天。", ours=True, future=True
)


def campaign(*, key: str = "campaign") -> LedgerColumn:
    """The named action under which something was done."""
    return LedgerColumn(
        key=key,
        label="行动名称",
        aliases=("专项行动", "专项行动名称", "检查行动", "专项检查名称"),
        most=length(Campaign.name),
        help="专项行动的全称；日常检查请留空。",
        example="2024年专项治理“回头看”",
    )


def unit(*, role: str) -> LedgerColumn:
    """The institution or exam site visited."""
    return LedgerColumn(
        key="unit",
        label="被检单位",
        aliases=(
            *("机构名称", "考试点名称", "单位名称", "被检查单位", "被检单位名称", "被检查单位名称"),
            *("受检单位", "受检单位名称", "被查单位", "被查单位名称", "被检机构", "被检查机构"),
            *("被检查对象", "检查对象", "培训机构", "培训机构名称", "考试点", "考点名称"),
            *("机构（考试点）名称", "机构或考试点", "机构或考点名称"),
        ),
        kind=CellKind.NAME,
        required=True,
        most=length(Institution.name),
        help=f"{role}的全称，与机构台账或考试点台账一致。",
        example="示例万州第一安全培训学校",
    )


INSPECTIONS = Ledger(
    key="inspections",
    label="检查记录",
    aliases=("检查台账", "检查记录台账", "监督检查", "监督检查台账"),
    model=Inspection,
    resolved=frozenset(
        {
            *("district", "unit", "unit_kind", "campaign", "campaign_kind", "campaign_level"),
            *("campaign_started_on", "campaign_ended_on"),
        }
    ),
    columns=(
        LedgerColumn(
            key="number",
            label="检查编号",
            aliases=("检查记录编号", "检查文书编号", "检查编码"),
            kind=CellKind.CODE,
            most=length(Inspection.number),
            help="本次检查的编号，全市不重复；没有请留空。",
            example="示例检〔2024〕1号",
        ),
        district(),
        unit(role="被检查的培训机构或考试点"),
        campaign(),
        LedgerColumn(
            key="mode",
            label="检查方式",
            aliases=("检查形式",),
            kind=CellKind.CHOICE,
            choices=stored(INSPECTION_MODES, 明察="open"),
            help="明查或暗访；未区分请留空。",
            example="明查",
        ),
        LedgerColumn(
            key="team",
            label="检查组",
            aliases=("检查组别", "检查小组"),
            most=length(Inspection.team),
            help="检查组的名称，如第一组；不写人名。",
            example="第一组",
        ),
        day(
            "inspected_on",
            "检查日期",
            "检查时间",
            "现场检查日期",
            "现场检查时间",
            "到场检查日期",
            says="到场检查的日期。",
            example="2024-11-06",
            required=True,
        ),
        unit_kind(of="被检单位"),
        LedgerColumn(
            key="campaign_kind",
            label="行动类别",
            kind=CellKind.CHOICE,
            choices=stored(CAMPAIGN_KINDS),
            ours=True,
            help="专项行动属于回头看、专项执法、日常检查还是其他；不填按其他计。",
            example="回头看",
        ),
        LedgerColumn(
            key="campaign_level",
            label="行动级别",
            kind=CellKind.CHOICE,
            choices=stored(CAMPAIGN_LEVELS),
            ours=True,
            help="专项行动由市级还是区县部署；不填按区县计。",
            example="市级",
        ),
        _STARTED,
        _ENDED,
        note(Inspection.note),
    ),
    keys=(("number",), ("district", "unit", "inspected_on")),
    rules=(in_order(_STARTED, _ENDED),),
    help="到一个机构或考试点检查一次一行。",
)
