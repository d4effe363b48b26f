"""考试月报: first attempts by exam site or institution, trade and month."""

from __future__ import annotations

from dashboard.store.models.institutions import Institution
from dashboard.store.models.training import ExamMonth
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.recurring import count, district, length, unit_kind
from data_loaders.rules.rows import within


def _first(key: str, label: str, *aliases: str, says: str, example: str) -> LedgerColumn:
    return count(key, label, *aliases, unit="person_times", says=says, example=example)


_THEORY = _first(
    "theory_candidates",
    "理论首考人数",
    "理论首考人次",
    "理论首次考试人数",
    says="第一次参加理论考试的人次。",
    example="77",
)
_THEORY_PASSES = _first(
    "theory_passes",
    "理论首考合格人数",
    "理论首考合格人次",
    "理论首考通过人数",
    says="其中第一次就合格的人次。",
    example="60",
)
_PRACTICAL = _first(
    "practical_candidates",
    "实操首考人数",
    "实操首考人次",
    "实操首次考试人数",
    says="第一次参加实操考试的人次。",
    example="57",
)
_PRACTICAL_PASSES = _first(
    "practical_passes",
    "实操首考合格人数",
    "实操首考合格人次",
    "实操首考通过人数",
    says="其中第一次就合格的人次。",
    example="41",
)
_OUT_OF_CITY = _first(
    "out_of_city",
    "市外考生人数",
    *("市外人数", "市外考生", "市外考生人次", "外地考生人数"),
    says="理论首考考生中申报来自市外的人次。",
    example="7",
)
_UNKNOWN = _first(
    "origin_unknown",
    "来源未知人数",
    "来源不明人数",
    "来源未知考生人数",
    says="理论首考考生中来源不明的人次。",
    example="2",
)

EXAM_MONTHS = Ledger(
    key="exam_months",
    label="考试月报",
    aliases=("考试月报台账", "月报", "考试情况月报"),
    model=ExamMonth,
    resolved=frozenset({"district", "unit", "unit_kind"}),
    columns=(
        district(),
        LedgerColumn(
            key="unit",
            label="考点或机构",
            aliases=(
                *("考试点名称", "机构名称", "考点名称", "考点或机构名称", "考试点或机构", "考试点"),
                *(
                    "机构或考点",
                    "机构或考试点",
                    "考点/机构",
                    "机构/考点",
                    "考试点/机构",
                    "单位名称",
                ),
                *("培训机构", "培训机构名称", "考试机构"),
            ),
            kind=CellKind.NAME,
            required=True,
            most=length(Institution.name),
            help="考试点或培训机构的全称，与台账一致；同一批考生分别按考试点和机构填报，不相加。",
            example="示例万州第一安全培训学校",
        ),
        LedgerColumn(
            key="trade",
            label="工种",
            aliases=("考试工种", "作业类别", "操作项目", "准操项目", "作业项目", "考试项目"),
            required=True,
            most=length(ExamMonth.trade),
            help="操作项目的全称，如低压电工作业。",
            example="低压电工作业",
        ),
        LedgerColumn(
            key="month",
            label="月份",
            aliases=("考试月份", "年月", "统计月份", "报告月份", "所属月份", "考试年月"),
            kind=CellKind.MONTH,
            required=True,
            help="考试的年月，如2024年11月。",
            example="2024年11月",
        ),
        _THEORY,
        _THEORY_PASSES,
        _PRACTICAL,
        _PRACTICAL_PASSES,
        _OUT_OF_CITY,
        _UNKNOWN,
        count(
            "capacity",
            "考试容量（人次）",
            *("考试容量", "月考试容量", "考试承载能力"),
            unit="person_times",
            says="当月能够安排考试的人次。",
            example="164",
        ),
        unit_kind(of="考点或机构"),
    ),
    keys=(("district", "unit", "trade", "month"),),
    rules=(
        within(_THEORY, _THEORY_PASSES),
        within(_PRACTICAL, _PRACTICAL_PASSES),
        within(_THEORY, _OUT_OF_CITY, _UNKNOWN),
    ),
    help="一个考试点或机构的一个工种一个月一行。",
)
