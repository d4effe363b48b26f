"""执法案件: from lead to outcome, with penalties, and persons as counts only.

No person's name is kept: a party that is or may be a person is hidden from records and problems.
"""

from __future__ import annotations

import re
from typing import Final

from dashboard.access.restriction import NAMES
from dashboard.store.models.enforcement import (
    CASE_CAUSES,
    PENALTY_KINDS,
    PERSON_COUNT_KINDS,
    SUBJECT_KINDS,
    EnforcementCase,
)
from dashboard.store.models.inspections import Finding
from data_loaders.ledgers import steps
from data_loaders.ledgers.declaration import (
    CellKind,
    Derivation,
    Fault,
    Ledger,
    LedgerColumn,
    RowRule,
    Values,
)
from data_loaders.ledgers.fines import AMOUNT, AMOUNT_WAN
from data_loaders.ledgers.inspections import campaign
from data_loaders.ledgers.recurring import count, day, district, length, stored
from data_loaders.ledgers.steps import (
    CLOSED,
    CONFIRMED,
    FILED,
    LEAD,
    PENALISED,
    REFERRED,
    STAGE,
    WITHDRAWN,
)
from data_loaders.rules.rows import in_order, needs, within

_BODY: Final = re.compile(
    "公司|企业|集团|学校|学院|中心|考点|考试点|培训|厂|矿|站|所|院|局|社|部|店|队|协会|基地|项目|工程"
)
_SUBJECT = LedgerColumn(
    key="subject",
    label="当事人",
    aliases=(
        *("当事人名称", "被处罚单位", "被处罚单位名称", "违法主体", "违法主体名称", "违法单位"),
        *("涉案单位", "行政相对人", "行政相对人名称", "被处罚对象"),
    ),
    kind=CellKind.NAME,
    required=True,
    most=length(EnforcementCase.subject_name),
    help="单位填全称；当事人是个人的填“个人”，不写姓名，写了也不保存。",
    example="示例万州机械制造有限公司",
)
_SUBJECT_KIND = LedgerColumn(
    key="subject_kind",
    label="当事人类型",
    aliases=("当事人类别", "违法主体类型"),
    kind=CellKind.CHOICE,
    choices=stored(SUBJECT_KINDS),
    help="培训机构、考试点、用工企业或个人。",
    example="用工企业",
)
_INVOLVED = count("involved", "涉及人数", "涉案人数", unit="persons", says="案件涉及的人数。")
_DETAINED = count("detained", "刑事拘留人数", "刑拘人数", unit="persons", says="被刑事拘留的人数。")
_WANTED = count(
    *("wanted", "在逃人数", "上网追逃人数", "网上追逃人数"),
    unit="persons",
    says="在逃（上网追逃）的人数。",
)
_DISCIPLINED = count(
    "disciplined", "违纪处理人数", "违纪处理", unit="persons", says="因考试违纪被处理的人数。"
)
_PAID = day(
    "paid_on", "缴纳日期", "缴纳时间", "缴款日期", says="罚款缴清的日期；未缴请留空。", ours=True
)
_NUMBER = LedgerColumn(
    key="number",
    label="案件编号",
    aliases=(
        *("文书号", "案号", "案件号", "案件文号", "案件编码", "立案编号", "立案号", "立案文号"),
        *("处罚文书号", "处罚决定书文号", "行政处罚决定书文号"),
    ),
    kind=CellKind.CODE,
    most=length(EnforcementCase.number),
    help="案件或文书的编号，全市不重复；当事人是个人时必须填写。",
    example="示例案〔2024〕1号",
)


def _hidden(values: Values) -> frozenset[str]:
    """The party is hidden if it is a person, or no kind was given and it reads like one."""
    kind, name = values.get("subject_kind"), values.get("subject") or ""
    may_be = kind == "person" or (kind is None and not _BODY.search(name))
    return frozenset({"subject"}) if may_be else frozenset()


def _kind_of_person(values: Values) -> Fault | None:
    name = values.get("subject")
    if name is None or values.get("subject_kind") is not None or _BODY.search(name):
        return None
    return Fault(
        column="subject_kind",
        message="当事人不像单位名称，请填写当事人类型；是个人的，当事人一栏填“个人”，不写姓名",
    )


def _person_has_number(values: Values) -> Fault | None:
    if values.get("subject_kind") != "person" or values.get("number") is not None:
        return None
    return Fault(
        column="number",
        message="当事人是个人的案件不保存姓名，无法与其他案件区分，请填写案件编号",
    )


CASES = Ledger(
    key="cases",
    label="执法案件",
    aliases=("执法案件台账", "案件台账", "执法台账"),
    model=EnforcementCase,
    resolved=frozenset(
        {
            *("district", "subject", "subject_kind", "stage", "campaign", "note", "amount_fen"),
            *("penalty_kind", "paid_on", "counted_on", "finding_number", "finding_found_on"),
            *("finding_description",),
            *PERSON_COUNT_KINDS,
        }
    ),
    columns=(
        _NUMBER,
        district(),
        _SUBJECT,
        _SUBJECT_KIND,
        LedgerColumn(
            key="cause",
            label="案由",
            aliases=("违法行为", "违法事由", "案由类别", "违法行为类型"),
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(CASE_CAUSES),
            help="无证上岗、考试作弊、考试违纪、不具备基本条件、培训造假或其他。",
            example="无证上岗",
        ),
        STAGE,
        AMOUNT,
        AMOUNT_WAN,
        _INVOLVED,
        _DETAINED,
        _WANTED,
        _DISCIPLINED,
        LEAD,
        CLOSED,
        campaign(),
        CONFIRMED,
        PENALISED,
        LedgerColumn(
            key="penalty_kind",
            label="处罚种类",
            kind=CellKind.CHOICE,
            choices=stored(PENALTY_KINDS),
            ours=True,
            help="罚款、警告、停业整顿或其他；填了罚款金额的按罚款计。",
            example="罚款",
        ),
        _PAID,
        REFERRED,
        FILED,
        WITHDRAWN,
        day("counted_on", "人数统计日期", says="各项人数是哪一天的数。", ours=True),
        LedgerColumn(
            key="finding_number",
            label="关联问题编号",
            kind=CellKind.CODE,
            most=length(Finding.number),
            ours=True,
            help="案件依据的问题在问题台账中的编号；没有编号的填后两列。",
        ),
        day("finding_found_on", "关联问题发现日期", says="案件依据的问题的发现日期。", ours=True),
        LedgerColumn(
            key="finding_description",
            label="关联问题描述",
            most=length(Finding.description),
            ours=True,
            help="案件依据的问题在问题台账中的描述。",
        ),
        LedgerColumn(
            key="note",
            label="备注",
            aliases=("说明",),
            most=300,
            help="需要说明的情况；只供核对，不存入数据库。",
        ),
    ),
    keys=(("number",), ("district", "subject", "lead_on")),
    private=_hidden,
    restricted=NAMES,
    rules=(
        in_order(LEAD, CONFIRMED),
        in_order(CONFIRMED, PENALISED),
        in_order(LEAD, PENALISED),
        in_order(LEAD, REFERRED),
        in_order(REFERRED, FILED),
        in_order(LEAD, FILED),
        in_order(LEAD, CLOSED),
        in_order(LEAD, WITHDRAWN),
        in_order(PENALISED, _PAID),
        within(_INVOLVED, _DETAINED, _WANTED),
        needs(STAGE, CLOSED, when="closed"),
        RowRule(
            key="kind-of-party",
            words="当事人不像单位名称的须有当事人类型",
            reads=frozenset({"subject", "subject_kind"}),
            check=_kind_of_person,
        ),
        RowRule(
            key="person-needs-number",
            words="当事人是个人的须有案件编号",
            reads=frozenset({"subject_kind", "number"}),
            check=_person_has_number,
        ),
        RowRule(
            key="stage-behind-dates",
            words="阶段为线索的不应有以后各步的日期",
            reads=frozenset({"stage", *(step.key for step in steps.ORDER)}),
            check=steps.stage_behind,
            refuses=False,
        ),
    ),
    derivations=(
        Derivation(
            words="阶段说明已到某一步而没有该步日期的，以前一步的日期、否则立案日期计并提醒（撤案先取结案日期）",
            apply=steps.reach_stage,
        ),
        Derivation(
            words="有罚款金额的处罚种类为罚款；有处罚而无处罚日期的，以查实日期、否则立案日期计并提醒",
            apply=steps.penalise,
        ),
        Derivation(words="有人数而无人数统计日期的，以本行最晚的日期计", apply=steps.count_persons),
    ),
    help="一个案件一行；人员只计人数，不保存姓名。",
)
