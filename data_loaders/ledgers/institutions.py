"""机构台账: the training institutions."""

from __future__ import annotations

from datetime import date

from dashboard.store.models.institutions import INSTITUTION_KINDS, Institution
from data_loaders.ledgers.declaration import Column, Kind, Ledger
from data_loaders.ledgers.recurring import count, day, district, length, note, stored, uscc
from data_loaders.rules.rows import in_order

_FOUNDED = day(
    "founded_on",
    "成立日期",
    says="登记成立的日期。",
    example="2016-12-28",
    earliest=date(1900, 1, 1),
)
_CLOSED = day("closed_on", "注销日期", says="注销登记的日期；仍在册请留空。")

INSTITUTIONS = Ledger(
    key="institutions",
    label="机构台账",
    aliases=("培训机构台账", "安全生产培训机构台账", "培训机构"),
    columns=(
        Column(
            key="name",
            label="机构名称",
            aliases=("培训机构名称", "单位名称", "培训机构"),
            kind=Kind.NAME,
            required=True,
            most=length(Institution.name),
            help="登记的全称。",
            example="示例万州第一安全培训学校",
        ),
        uscc(of="机构"),
        district(),
        Column(
            key="kind",
            label="机构类型",
            aliases=("机构性质", "单位性质"),
            kind=Kind.CHOICE,
            choices=stored(INSTITUTION_KINDS),
            ask=("民办", "公司", "学校", "职业院校"),
            help="企业、民办非企业、职业学校或事业单位。",
            example="民办非企业",
        ),
        count(
            "theory_seats",
            "理论座位数",
            "座位数",
            unit="parts",
            says="理论教室的座位数。",
            example="210",
        ),
        count(
            "practical_stations",
            "实操工位数",
            "工位数",
            unit="parts",
            says="实操训练的工位数。",
            example="36",
        ),
        _FOUNDED,
        _CLOSED,
        note(Institution.note),
    ),
    keys=(("uscc",), ("district", "name")),
    rules=(in_order(_FOUNDED, _CLOSED),),
    help="一家培训机构一行。",
)
