"""通报数字: figures as a document states them, each of its own unit, campaign and period."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.store.models.sources import PublishedFigure
from data_loaders.ledgers.declaration import Ledger, LedgerColumn
from data_loaders.ledgers.documents import document, position, section, words
from data_loaders.ledgers.recurring import day, district
from data_loaders.rules.rows import in_order

UNSTATED: Final = "未注明"
"""What stands for a period or kind of body that the document does not state."""
_WHERE: Final = "数字说的区县或开发区，全称、简称均可；全市或几个区县合计请留空。"
_START = day(
    "period_start",
    "期间起",
    says="所述期间的第一天；原文没有写请留空。",
    example="2024-01-01",
)
_END = day(
    "period_end",
    "期间止",
    says="所述期间的最后一天；只填这一列表示截至这一天。",
    example="2024-06-30",
)

FIGURES = Ledger(
    key="document_figures",
    label="通报数字",
    model=PublishedFigure,
    resolved=frozenset(
        {
            *("document", "stated", "key", "district", "scope", "campaign", "entity"),
            *("period_label", "period_start", "period_end"),
        }
    ),
    columns=(
        document(),
        position(of="数字"),
        section(PublishedFigure.section),
        words(
            "label",
            "数字名称",
            "指标名称",
            of=PublishedFigure.label,
            says="原文说的是什么数。",
            required=True,
            example="检查发现问题",
        ),
        LedgerColumn(
            key="stated",
            label="数值",
            aliases=("通报数",),
            required=True,
            most=40,
            help="照录原文，可写15万余份、5.3万元、98.5%；“余”按不少于计。",
            example="320项",
        ),
        words(
            "key",
            "对应指标",
            of=PublishedFigure.key,
            says="本看板中同口径指标的名称或代码；不填按数字名称找，找不到的只照录、不比较。",
            example="发现问题",
        ),
        replace(district(), required=False, help=_WHERE, example=""),
        words(
            "scope",
            "范围说明",
            of=PublishedFigure.scope,
            says="原文怎样说范围，如8个区县合计；不填按区县，区县也不填按全市。",
        ),
        words(
            "campaign",
            "行动名称",
            "专项行动",
            of=PublishedFigure.campaign,
            says="说的是哪次行动：行动全称，或只写“回头看”并填期间；不限行动的请留空。",
        ),
        words(
            "entity",
            "统计对象",
            of=PublishedFigure.entity,
            says="数的是什么机构或人员；不填按未注明。",
            example="培训机构",
        ),
        words(
            "period_label",
            "期间",
            of=PublishedFigure.period_label,
            says="原文怎样说期间，如2025年上半年、2024年11月；不填按未注明。",
            example="2024年上半年",
        ),
        _START,
        _END,
    ),
    keys=(("document", "position"),),
    rules=(in_order(_START, _END),),
    help="通报写明的一个数字一行，只在它自己的范围和期间内显示、核对。",
)
