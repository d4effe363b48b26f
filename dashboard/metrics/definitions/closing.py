"""The clock of rectification: terms coming and past, stages of the loop, days to the end of it."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from sqlalchemy import ColumnElement

from dashboard.metrics import populations
from dashboard.metrics.deadlines import DUE_BANDS, OVERDUE_BANDS, DeadlineBand
from dashboard.metrics.definitions.findings import OPEN
from dashboard.metrics.facts import FINDINGS, ORDERS, Expression, Fact, happened, not_yet
from dashboard.metrics.metric import Direction, Metric, Nature, Tally, lasting, rows
from dashboard.metrics.progress import ORDERED, order_stands_at, stands_at
from dashboard.metrics.states import FigureState
from dashboard.store.models.inspections import Finding, RectificationOrder

_FEWEST: Final = 10
"""Findings or orders that a time or a rate needs."""
_ORDER_OPEN = not_yet(RectificationOrder.closed_on)
_TAKEN = lasting(FINDINGS, since=Finding.found_on, until=Finding.closed_on)
_ORDER_TAKEN = lasting(
    ORDERS, since=RectificationOrder.issued_on, until=RectificationOrder.closed_on
)
_STILL_OPEN: Final = "按已历天数计入、不当作已销号（卡普兰-迈耶法）"


def _count(
    fact: Fact,
    unit: str,
    key: str,
    label: str,
    says: str,
    *where: ColumnElement[bool],
    good: Direction = Direction.LOWER,
    excludes: str = "无",
    nature: Nature = Nature.STOCK,
) -> Metric:
    """A count of a fact's rows, with the visits that could have led to them."""
    return Metric(
        key=key,
        label=label,
        family="rectification",
        unit=unit,
        nature=nature,
        population=populations.INSPECTED,
        numerator=rows(fact, *where),
        numerator_says=says,
        excludes=excludes,
        good=good,
    )


_findings = partial(_count, FINDINGS, "findings")
_orders = partial(_count, ORDERS, "orders")


def _terms() -> Iterable[Metric]:
    """Every band of days past or left, of findings and of orders."""
    for band in (*OVERDUE_BANDS.values(), *DUE_BANDS.values()):
        yield _findings(
            band.key if band.key in DUE_BANDS else f"findings_{band.key}",
            f"{band.label}的问题",
            f"截至当日未销号且{_term(band)}的问题数",
            OPEN,
            _within(band, Finding.due_on),
            excludes="未设整改期限的问题",
        )
        yield _orders(
            f"orders_{band.key}",
            f"{band.label}的整改书",
            f"截至当日未办结且{_term(band)}的整改书份数",
            _ORDER_OPEN,
            _within(band, RectificationOrder.due_on),
            excludes="未设期限的整改书",
        )


def _term(band: DeadlineBand) -> str:
    """The band in words."""
    if band.key in OVERDUE_BANDS:
        days = f"{band.least}天及以上" if band.most is None else f"{band.least}至{band.most}天"
        return f"已超过整改期限{days}"
    if band.most is None:
        return f"整改期限在当日之后{band.least}天及以上"
    return f"整改期限在当日或其后{band.most}天内"


def _within(band: DeadlineBand, due: Expression) -> ColumnElement[bool]:
    return band.past(due) if band.key in OVERDUE_BANDS else band.ahead(due)


def _stages() -> Iterable[Metric]:
    """Where the open findings stand; each stands at one stage."""
    for stage, key, label, says in (
        (
            "found",
            "unordered",
            "未下整改书的问题",
            "尚未列入已下达的整改书、也未报告整改完成或复查",
        ),
        ("ordered", "mending", "整改中的问题", "已列入已下达的整改书、尚未报告整改完成或复查"),
        ("redone", "redone", "复查不通过待改的问题", "复查不通过、正重新整改"),
        ("completed", "unverified", "已完成未复查的问题", "已报告整改完成、尚未复查"),
        ("verified", "to_close", "已复查待销号的问题", "已复查、没有不通过结论"),
    ):
        yield _findings(
            f"findings_{key}",
            label,
            f"截至当日未销号且{says}的问题数",
            stands_at(stage),
        )


def _order_stages() -> Iterable[Metric]:
    """Where the open orders stand; each where the finding in it does that has come least far."""
    for stage, key, label, says in (
        ("unlisted", "unlisted", "未列问题的整改书", "没有列入任何问题"),
        ("ordered", "mending", "整改中的整改书", "所列问题尚有未报告整改完成、未复查也未销号"),
        (
            "redone",
            "redone",
            "复查不通过待改的整改书",
            "所列未销号问题都已报告完成或复查、其中有复查不通过",
        ),
        (
            "completed",
            "unverified",
            "待复查的整改书",
            "所列未销号问题都已报告完成或复查、没有不通过的、其中有尚未复查",
        ),
        ("verified", "to_close", "待办结的整改书", "所列问题都已销号或复查、未销号的没有不通过"),
    ):
        yield _orders(
            f"orders_{key}",
            label,
            f"截至当日未办结且{says}的整改书份数",
            order_stands_at(stage),
        )


def _steps() -> Iterable[Metric]:
    """How many came to each step of the loop, whatever became of them since."""
    for key, label, says, reached in (
        ("ordered", "已下整改书的问题", "已列入已下达整改书的问题数", ORDERED),
        ("completed", "已报告完成的问题", "已报告整改完成的问题数", happened(Finding.completed_on)),
        ("verified", "已复查的问题", "已复查的问题数，不论结果", happened(Finding.verified_on)),
        ("closed", "已销号的问题", "已销号的问题数", happened(Finding.closed_on)),
    ):
        yield _findings(
            f"findings_{key}",
            label,
            f"期间内发现、截至当日{says}",
            reached,
            good=Direction.NONE,
            nature=Nature.COHORT,
        )
    yield _findings(
        "findings_closed_unverified",
        "未经复查销号的问题",
        "期间内发现、截至当日已销号而没有复查日期的问题数（提示核对）",
        happened(Finding.closed_on),
        not_yet(Finding.verified_on),
        nature=Nature.COHORT,
    )


def _time(key: str, label: str, *, of: Tally, share: float) -> Metric:
    thing, since, until = (
        ("问题", "发现日", "销号") if of is _TAKEN else ("整改书", "下达日", "办结")
    )
    part = {0.5: "一半", 0.9: "九成"}[share]
    return Metric(
        key=key,
        label=label,
        family="rectification",
        unit="full_days",
        nature=Nature.COHORT,
        population=populations.INSPECTED if of is _TAKEN else populations.ORDERED,
        no_base=FigureState.NOTHING_FOUND if of is _TAKEN else FigureState.NO_ORDER,
        numerator=of,
        numerator_says=f"期间内{since[:2]}的，自{since}起到{part}{thing}{until}所经天数；截至当日未{until}的{_STILL_OPEN}",
        excludes="无；复查不通过重开的仍算未销号" if of is _TAKEN else "无",
        quantile=share,
        good=Direction.LOWER,
        min_denominator=_FEWEST,
    )


METRICS: tuple[Metric, ...] = (
    *_terms(),
    *_stages(),
    *_order_stages(),
    *_steps(),
    _orders("orders_open", "未办结整改书", "截至当日尚未办结的整改书份数", _ORDER_OPEN),
    _orders(
        "orders_closed",
        "已办结整改书",
        "期间内下达、截至当日已办结的整改书份数",
        happened(RectificationOrder.closed_on),
        good=Direction.NONE,
        nature=Nature.COHORT,
    ),
    _orders(
        "orders_without_deadline",
        "未设期限的未办结整改书",
        "截至当日未办结且台账未填期限的整改书份数",
        _ORDER_OPEN,
        RectificationOrder.due_on.is_(None),
    ),
    _time("days_to_close", "销号用时中位数", of=_TAKEN, share=0.5),
    _time("days_to_close_most", "九成销号用时", of=_TAKEN, share=0.9),
    _time("order_days_to_close", "整改书办结用时中位数", of=_ORDER_TAKEN, share=0.5),
    _time("order_days_to_close_most", "九成整改书办结用时", of=_ORDER_TAKEN, share=0.9),
)
