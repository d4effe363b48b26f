"""宣传活动: what was put out, and how many it reached."""

from __future__ import annotations

from dashboard.store.models.publicity import CHANNELS, REACH_REPORTERS, PublicityActivity
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import count, day, district, length, note, stored

PUBLICITY = Ledger(
    key="publicity",
    label="宣传活动",
    aliases=("宣传台账", "宣传活动台账", "宣传"),
    model=PublicityActivity,
    resolved=frozenset({"district"}),
    columns=(
        district(),
        LedgerColumn(
            key="channel",
            label="渠道",
            aliases=("宣传渠道", "宣传方式", "宣传形式", "宣传途径", "宣传载体", "宣传平台"),
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(CHANNELS),
            help="政务APP、微信公众号、微视频、宣传资料、现场活动或其他。",
            example="宣传资料",
        ),
        LedgerColumn(
            key="name",
            label="名称",
            aliases=("活动名称", "宣传名称", "宣传活动名称", "活动主题", "宣传主题"),
            required=True,
            most=length(PublicityActivity.name),
            help="活动、文章、视频或资料的名称。",
            example="安全培训宣传资料发放",
        ),
        day(
            "held_on",
            "日期",
            "活动日期",
            "发布日期",
            "宣传日期",
            *("活动时间", "宣传时间", "发布时间", "推送日期", "推送时间", "开展日期", "开展时间"),
            *("举办日期", "举办时间"),
            says="举办或发布的日期。",
            example="2024-09-26",
            required=True,
        ),
        count(
            "items",
            "期数（次数）",
            "期数",
            "次数",
            *("期（次）数", "推送期数", "发布期数", "推送次数", "发布次数"),
            unit="times",
            says="推送、播出的期数或次数；不适用请留空。",
        ),
        count(
            "copies",
            "份数",
            "发放份数",
            *("资料份数", "印发份数", "资料发放份数", "发放资料份数", "宣传资料份数"),
            unit="copies",
            says="发放的份数；约数可写“15万余”，按不少于计。",
            qualifier="copies_qualifier",
            example="40000",
        ),
        count(
            "person_times",
            "覆盖人次",
            "覆盖人数",
            *("覆盖群众", "覆盖群众人次", "受众人次", "受众人数", "受教育人次", "受教育人数"),
            unit="person_times",
            says="覆盖的人次；可写“100万余”，按不少于计；没有统计请留空。",
            qualifier="reach_qualifier",
            example="100万余",
        ),
        LedgerColumn(
            key="reported_by",
            label="数据来源",
            aliases=("统计来源",),
            kind=CellKind.CHOICE,
            choices=stored(REACH_REPORTERS),
            help="覆盖人次由主办方还是平台统计。",
            example="主办方",
        ),
        note(PublicityActivity.note),
    ),
    keys=(("district", "channel", "name", "held_on"),),
    help="一次活动在一个渠道一行。",
)
