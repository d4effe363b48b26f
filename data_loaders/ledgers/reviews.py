"""复核结果: what each stage of a round of review decided of an institution."""

from __future__ import annotations

from dashboard.store.models.institutions import (
    REVIEW_OUTCOMES,
    REVIEW_STAGES,
    Institution,
    ReviewDecision,
    ReviewRound,
)
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import day, district, length, note, stored, uscc
from data_loaders.rules.rows import in_order

_DECIDED = day(
    "decided_on",
    "结论日期",
    *("复核日期", "复核时间", "结论时间", "作出结论日期", "作出结论时间"),
    says="作出结论的日期。",
    example="2024-06-18",
    required=True,
)
_DEADLINE = day(
    "deadline",
    "整改期限",
    *("整改截止日期", "整改时限", "整改截止时间", "整改限期", "限期整改日期"),
    *("整改完成时限", "整改完成期限"),
    says="要求整改完成的最后一天；未设请留空。",
    example="2024-07-31",
    future=True,
    same_as=("decided_on",),
)
_STARTED = day("round_started_on", "轮次开始日期", says="本轮复核的第一天。", ours=True)
_ENDED = day("round_ended_on", "轮次结束日期", says="本轮复核的最后一天。", ours=True, future=True)

REVIEWS = Ledger(
    key="reviews",
    label="复核结果",
    aliases=("复核台账", "机构复核", "复核情况"),
    model=ReviewDecision,
    resolved=frozenset(
        {
            *("institution", "uscc", "district", "round", "standard", "round_started_on"),
            *("round_ended_on",),
        }
    ),
    columns=(
        LedgerColumn(
            key="institution",
            label="机构名称",
            aliases=(
                *("培训机构名称", "单位名称", "培训机构", "机构全称", "培训机构全称"),
                *("培训单位名称", "被复核机构", "被复核单位", "被复核机构名称"),
            ),
            kind=CellKind.NAME,
            required=True,
            most=length(Institution.name),
            help="被复核机构的全称，与机构台账一致。",
            example="示例万州第一安全培训学校",
        ),
        uscc(of="机构"),
        district(),
        LedgerColumn(
            key="round",
            label="复核轮次",
            aliases=("轮次", "复核批次", "复核轮次名称"),
            required=True,
            most=length(ReviewRound.name),
            help="本轮复核的名称，同一轮写法要一致。",
            example="2024年基本条件复核",
        ),
        LedgerColumn(
            key="stage",
            label="阶段",
            aliases=("复核阶段", "复核环节"),
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(REVIEW_STAGES),
            help="自查自纠、区县检查或市级督查。",
            example="区县检查",
        ),
        LedgerColumn(
            key="outcome",
            label="结论",
            aliases=("复核结论", "复核结果", "最终结论", "评定结论", "评定结果"),
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(REVIEW_OUTCOMES),
            help="合格、整改或淘汰；其他说法需要确认，不作推断。",
            example="整改",
        ),
        _DECIDED,
        _DEADLINE,
        LedgerColumn(
            key="standard",
            label="依据标准",
            aliases=("复核标准", "复核依据标准"),
            help="本轮复核依据的标准编号，如AQ 8011-2023。",
            example="AQ 8011-2023",
            ours=True,
            most=40,
        ),
        _STARTED,
        _ENDED,
        note(ReviewDecision.note),
    ),
    keys=(
        ("uscc", "round", "stage"),
        ("district", "institution", "round", "stage"),
    ),
    rules=(in_order(_DECIDED, _DEADLINE), in_order(_STARTED, _ENDED)),
    help="一家机构在一轮复核的一个阶段一行。",
)
