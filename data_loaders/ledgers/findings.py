"""问题台账: what was found, and how the mending went."""

from __future__ import annotations

from dashboard.store.models.inspections import (
    FINDING_CATEGORIES,
    SEVERITIES,
    VERIFICATIONS,
    Finding,
    Inspection,
    RectificationOrder,
)
from data_loaders.ledgers.declaration import (
    Column,
    Derivation,
    Fault,
    Kind,
    Ledger,
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
    says="发现问题的日期。",
    example="2024-11-06",
    required=True,
)
_DUE = day(
    "due_on",
    "整改期限",
    "整改截止日期",
    says="要求整改完成的最后一天；未设请留空。",
    example="2024-12-20",
    future=True,
)
_COMPLETED = day(
    "completed_on",
    "整改完成日期",
    "完成日期",
    says="首次报告整改完成的日期。",
    example="2024-12-05",
)
_VERIFIED = day("verified_on", "复查日期", says="第一次复查的日期。", example="2024-12-10")
_VERIFICATION = Column(
    key="verification",
    label="复查结果",
    kind=Kind.CHOICE,
    choices=stored(VERIFICATIONS),
    ask=("合格", "不合格", "已整改", "未整改", "部分通过"),
    help="通过或不通过；未复查请留空。",
    example="通过",
)
_REOPENED = day("reopened_on", "重新打开日期", says="复查不通过后重新整改的日期。", ours=True)
_CLOSED = day(
    "closed_on", "销号日期", says="问题销号的日期；未销号请留空。", example="2024-12-12", ours=True
)
_ORDER = Column(
    key="order_number",
    label="整改书编号",
    aliases=("整改通知书编号", "整改指令书编号"),
    kind=Kind.CODE,
    most=length(RectificationOrder.number),
    help="责令整改文书的编号；同一文书含多个问题的各行填同一编号。",
    example="示例整改〔2024〕1号",
)
_ISSUED = day("order_issued_on", "整改书下达日期", says="整改书下达的日期。", ours=True)


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
    in_order(_FOUND, _DUE),
    in_order(_FOUND, _COMPLETED),
    in_order(_FOUND, _VERIFIED),
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
    aliases=("问题隐患台账", "隐患台账", "问题清单台账"),
    columns=(
        Column(
            key="number",
            label="问题编号",
            kind=Kind.CODE,
            most=length(Finding.number),
            help="问题的编号，全市不重复；没有请留空。",
            example="示例问题00001",
        ),
        Column(
            key="inspection_number",
            label="检查编号",
            aliases=("检查记录编号",),
            kind=Kind.CODE,
            most=length(Inspection.number),
            help="发现问题的那次检查在检查记录中的编号；没有请留空。",
            example="示例检〔2024〕1号",
        ),
        district(),
        unit(role="问题所在的培训机构或考试点"),
        Column(
            key="category",
            label="问题类别",
            aliases=("问题类型",),
            kind=Kind.CHOICE,
            required=True,
            choices=stored(FINDING_CATEGORIES),
            ask=("设施隐患", "质量", "档案", "违法"),
            help="机构隐患、培训质量、培训档案或违法违规。",
            example="培训档案",
        ),
        Column(
            key="clause",
            label="对应条款",
            aliases=("条款",),
            most=60,
            help="违反的标准及条款号，如AQ 8011-2023 4.7；只写条款号时按AQ 8011-2023计。",
            example="AQ 8011-2023 4.7",
        ),
        Column(
            key="severity",
            label="严重程度",
            aliases=("隐患级别", "问题等级"),
            kind=Kind.CHOICE,
            choices=stored(SEVERITIES),
            ask=("轻微", "严重", "特别重大"),
            help="一般、较大或重大；未定级请留空。",
            example="一般",
        ),
        Column(
            key="description",
            label="问题描述",
            aliases=("存在问题", "问题内容", "隐患描述"),
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
