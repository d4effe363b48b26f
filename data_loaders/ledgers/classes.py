"""培训班: classes held, with hours, sign-ins and archive."""

from __future__ import annotations

from dashboard.store.models.institutions import Institution
from dashboard.store.models.training import TrainingClass
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import count, day, district, length
from data_loaders.rules.rows import in_order, within

_MOST_HOURS = 9_999
_STARTED = day(
    "started_on",
    "开班日期",
    *("开班时间", "开课日期", "开课时间", "培训开始日期", "培训开始时间"),
    *("开始日期", "开始时间"),
    says="开班的日期。",
    example="2024-09-02",
    required=True,
)
_ENDED = day(
    "ended_on",
    "结业日期",
    "结班日期",
    *("结业时间", "结班时间", "结束日期", "结束时间", "培训结束日期", "培训结束时间"),
    says="结业的日期；未结业可填计划日期或留空。",
    example="2024-09-18",
    future=True,
)
_DUE = count(
    "sign_ins_due",
    "应签到人次",
    "应到人次",
    "应签到次数",
    unit="person_times",
    says="应签到的人次。",
    example="800",
)
_MADE = count(
    "sign_ins_actual",
    "实签到人次",
    *("实际签到人次", "实到人次", "实签到次数"),
    unit="person_times",
    says="实际签到的人次，含补签。",
    example="786",
)
_BACKFILLED = count(
    "sign_ins_backfilled",
    "补签人次",
    "补签到人次",
    "补签次数",
    unit="person_times",
    says="其中补签的人次。",
    example="4",
)
_REQUIRED = count(
    "archive_required",
    "档案应有件数",
    "应有档案件数",
    "档案应有数",
    unit="items",
    says="培训档案应有的件数。",
    example="14",
)
_PRESENT = count(
    "archive_present",
    "档案实有件数",
    "实有档案件数",
    "档案实有数",
    unit="items",
    says="培训档案实有的件数。",
    example="14",
)


def _hours(key: str, label: str, *aliases: str, says: str, example: str) -> LedgerColumn:
    return LedgerColumn(
        key=key,
        label=label,
        aliases=aliases,
        kind=CellKind.NUMBER,
        unit="hours",
        most=_MOST_HOURS,
        help=says,
        example=example,
    )


CLASSES = Ledger(
    key="classes",
    label="培训班",
    aliases=("培训班台账", "培训班次", "班次台账"),
    model=TrainingClass,
    resolved=frozenset({"district", "institution"}),
    columns=(
        LedgerColumn(
            key="number",
            label="班次编号",
            aliases=("班级编号", "培训班编号", "培训班次编号", "班次号", "开班编号"),
            kind=CellKind.CODE,
            most=length(TrainingClass.number),
            help="班次的编号，全市不重复；没有请留空。",
            example="示例班〔2024〕0001号",
        ),
        district(),
        LedgerColumn(
            key="institution",
            label="机构名称",
            aliases=(
                *("培训机构名称", "培训机构", "单位名称", "机构全称", "培训机构全称"),
                *("培训单位", "培训单位名称", "办班机构", "办班单位"),
            ),
            kind=CellKind.NAME,
            required=True,
            most=length(Institution.name),
            help="办班机构的全称，与机构台账一致。",
            example="示例万州第一安全培训学校",
        ),
        LedgerColumn(
            key="trade",
            label="工种",
            aliases=("培训工种", "作业类别", "操作项目", "准操项目", "作业项目", "培训项目"),
            required=True,
            most=length(TrainingClass.trade),
            help="操作项目的全称，如低压电工作业。",
            example="低压电工作业",
        ),
        _STARTED,
        _ENDED,
        _hours(
            "hours_required",
            "应授学时",
            "规定学时",
            "大纲学时",
            "应培学时",
            says="大纲要求的人均学时。",
            example="88",
        ),
        _hours(
            "hours_delivered",
            "实授学时",
            "实际学时",
            "实际授课学时",
            "实培学时",
            says="实际讲授的人均学时。",
            example="88",
        ),
        count(
            "enrolled",
            "学员人数",
            "人数",
            "学员数",
            "培训人数",
            "参训人数",
            unit="persons",
            says="学员人数。",
            example="20",
        ),
        _DUE,
        _MADE,
        _BACKFILLED,
        _REQUIRED,
        _PRESENT,
    ),
    keys=(("number",), ("district", "institution", "trade", "started_on")),
    rules=(
        in_order(_STARTED, _ENDED),
        within(_DUE, _MADE),
        within(_MADE, _BACKFILLED),
        within(_REQUIRED, _PRESENT),
    ),
    help="一个班次一行。",
)
