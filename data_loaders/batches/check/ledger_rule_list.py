"""Rules between ledgers: crossing one row's days with those of the row it refers to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, or_

from data_loaders.batches.stage.target_tables import MAIN, SHARED, Target

Condition = Callable[[Any, Any], ColumnElement[bool]]


@dataclass(frozen=True, kw_only=True)
class LedgerRule:
    """A rule between a line and a row it refers to.

    Args:
        key: Stable name of the rule.
        child: Table of the rows that refer.
        parent: Table of the rows referred to.
        reference: Column of the child that refers.
        child_days: Columns of the child that the rule sees.
        parent_days: Columns of the parent that the rule sees.
        bad: Whether a pair breaks the rule; unknown days never do.
        column: Column of the child's ledger to point at.
        parent_column: Column of the parent's ledger to point at; empty if it has none.
        words: What is wrong, from the pair's columns.
    """

    key: str
    child: Target
    parent: Target
    reference: str
    child_days: tuple[str, ...]
    parent_days: tuple[str, ...]
    bad: Condition
    column: str
    parent_column: str
    words: str


def _after(later: str, earlier: str) -> Condition:
    return lambda child, parent: child[later] < parent[earlier]


def _outside(day: str, first: str, last: str) -> Condition:
    return lambda child, parent: or_(child[day] < parent[first], child[day] > parent[last])


def _apart(child: Any, parent: Any) -> ColumnElement[bool]:
    return or_(
        child["district_id"] != parent["district_id"],
        child["institution_id"].is_distinct_from(parent["institution_id"]),
        child["exam_site_id"].is_distinct_from(parent["exam_site_id"]),
    )


_BODY = ("district_id", "institution_id", "exam_site_id")

CROSSINGS: Final = (
    LedgerRule(
        key="reviewed-outside-registration",
        child=MAIN["reviews"],
        parent=MAIN["institutions"],
        reference="institution_id",
        child_days=("decided_on",),
        parent_days=("founded_on", "closed_on"),
        bad=_outside("decided_on", "founded_on", "closed_on"),
        column="decided_on",
        parent_column="closed_on",
        words="结论日期{decided_on}不在该机构的存续期间（成立{founded_on}，注销{closed_on}）",
    ),
    LedgerRule(
        key="reviewed-outside-round",
        child=MAIN["reviews"],
        parent=SHARED["reviews"][0],
        reference="round_id",
        child_days=("decided_on",),
        parent_days=("started_on", "ended_on"),
        bad=_outside("decided_on", "started_on", "ended_on"),
        column="decided_on",
        parent_column="round_started_on",
        words="结论日期{decided_on}不在本轮复核期间（{started_on}至{ended_on}）",
    ),
    LedgerRule(
        key="visited-outside-campaign",
        child=MAIN["inspections"],
        parent=SHARED["inspections"][0],
        reference="campaign_id",
        child_days=("inspected_on",),
        parent_days=("started_on", "ended_on"),
        bad=_outside("inspected_on", "started_on", "ended_on"),
        column="inspected_on",
        parent_column="campaign_started_on",
        words="检查日期{inspected_on}不在该行动期间（{started_on}至{ended_on}）",
    ),
    LedgerRule(
        key="found-before-visit",
        child=MAIN["findings"],
        parent=MAIN["inspections"],
        reference="inspection_id",
        child_days=("found_on",),
        parent_days=("inspected_on",),
        bad=_after("found_on", "inspected_on"),
        column="found_on",
        parent_column="inspected_on",
        words="发现日期{found_on}早于该次检查的日期{inspected_on}",
    ),
    LedgerRule(
        key="found-elsewhere",
        child=MAIN["findings"],
        parent=MAIN["inspections"],
        reference="inspection_id",
        child_days=_BODY,
        parent_days=_BODY,
        bad=_apart,
        column="inspection_number",
        parent_column="number",
        words="问题的区县或单位与检查编号所指的那次检查不同",
    ),
    LedgerRule(
        key="ordered-before-found",
        child=MAIN["findings"],
        parent=SHARED["findings"][0],
        reference="order_id",
        child_days=("found_on",),
        parent_days=("issued_on",),
        bad=lambda child, parent: parent["issued_on"] < child["found_on"],
        column="found_on",
        parent_column="order_issued_on",
        words="整改书下达日期{issued_on}早于问题的发现日期{found_on}",
    ),
    LedgerRule(
        key="due-before-ordered",
        child=MAIN["findings"],
        parent=SHARED["findings"][0],
        reference="order_id",
        child_days=("due_on", "closed_on"),
        parent_days=("issued_on",),
        bad=lambda child, parent: or_(
            child["due_on"] < parent["issued_on"], child["closed_on"] < parent["issued_on"]
        ),
        column="due_on",
        parent_column="order_issued_on",
        words="整改期限{due_on}或销号日期{closed_on}早于整改书下达日期{issued_on}",
    ),
    LedgerRule(
        key="order-of-another-body",
        child=MAIN["findings"],
        parent=SHARED["findings"][0],
        reference="order_id",
        child_days=_BODY,
        parent_days=_BODY,
        bad=_apart,
        column="order_number",
        parent_column="order_number",
        words="整改书编号是另一个区县或单位的整改书，一份整改书只对一个单位",
    ),
    LedgerRule(
        key="class-outside-registration",
        child=MAIN["classes"],
        parent=MAIN["institutions"],
        reference="institution_id",
        child_days=("started_on",),
        parent_days=("founded_on", "closed_on"),
        bad=_outside("started_on", "founded_on", "closed_on"),
        column="started_on",
        parent_column="closed_on",
        words="开班日期{started_on}不在该机构的存续期间（成立{founded_on}，注销{closed_on}）",
    ),
    LedgerRule(
        key="month-after-closing",
        child=MAIN["exam_months"],
        parent=MAIN["institutions"],
        reference="institution_id",
        child_days=("month",),
        parent_days=("closed_on",),
        bad=lambda child, parent: child["month"] > parent["closed_on"],
        column="month",
        parent_column="closed_on",
        words="月份{month}在该机构注销（{closed_on}）之后",
    ),
)
