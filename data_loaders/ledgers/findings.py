"""问题台账: what was found, and how the mending went."""

from __future__ import annotations

from dashboard.access.restriction import VIOLATIONS
from dashboard.store.models.inspections import (
    FINDING_CATEGORIES,
    SEVERITIES,
    VERIFICATIONS,
    Finding,
    Inspection,
    RectificationOrder,
)
from data_loaders.ledgers.declaration import (
    CellKind,
    Derivation,
    Fault,
    Ledger,
    LedgerColumn,
    RowRule,
    Values,
)
from data_loaders.ledgers.inspections import unit
from data_loaders.ledgers.recurring import day, district, length, note, stored, unit_kind
from data_loaders.rules.rows import in_order, needs

_FOUND = day(
    "found_on",
    "发现日期",
    "检查日期",
    *("检查时间", "发现时间", "问题发现日期", "问题发现时间", "隐患发现日期", "隐患发现时间"),
    *("排查日期", "排查时间"),
    says="发现问题的日期。",
    example="2024-11-06",
    required=True,
)
_DUE = day(
    "due_on",
    "整改期限",
    "整改截止日期",
    *("整改时限", "整改截止时间", "整改到期日期", "限期整改日期", "限期整改时间", "整改限期"),
    *("整改完成时限", "整改完成期限", "要求完成日期", "要求完成时间", "要求整改完成日期"),
    says="要求整改完成的最后一天；未设请留空。",
    example="2024-12-20",
    future=True,
    same_as=("found_on",),
)
_COMPLETED = day(
    "completed_on",
    "整改完成日期",
    "完成日期",
    *("完成时间", "整改完成时间", "完成整改日期", "完成整改时间"),
    *("实际完成日期", "实际完成时间", "实际整改完成日期", "实际整改完成时间"),
    says="首次报告整改完成的日期。",
    example="2024-12-05",
    same_as=("verified_on", "found_on"),
)
_VERIFIED = day(
    "verified_on",
    "复查日期",
    *("复查时间", "整改复查日期", "整改复查时间"),
    says="第一次复查的日期。",
    example="2024-12-10",
    same_as=("completed_on",),
)
_VERIFICATION = LedgerColumn(
    key="verification",
    label="复查结果",
    aliases=("复查结论", "整改复查结果", "整改复查结论"),
    kind=CellKind.CHOICE,
    choices=stored(VERIFICATIONS, 未通过="failed"),
    help="通过或不通过；未复查请留空。",
    example="通过",
)
_REOPENED = day("reopened_on", "重新打开日期", says="复查不通过后重新整改的日期。", ours=True)
_CLOSED = day(
    "closed_on",
    "销号日期",
    *("销号时间", "问题销号日期", "隐患销号日期"),
    says="问题销号的日期；未销号请留空。",
    example="2024-12-12",
    ours=True,
    same_as=("verified_on",),
)
_ORDER = LedgerColumn(
    key="order_number",
    label="整改书编号",
    aliases=(
        *("整改通知书编号", "整改指令书编号", "整改文书编号", "整改书文号", "整改通知书文号"),
        *("整改指令书文号", "整改文书号", "责令整改通知书编号", "责令限期整改指令书编号"),
    ),
    kind=CellKind.CODE,
    most=length(RectificationOrder.number),
    help="责令整改文书的编号；同一文书含多个问题的各行填同一编号。",
    example="示例整改〔2024〕1号",
)
_ISSUED = day(
    "order_issued_on", "整改书下达日期", "整改书下达时间", says="整改书下达的日期。", ours=True
)


def _close(values: Values) -> Fault | None:
    """A file without 销号日期 closes what passed its check, on the day of the check."""
    passed = values.get("verification") == "passed" and values.get(_REOPENED.key) is None
    if _CLOSED.key not in values and passed:
        values[_CLOSED.key] = values.get("verified_on")
    return None


def _reopen(values: Values) -> Fault | None:
    """A file without 重新打开日期 reopens what failed its check, on the day of the check."""
    if _REOPENED.key not in values and values.get("verification") == "failed":
        values[_REOPENED.key] = values.get("verified_on")
    return None


def _failed_stays_open(values: Values) -> Fault | None:
    if values.get("reopened_on") is None or values.get("verification") == "failed":
        return None
    return Fault(column="reopened_on", message="重新打开日期只用于复查结果为“不通过”的问题")


_FINDING_RULES = (
    *(in_order(_FOUND, later) for later in (_DUE, _COMPLETED, _VERIFIED)),
    in_order(_COMPLETED, _VERIFIED),
    in_order(_VERIFIED, _REOPENED),
    in_order(_FOUND, _CLOSED),
    in_order(_REOPENED, _CLOSED),
    in_order(_ISSUED, _DUE),
    needs(_VERIFICATION, _VERIFIED),
    needs(_ISSUED, _ORDER),
)

FINDINGS = Ledger(
    key="findings",
    label="问题台账",
    aliases=(
        *("问题隐患台账", "隐患台账", "问题清单台账", "问题整改台账", "隐患整改台账"),
        *("隐患排查整改台账", "隐患排查治理台账", "问题隐患整改台账"),
    ),
    model=Finding,
    resolved=frozenset(
        {
            *("district", "unit", "unit_kind", "clause", "inspection_number", "order_number"),
            *("order_issued_on",),
        }
    ),
    columns=(
        LedgerColumn(
            key="number",
            label="问题编号",
            aliases=("隐患编号", "问题编码"),
            kind=CellKind.CODE,
            most=length(Finding.number),
            help="问题的编号，全市不重复；没有请留空。",
            example="示例问题00001",
        ),
        LedgerColumn(
            key="inspection_number",
            label="检查编号",
            aliases=("检查记录编号", "检查文书编号"),
            kind=CellKind.CODE,
            most=length(Inspection.number),
            help="发现问题的那次检查在检查记录中的编号；没有请留空。",
            example="示例检〔2024〕1号",
        ),
        district(),
        unit(role="问题所在的培训机构或考试点"),
        LedgerColumn(
            key="category",
            label="问题类别",
            aliases=("问题类型", "问题分类", "隐患类别", "隐患类型", "隐患分类"),
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(FINDING_CATEGORIES),
            help="机构隐患、培训质量、培训档案或违法违规。",
            example="培训档案",
        ),
        LedgerColumn(
            key="clause",
            label="对应条款",
            aliases=("条款", "违反条款", "对应标准条款", "标准条款", "依据条款"),
            most=60,
            help="违反的标准及条款号，如AQ 8011-2023 4.7；只写条款号时按AQ 8011-2023计。",
            example="AQ 8011-2023 4.7",
        ),
        LedgerColumn(
            key="severity",
            label="严重程度",
            aliases=(
                *("隐患级别", "隐患等级", "隐患程度", "问题等级", "问题级别", "问题严重程度"),
                *("隐患严重程度", "严重等级"),
            ),
            kind=CellKind.CHOICE,
            choices=stored(SEVERITIES, 一般隐患="minor", 较大隐患="major", 重大隐患="critical"),
            help="一般、较大或重大；未定级请留空。",
            example="一般",
        ),
        LedgerColumn(
            key="description",
            label="问题描述",
            aliases=(
                *("存在问题", "存在的问题", "主要问题", "发现问题", "发现的问题", "问题内容"),
                *(
                    "检查发现问题",
                    "检查发现的问题",
                    "隐患描述",
                    "隐患内容",
                    "问题隐患",
                    "问题隐患描述",
                ),
                *("隐患问题", "隐患问题描述", "问题隐患内容", "存在问题隐患", "存在的问题隐患"),
                *("存在问题描述", "问题及隐患", "问题具体描述", "问题具体内容"),
            ),
            required=True,
            most=length(Finding.description),
            help="发现了什么；一行一个问题，不写人名。",
            example="培训档案缺少学员签到表",
        ),
        _FOUND,
        _DUE,
        _ORDER,
        _COMPLETED,
        _VERIFIED,
        _VERIFICATION,
        unit_kind(of="被检单位"),
        _ISSUED,
        _REOPENED,
        _CLOSED,
        note(Finding.note),
    ),
    keys=(("number",), ("district", "unit", "found_on", "description")),
    restricted=VIOLATIONS,
    rules=(
        *_FINDING_RULES,
        RowRule(
            key="reopened-without-failure",
            words="重新打开日期只用于复查不通过的问题",
            reads=frozenset({"reopened_on", "verification"}),
            check=_failed_stays_open,
        ),
    ),
    derivations=(
        Derivation(words="没有销号日期一列时，复查通过即以复查日期为销号日期", apply=_close),
        Derivation(
            words="没有重新打开日期一列时，复查不通过即以复查日期为重新打开日期", apply=_reopen
        ),
    ),
    help="一个问题一行。",
)
