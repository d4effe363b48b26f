"""考试点台账: where examinations are held."""

from __future__ import annotations

from datetime import date

from dashboard.store.models.institutions import ExamSite
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import as_of, count, day, district, length, note, status, uscc
from data_loaders.rules.rows import in_order

_OPENED = day(
    "opened_on",
    *("启用日期", "启用时间", "投用日期", "投用时间", "投入使用日期", "投入使用时间"),
    says="启用的日期。",
    example="2018-05-02",
    earliest=date(1980, 1, 1),
)
_CLOSED = day("closed_on", "停用日期", "停用时间", says="停用的日期；仍在用请留空。")

EXAM_SITES = Ledger(
    key="exam_sites",
    label="考试点台账",
    aliases=("考点台账", "考试点", "考点"),
    model=ExamSite,
    resolved=frozenset({"name", "district", "status", "as_of"}),
    columns=(
        LedgerColumn(
            key="name",
            label="考试点名称",
            aliases=("考点名称", "考试点", "考点", "考试点全称", "考点全称", "考场名称"),
            kind=CellKind.NAME,
            required=True,
            most=length(ExamSite.name),
            help="考试点的全称。",
            example="示例万州第一考试点",
        ),
        district(),
        uscc(of="考试点主办单位"),
        count(
            "theory_seats",
            "理论机位数",
            *("机位数", "理论考试机位数", "计算机机位数", "机考机位数", "理论考位数"),
            unit="parts",
            says="理论考试的计算机机位数。",
            example="60",
        ),
        count(
            "practical_stations",
            "实操工位数",
            *("工位数", "实操考试工位数", "实操考位数"),
            unit="parts",
            says="实操考试的工位数。",
            example="24",
        ),
        _OPENED,
        _CLOSED,
        status(of="考点"),
        note(ExamSite.note),
        as_of(),
    ),
    keys=(("district", "name"),),
    rules=(in_order(_OPENED, _CLOSED),),
    help="一个考试点一行。",
)
