"""机构台账: the training institutions."""

from __future__ import annotations

from datetime import date

from dashboard.store.models.institutions import INSTITUTION_KINDS, Institution
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import (
    as_of,
    count,
    day,
    district,
    length,
    note,
    status,
    stored,
    uscc,
)
from data_loaders.rules.rows import in_order

_FOUNDED = day(
    "founded_on",
    *("成立日期", "成立时间", "设立日期", "设立时间", "注册日期", "注册时间"),
    says="登记成立的日期。",
    example="2016-12-28",
    earliest=date(1900, 1, 1),
)
_CLOSED = day("closed_on", "注销日期", "注销时间", says="注销登记的日期；仍在册请留空。")

INSTITUTIONS = Ledger(
    key="institutions",
    label="机构台账",
    aliases=("培训机构台账", "安全生产培训机构台账", "培训机构"),
    model=Institution,
    resolved=frozenset({"name", "district", "status", "as_of"}),
    columns=(
        LedgerColumn(
            key="name",
            label="机构名称",
            aliases=(
                *("培训机构名称", "单位名称", "培训机构", "机构全称", "培训机构全称", "单位全称"),
                *("培训学校名称", "学校名称", "培训单位", "培训单位名称"),
            ),
            kind=CellKind.NAME,
            required=True,
            most=length(Institution.name),
            help="登记的全称。",
            example="示例万州第一安全培训学校",
        ),
        uscc(of="机构"),
        district(),
        LedgerColumn(
            key="kind",
            label="机构类型",
            aliases=(
                *("机构性质", "单位性质", "机构类别", "单位类型", "单位类别", "办学性质"),
                *("法人类型", "组织类型"),
            ),
            kind=CellKind.CHOICE,
            choices=stored(
                INSTITUTION_KINDS,
                民办非企业单位="private",
                民办非企业法人="private",
                企业法人="company",
                事业单位法人="public",
            ),
            help="企业、民办非企业、职业学校或事业单位。",
            example="民办非企业",
        ),
        count(
            "theory_seats",
            "理论座位数",
            *("座位数", "理论教室座位数", "理论培训座位数", "教室座位数"),
            unit="parts",
            says="理论教室的座位数。",
            example="210",
        ),
        count(
            "practical_stations",
            "实操工位数",
            *("工位数", "实操工位", "实训工位数", "实操培训工位数", "实操实训工位数"),
            unit="parts",
            says="实操训练的工位数。",
            example="36",
        ),
        _FOUNDED,
        _CLOSED,
        status(of="机构"),
        note(Institution.note),
        as_of(),
    ),
    keys=(("uscc",), ("district", "name")),
    rules=(in_order(_FOUNDED, _CLOSED),),
    help="一家培训机构一行。",
)
