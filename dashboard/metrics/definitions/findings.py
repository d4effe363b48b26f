"""Findings: what inspections found, and what of it is still open."""

from sqlalchemy import and_

from dashboard.metrics import populations
from dashboard.metrics.campaigns import LOOKBACK
from dashboard.metrics.definitions.inspections import LOOKED_BACK, SPECIAL, VISITS
from dashboard.metrics.facts import AS_OF, FINDINGS, happened, not_yet
from dashboard.metrics.metric import Direction, Metric, Nature, rows
from dashboard.metrics.states import FigureState
from dashboard.store.models.inspections import Finding

FOUND = rows(FINDINGS)
SPECIALLY_INSPECTED = populations.inspected(SPECIAL, says="专项执法检查")
OPEN = not_yet(Finding.closed_on)
OVERDUE = and_(OPEN, Finding.due_on < AS_OF)

METRICS = (
    Metric(
        key="findings",
        label="发现问题",
        family="findings",
        unit="findings",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=FOUND,
        numerator_says="发现日期在期间内的问题数，一条问题计一次",
    ),
    Metric(
        key="findings_per_inspection",
        label="次均发现问题",
        family="findings",
        unit="per_inspection",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=rows(FINDINGS, Finding.inspection_id.is_not(None)),
        numerator_says="期间内检查发现的问题数",
        denominator=VISITS,
        denominator_says="同期检查次数",
        excludes="不是由检查发现的问题",
        min_denominator=5,
        no_base=FigureState.NOT_INSPECTED,
        comparable=True,
    ),
    Metric(
        key="findings_critical",
        label="重大问题",
        family="findings",
        unit="findings",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=rows(FINDINGS, Finding.severity == "critical"),
        numerator_says="发现日期在期间内、严重程度为“重大”的问题数",
        excludes="未填报严重程度的问题",
    ),
    Metric(
        key="findings_open",
        label="未销号问题",
        family="findings",
        unit="findings",
        nature=Nature.STOCK,
        population=populations.INSPECTED,
        numerator=rows(FINDINGS, OPEN),
        numerator_says="截至当日尚未销号的问题数",
        good=Direction.LOWER,
    ),
    Metric(
        key="findings_overdue",
        label="超期未整改问题",
        family="findings",
        unit="findings",
        nature=Nature.STOCK,
        population=populations.INSPECTED,
        numerator=rows(FINDINGS, OVERDUE),
        numerator_says="截至当日未销号且整改期限早于当日的问题数",
        excludes="未设整改期限的问题",
        good=Direction.LOWER,
    ),
    Metric(
        key="findings_by_kind",
        label="各类问题",
        family="findings",
        unit="findings",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=FOUND,
        numerator_says="发现日期在期间内的问题数，按台账填报的类别和严重程度分开计",
        excludes="无；未填报严重程度的单列",
    ),
    Metric(
        key="findings_open_by_kind",
        label="各类未销号问题",
        family="findings",
        unit="findings",
        nature=Nature.STOCK,
        population=populations.INSPECTED,
        numerator=rows(FINDINGS, OPEN),
        numerator_says="截至当日尚未销号的问题数，按类别和严重程度分开计",
        excludes="无；未填报严重程度的单列",
        good=Direction.LOWER,
    ),
    Metric(
        key="findings_reopened",
        label="复查不通过重开",
        family="findings",
        unit="findings",
        nature=Nature.COHORT,
        population=populations.INSPECTED,
        numerator=rows(FINDINGS, happened(Finding.reopened_on)),
        numerator_says="期间内发现、截至当日复查不通过后重新打开过的问题数",
        good=Direction.LOWER,
    ),
    Metric(
        key="hazards_found",
        label="专项执法发现隐患",
        family="findings",
        unit="hazards",
        nature=Nature.FLOW,
        population=SPECIALLY_INSPECTED,
        numerator=rows(FINDINGS, SPECIAL),
        numerator_says="期间内行动类别为“专项执法”的检查发现的问题隐患数",
    ),
    Metric(
        key="lookback_problems_found",
        label="回头看发现问题",
        family="findings",
        unit="findings",
        nature=Nature.CAMPAIGN,
        population=LOOKED_BACK,
        numerator=rows(FINDINGS, LOOKBACK),
        numerator_says="“回头看”检查发现的问题数",
    ),
)
