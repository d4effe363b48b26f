"""Rectification: orders issued, and whether mending was done and done in time."""

from sqlalchemy import and_

from dashboard.metrics.definitions.findings import FOUND, OPEN, OVERDUE
from dashboard.metrics.definitions.inspections import LOOKBACK, VISITS
from dashboard.metrics.facts import AS_OF, FINDINGS, INSPECTIONS, ORDERS, happened, not_yet
from dashboard.metrics.metric import Direction, Metric, rows
from dashboard.store.models.inspections import Finding, RectificationOrder

_FALLEN_DUE = Finding.due_on < AS_OF
_ON_TIME = and_(_FALLEN_DUE, happened(Finding.closed_on), Finding.closed_on <= Finding.due_on)
CLOSED = happened(Finding.closed_on)
_ISSUED = rows(ORDERS)
_ORDER_OPEN = not_yet(RectificationOrder.closed_on)
_ORDER_FALLEN_DUE = RectificationOrder.due_on < AS_OF

METRICS = (
    Metric(
        key="rectification_orders_issued",
        label="下达整改书",
        family="rectification",
        unit="orders",
        numerator=_ISSUED,
        numerator_says="下达日期在期间内的整改书份数",
        exposure=VISITS,
    ),
    Metric(
        key="orders_overdue",
        label="超期整改书",
        family="rectification",
        unit="orders",
        numerator=rows(ORDERS, _ORDER_OPEN, _ORDER_FALLEN_DUE),
        numerator_says="截至当日未办结且期限早于当日的整改书份数",
        excludes="未设期限的整改书",
        good=Direction.LOWER,
    ),
    Metric(
        key="rectification_completion_rate",
        label="整改完成率（按问题）",
        family="rectification",
        unit="share",
        numerator=rows(FINDINGS, CLOSED),
        numerator_says="截至当日已销号的问题数",
        denominator=FOUND,
        denominator_says="期间内发现的问题数（含未到期的）",
        good=Direction.HIGHER,
        min_denominator=5,
        comparable=True,
    ),
    Metric(
        key="orders_closed_share",
        label="整改完成率（按整改书）",
        family="rectification",
        unit="share",
        numerator=rows(ORDERS, happened(RectificationOrder.closed_on)),
        numerator_says="截至当日已办结的整改书份数",
        denominator=_ISSUED,
        denominator_says="期间内下达的整改书份数",
        good=Direction.HIGHER,
        min_denominator=5,
    ),
    Metric(
        key="on_time_share",
        label="按期整改率",
        family="rectification",
        unit="share",
        numerator=rows(FINDINGS, _ON_TIME),
        numerator_says="整改期限已过、且在期限内销号的问题数",
        denominator=rows(FINDINGS, _FALLEN_DUE),
        denominator_says="整改期限已过的全部问题数，未销号的也计入",
        excludes="期限未到的和未设期限的问题",
        good=Direction.HIGHER,
        min_denominator=10,
        comparable=True,
    ),
    Metric(
        key="overdue_share",
        label="到期未销号率",
        family="rectification",
        unit="share",
        numerator=rows(FINDINGS, OVERDUE),
        numerator_says="截至当日未销号且整改期限已过的问题数",
        denominator=rows(FINDINGS, _FALLEN_DUE),
        denominator_says="整改期限已过的全部问题数",
        excludes="期限未到的和未设期限的问题",
        good=Direction.LOWER,
        min_denominator=10,
        comparable=True,
    ),
    Metric(
        key="orders_overdue_share",
        label="到期未办结率（按整改书）",
        family="rectification",
        unit="share",
        numerator=rows(ORDERS, _ORDER_OPEN, _ORDER_FALLEN_DUE),
        numerator_says="截至当日未办结且期限已过的整改书份数",
        denominator=rows(ORDERS, _ORDER_FALLEN_DUE),
        denominator_says="期限已过的全部整改书份数",
        excludes="期限未到的和未设期限的整改书",
        good=Direction.LOWER,
        min_denominator=10,
    ),
    Metric(
        key="orders_on_time_share",
        label="按期办结率（按整改书）",
        family="rectification",
        unit="share",
        numerator=rows(
            ORDERS,
            _ORDER_FALLEN_DUE,
            happened(RectificationOrder.closed_on),
            RectificationOrder.closed_on <= RectificationOrder.due_on,
        ),
        numerator_says="期限已过、且在期限内办结的整改书份数",
        denominator=rows(ORDERS, _ORDER_FALLEN_DUE),
        denominator_says="期限已过的全部整改书份数，未办结的也计入",
        excludes="期限未到的和未设期限的整改书",
        good=Direction.HIGHER,
        min_denominator=10,
    ),
    Metric(
        key="verified_share",
        label="复查率",
        family="rectification",
        unit="share",
        numerator=rows(FINDINGS, happened(Finding.completed_on), happened(Finding.verified_on)),
        numerator_says="报告整改完成后已复查的问题数",
        denominator=rows(FINDINGS, happened(Finding.completed_on)),
        denominator_says="已报告整改完成的问题数",
        good=Direction.HIGHER,
        min_denominator=10,
    ),
    Metric(
        key="lookback_open",
        label="回头看未销号",
        family="rectification",
        unit="findings",
        numerator=rows(FINDINGS, LOOKBACK, OPEN),
        numerator_says="“回头看”发现、截至当日尚未销号的问题数",
        good=Direction.LOWER,
        exposure=rows(INSPECTIONS, LOOKBACK),
    ),
    Metric(
        key="findings_without_deadline",
        label="未设期限的未销号问题",
        family="rectification",
        unit="findings",
        numerator=rows(FINDINGS, OPEN, Finding.due_on.is_(None)),
        numerator_says="截至当日未销号且台账未填整改期限的问题数",
        good=Direction.LOWER,
        exposure=VISITS,
    ),
)
