"""Chinese heads and words of ledger columns, as the ledgers' own templates print them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dashboard.store.models.enforcement import (
    CASE_CAUSES,
    PENALTY_KINDS,
    PERSON_COUNT_KINDS,
    SUBJECT_KINDS,
)
from dashboard.store.models.inspections import (
    FINDING_CATEGORIES,
    INSPECTION_MODES,
    SEVERITIES,
    VERIFICATIONS,
)
from dashboard.store.models.institutions import (
    INSTITUTION_KINDS,
    REVIEW_OUTCOMES,
    REVIEW_STAGES,
)
from dashboard.store.models.publicity import CHANNELS, REACH_REPORTERS
from dashboard.store.models.sources import QUALIFIERS

DISTRICT: Final = "区县（开发区）"
INSTITUTION: Final = "机构名称"
EXAM_SITE: Final = "考试点名称"
BATCH: Final = "批次"
SHEET: Final = "工作表"
ROW: Final = "行号"

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "institution.uscc": "统一社会信用代码",
        "institution.name": INSTITUTION,
        "institution.kind": "机构类型",
        "institution.theory_seats": "理论座位数",
        "institution.practical_stations": "实操工位数",
        "institution.founded_on": "成立日期",
        "institution.closed_on": "注销日期",
        "institution.note": "备注",
        "exam_site.uscc": "统一社会信用代码",
        "exam_site.name": EXAM_SITE,
        "exam_site.theory_seats": "理论机位数",
        "exam_site.practical_stations": "实操工位数",
        "exam_site.opened_on": "启用日期",
        "exam_site.closed_on": "停用日期",
        "exam_site.note": "备注",
        "review_decision.round_id": "复核轮次",
        "review_decision.stage": "阶段",
        "review_decision.outcome": "结论",
        "review_decision.decided_on": "结论日期",
        "review_decision.deadline": "整改期限",
        "review_decision.note": "备注",
        "inspection.number": "检查编号",
        "inspection.campaign_id": "行动名称",
        "inspection.mode": "检查方式",
        "inspection.team": "检查组",
        "inspection.inspected_on": "检查日期",
        "inspection.note": "备注",
        "finding.number": "问题编号",
        "finding.inspection_id": "检查编号",
        "finding.order_id": "整改书编号",
        "finding.category": "问题类别",
        "finding.clause_id": "对应条款",
        "finding.severity": "严重程度",
        "finding.description": "问题描述",
        "finding.found_on": "发现日期",
        "finding.due_on": "整改期限",
        "finding.completed_on": "整改完成日期",
        "finding.verified_on": "复查日期",
        "finding.verification": "复查结果",
        "finding.reopened_on": "重开日期",
        "finding.closed_on": "销号日期",
        "finding.note": "备注",
        "rectification_order.number": "整改书编号",
        "rectification_order.issued_on": "下达日期",
        "rectification_order.due_on": "整改期限",
        "rectification_order.closed_on": "办结日期",
        "enforcement_case.number": "案件编号",
        "enforcement_case.campaign_id": "行动名称",
        "enforcement_case.finding_id": "问题编号",
        "enforcement_case.subject_kind": "当事人类型",
        "enforcement_case.subject_name": "当事人",
        "enforcement_case.cause": "案由",
        "enforcement_case.lead_on": "线索登记日期",
        "enforcement_case.confirmed_on": "查实日期",
        "enforcement_case.penalised_on": "处罚日期",
        "enforcement_case.referred_on": "移送公安日期",
        "enforcement_case.filed_on": "刑事立案日期",
        "enforcement_case.closed_on": "结案日期",
        "enforcement_case.withdrawn_on": "撤案日期",
        "penalty.case_id": "案件编号",
        "penalty.kind": "处罚种类",
        "penalty.amount_fen": "罚款金额",
        "penalty.decided_on": "处罚决定日期",
        "penalty.paid_on": "缴纳日期",
        "case_person_count.case_id": "案件编号",
        "case_person_count.kind": "人数类别",
        "case_person_count.persons": "人数",
        "case_person_count.counted_on": "统计日期",
        "publicity_activity.channel": "渠道",
        "publicity_activity.name": "名称",
        "publicity_activity.held_on": "日期",
        "publicity_activity.items": "期数（次数）",
        "publicity_activity.copies": "份数",
        "publicity_activity.copies_qualifier": "份数口径",
        "publicity_activity.person_times": "覆盖人次",
        "publicity_activity.reach_qualifier": "人次口径",
        "publicity_activity.reported_by": "数据来源",
        "publicity_activity.note": "备注",
        "training_class.number": "班次编号",
        "training_class.trade": "工种",
        "training_class.started_on": "开班日期",
        "training_class.ended_on": "结业日期",
        "training_class.hours_required": "应授学时",
        "training_class.hours_delivered": "实授学时",
        "training_class.enrolled": "学员人数",
        "training_class.sign_ins_due": "应签到",
        "training_class.sign_ins_actual": "实签到",
        "training_class.sign_ins_backfilled": "补签",
        "training_class.archive_required": "档案应有",
        "training_class.archive_present": "档案实有",
        "exam_month.trade": "工种",
        "exam_month.month": "月份",
        "exam_month.theory_candidates": "理论首考",
        "exam_month.theory_passes": "理论首考合格",
        "exam_month.practical_candidates": "实操首考",
        "exam_month.practical_passes": "实操首考合格",
        "exam_month.out_of_city": "市外考生",
        "exam_month.origin_unknown": "来源未知",
        "exam_month.capacity": "考试容量",
        "standard.code": "标准号",
        "standard.title": "名称",
        "standard.subject": "适用对象",
        "standard.issued_on": "发布日期",
        "standard.in_force_on": "实施日期",
        "standard.superseded_on": "废止日期",
        "standard.note": "说明",
    }
)
"""Head of each column shown, by `table.column`; a key of another table is shown as its name."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "institution.kind": INSTITUTION_KINDS,
        "review_decision.stage": REVIEW_STAGES,
        "review_decision.outcome": REVIEW_OUTCOMES,
        "inspection.mode": INSPECTION_MODES,
        "finding.category": FINDING_CATEGORIES,
        "finding.severity": SEVERITIES,
        "finding.verification": VERIFICATIONS,
        "enforcement_case.subject_kind": SUBJECT_KINDS,
        "enforcement_case.cause": CASE_CAUSES,
        "penalty.kind": PENALTY_KINDS,
        "case_person_count.kind": PERSON_COUNT_KINDS,
        "publicity_activity.channel": CHANNELS,
        "publicity_activity.copies_qualifier": QUALIFIERS,
        "publicity_activity.reach_qualifier": QUALIFIERS,
        "publicity_activity.reported_by": REACH_REPORTERS,
    }
)
"""What a reader sees for each key held in a coded column."""
