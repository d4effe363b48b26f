"""Facts: the ledgers as they are counted, each with its day, its ledger and its dimensions.

A fact joins what a reader filters by, never more than one row to one row, so that counting it
counts ledger rows. Every fact holds only what had happened by the as-of day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias
from typing import cast as cast_type

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Subquery,
    Table,
    and_,
    bindparam,
    case,
    cast,
    extract,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from dashboard.dates import last_month_over
from dashboard.metrics.headings import WORDS
from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase, Penalty
from dashboard.store.models.inspections import (
    Campaign,
    Finding,
    Inspection,
    RectificationOrder,
)
from dashboard.store.models.institutions import ExamSite, Institution, ReviewDecision
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.standards import Standard
from dashboard.store.models.training import ExamMonth, TrainingClass

Expression: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
"""A column of a table, or something computed from columns."""

AS_OF: ColumnElement[date] = bindparam("as_of", type_=Date)
"""The day figures are asked for; bound once per statement, by `on_day`."""
_LAST_MONTH: ColumnElement[date] = bindparam("last_month", type_=Date)
"""First day of the last month that is over on that day."""


def on_day(as_of: date) -> dict[str, date]:
    """What binds a statement over facts to a day."""
    return {"as_of": as_of, "last_month": last_whole_month(as_of)}


def last_whole_month(on: date) -> date:
    """First day of the last month that is over when the day is."""
    return last_month_over(on).first


DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "district": "区县",
        "institution": "机构",
        "exam_site": "考试点",
        "institution_kind": "机构类型",
        "outcome": "复核结论",
        "stage": "复核阶段",
        "campaign": "专项行动",
        "campaign_kind": "行动类别",
        "mode": "检查方式",
        "category": "问题类别",
        "severity": "严重程度",
        "cause": "案由",
        "subject_kind": "当事人类型",
        "channel": "宣传渠道",
        "reported_by": "数据来源",
        "trade": "工种",
        "month": "月份",
    }
)
"""What figures may be grouped by, with the Chinese name; `month` is a `Month`, YYYYMM."""

INTEGER_DIMENSIONS = frozenset({"district", "institution", "exam_site", "month"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Fact:
    """One ledger as it is counted.

    `where` holds on every row counted (by default: happened by the as-of day). A row of a `monthly`
    one speaks of a whole month, of which `day` is the first day: it counts once the month is over,
    and as of its last day.
    """

    key: str
    label: str
    ledger: str | None
    """Key of LEDGERS whose batches stand behind it; None where an asset does."""
    source: FromClause
    row_id: Expression
    day: Expression | None
    dimensions: Mapping[str, Expression]
    where: ColumnElement[bool] = field(default_factory=true)
    monthly: bool = False

    @property
    def table(self) -> Table:
        """The table whose rows are counted."""
        table: Table = cast_type(Any, self.row_id).parent.mapper.local_table
        return table

    def terms(self, dimension: str) -> Mapping[str, str]:
        """Key to Chinese term of a dimension that is a closed list; empty for any other."""
        held = self.dimensions[dimension]
        if not isinstance(held, InstrumentedAttribute):
            return {}
        (column,) = held.property.columns
        return WORDS.get(f"{column.table.name}.{column.name}", {})

    def begun_by(self, first: date) -> ColumnElement[bool]:
        """Whether a row counts on `first` or later."""
        return self._day >= (first.replace(day=1) if self.monthly else first)

    def over_by(self, last: date) -> ColumnElement[bool]:
        """Whether a row counts on `last` or earlier."""
        return self._day <= (last_whole_month(last) if self.monthly else last)

    @property
    def _day(self) -> Expression:
        if self.day is None:
            raise ValueError(f"rows of {self.key} have no day")
        return self.day


def happened(day: Expression) -> ColumnElement[bool]:
    """Whether `day` is set and not after the as-of day."""
    return and_(day.is_not(None), day <= AS_OF)


def not_yet(day: Expression) -> ColumnElement[bool]:
    """Whether `day` is unset or after the as-of day."""
    return or_(day.is_(None), day > AS_OF)


def month_of(day: Expression) -> ColumnElement[int]:
    """The month of `day` as the number YYYYMM, on every database."""
    return cast(extract("year", day), Integer) * 100 + cast(extract("month", day), Integer)


STAGE_ORDER = case({"self": 1, "district": 2, "municipal": 3}, value=ReviewDecision.stage, else_=0)


def _latest(name: str, *of: Expression) -> Subquery:
    """Decisions by the as-of day with their `recency`: 1 is the latest of each group `of`."""
    newest_first = (ReviewDecision.decided_on.desc(), STAGE_ORDER.desc())
    recency = func.row_number().over(partition_by=of, order_by=newest_first).label("recency")
    return select(ReviewDecision, recency).where(ReviewDecision.decided_on <= AS_OF).subquery(name)


_state = _latest("latest_decision", ReviewDecision.institution_id)
Current = aliased(ReviewDecision, _state)
"""Each institution's latest decision by the as-of day, where `IS_CURRENT`: its state."""
IS_CURRENT: ColumnElement[bool] = _state.c.recency == 1

_staged = _latest("latest_of_stage", ReviewDecision.institution_id, ReviewDecision.stage)
Staged = aliased(ReviewDecision, _staged)
"""Each institution's latest decision at each stage."""

REGISTER = Fact(
    key="register",
    label="培训机构",
    ledger="institutions",
    source=Institution.__table__,
    row_id=Institution.id,
    day=None,
    dimensions={
        "district": Institution.district_id,
        "institution": Institution.id,
        "institution_kind": Institution.kind,
    },
    where=and_(
        or_(Institution.founded_on.is_(None), Institution.founded_on <= AS_OF),
        not_yet(Institution.closed_on),
    ),
)
SITES = Fact(
    key="sites",
    label="考试点",
    ledger="exam_sites",
    source=ExamSite.__table__,
    row_id=ExamSite.id,
    day=None,
    dimensions={"district": ExamSite.district_id},
    where=and_(
        or_(ExamSite.opened_on.is_(None), ExamSite.opened_on <= AS_OF),
        # The last day of use is one of use.
        or_(ExamSite.closed_on.is_(None), ExamSite.closed_on >= AS_OF),
    ),
)
STATES = Fact(
    key="states",
    label="机构现状",
    ledger="reviews",
    source=_state.join(Institution, Institution.id == Current.institution_id),
    row_id=Current.id,
    day=Current.decided_on,
    dimensions={
        "district": Institution.district_id,
        "institution": Institution.id,
        "institution_kind": Institution.kind,
        "outcome": Current.outcome,
        "stage": Current.stage,
    },
    where=IS_CURRENT,
)
STAGES = Fact(
    key="stages",
    label="各阶段结论",
    ledger="reviews",
    source=_staged.join(Institution, Institution.id == Staged.institution_id),
    row_id=Staged.id,
    day=Staged.decided_on,
    dimensions={
        "district": Institution.district_id,
        "institution": Institution.id,
        "institution_kind": Institution.kind,
        "outcome": Staged.outcome,
        "stage": Staged.stage,
    },
    where=_staged.c.recency == 1,
)
DECISIONS = Fact(
    key="decisions",
    label="复核结论",
    ledger="reviews",
    source=ReviewDecision.__table__.join(
        Institution, Institution.id == ReviewDecision.institution_id
    ),
    row_id=ReviewDecision.id,
    day=ReviewDecision.decided_on,
    dimensions={
        "district": Institution.district_id,
        "institution": Institution.id,
        "institution_kind": Institution.kind,
        "outcome": ReviewDecision.outcome,
        "stage": ReviewDecision.stage,
        "month": month_of(ReviewDecision.decided_on),
    },
    where=happened(ReviewDecision.decided_on),
)
INSPECTIONS = Fact(
    key="inspections",
    label="检查",
    ledger="inspections",
    source=Inspection.__table__.outerjoin(
        Campaign, Campaign.id == Inspection.campaign_id
    ).outerjoin(Institution, Institution.id == Inspection.institution_id),
    row_id=Inspection.id,
    day=Inspection.inspected_on,
    dimensions={
        "district": Inspection.district_id,
        "institution": Inspection.institution_id,
        "exam_site": Inspection.exam_site_id,
        "institution_kind": Institution.kind,
        "campaign": Campaign.name,
        "campaign_kind": Campaign.kind,
        "mode": Inspection.mode,
        "month": month_of(Inspection.inspected_on),
    },
    where=happened(Inspection.inspected_on),
)
FindingOrder = aliased(RectificationOrder)
"""The order a finding is part of. Joined, not looked up: a list of all orders inside an expression
is searched from its beginning for every finding once it outgrows the database's memory."""

FINDINGS = Fact(
    key="findings",
    label="问题",
    ledger="findings",
    source=Finding.__table__.outerjoin(Inspection, Inspection.id == Finding.inspection_id)
    .outerjoin(Campaign, Campaign.id == Inspection.campaign_id)
    .outerjoin(FindingOrder, FindingOrder.id == Finding.order_id)
    .outerjoin(Institution, Institution.id == Finding.institution_id),
    row_id=Finding.id,
    day=Finding.found_on,
    dimensions={
        "district": Finding.district_id,
        "institution": Finding.institution_id,
        "exam_site": Finding.exam_site_id,
        "institution_kind": Institution.kind,
        "campaign": Campaign.name,
        "campaign_kind": Campaign.kind,
        "mode": Inspection.mode,
        "category": Finding.category,
        "severity": Finding.severity,
        "month": month_of(Finding.found_on),
    },
    where=happened(Finding.found_on),
)
ORDERS = Fact(
    key="orders",
    label="整改书",
    ledger="findings",
    source=RectificationOrder.__table__.outerjoin(
        Institution, Institution.id == RectificationOrder.institution_id
    ),
    row_id=RectificationOrder.id,
    day=RectificationOrder.issued_on,
    dimensions={
        "district": RectificationOrder.district_id,
        "institution": RectificationOrder.institution_id,
        "institution_kind": Institution.kind,
        "month": month_of(RectificationOrder.issued_on),
    },
    where=happened(RectificationOrder.issued_on),
)

_CASE_DIMENSIONS: Mapping[str, Expression] = {
    "district": EnforcementCase.district_id,
    "institution": EnforcementCase.institution_id,
    "institution_kind": Institution.kind,
    "campaign": Campaign.name,
    "campaign_kind": Campaign.kind,
    "cause": EnforcementCase.cause,
    "subject_kind": EnforcementCase.subject_kind,
}


def _with_case_context(source: FromClause) -> FromClause:
    return source.outerjoin(Campaign, Campaign.id == EnforcementCase.campaign_id).outerjoin(
        Institution, Institution.id == EnforcementCase.institution_id
    )


CASES = Fact(
    key="cases",
    label="案件",
    ledger="cases",
    source=_with_case_context(EnforcementCase.__table__),
    row_id=EnforcementCase.id,
    day=EnforcementCase.lead_on,
    dimensions={**_CASE_DIMENSIONS, "month": month_of(EnforcementCase.lead_on)},
    where=happened(EnforcementCase.lead_on),
)
PENALTIES = Fact(
    key="penalties",
    label="行政处罚",
    ledger="cases",
    source=_with_case_context(
        Penalty.__table__.join(EnforcementCase, EnforcementCase.id == Penalty.case_id)
    ),
    row_id=Penalty.id,
    day=Penalty.decided_on,
    dimensions={**_CASE_DIMENSIONS, "month": month_of(Penalty.decided_on)},
    where=happened(Penalty.decided_on),
)
PERSONS = Fact(
    key="persons",
    label="涉案人数",
    ledger="cases",
    source=_with_case_context(
        CasePersonCount.__table__.join(
            EnforcementCase, EnforcementCase.id == CasePersonCount.case_id
        )
    ),
    row_id=CasePersonCount.id,
    day=CasePersonCount.counted_on,
    dimensions={**_CASE_DIMENSIONS, "month": month_of(CasePersonCount.counted_on)},
    where=happened(CasePersonCount.counted_on),
)
PUBLICITY = Fact(
    key="publicity",
    label="宣传活动",
    ledger="publicity",
    source=PublicityActivity.__table__,
    row_id=PublicityActivity.id,
    day=PublicityActivity.held_on,
    dimensions={
        "district": PublicityActivity.district_id,
        "channel": PublicityActivity.channel,
        "reported_by": PublicityActivity.reported_by,
        "month": month_of(PublicityActivity.held_on),
    },
    where=happened(PublicityActivity.held_on),
)
CLASSES = Fact(
    key="classes",
    label="培训班",
    ledger="classes",
    source=TrainingClass.__table__.join(
        Institution, Institution.id == TrainingClass.institution_id
    ),
    row_id=TrainingClass.id,
    day=TrainingClass.started_on,
    dimensions={
        "district": TrainingClass.district_id,
        "institution": TrainingClass.institution_id,
        "institution_kind": Institution.kind,
        "trade": TrainingClass.trade,
        "month": month_of(TrainingClass.started_on),
    },
    where=happened(TrainingClass.started_on),
)
EXAMS = Fact(
    key="exams",
    label="考试月报（机构）",
    ledger="exam_months",
    # Institution rows only: site rows are a second view of the same candidates.
    source=ExamMonth.__table__.join(Institution, Institution.id == ExamMonth.institution_id),
    row_id=ExamMonth.id,
    day=ExamMonth.month,
    dimensions={
        "district": ExamMonth.district_id,
        "institution": ExamMonth.institution_id,
        "institution_kind": Institution.kind,
        "trade": ExamMonth.trade,
        "month": month_of(ExamMonth.month),
    },
    where=ExamMonth.month <= _LAST_MONTH,
    monthly=True,
)
STANDARDS = Fact(
    key="standards",
    label="标准",
    ledger=None,
    source=Standard.__table__,
    row_id=Standard.id,
    day=None,
    dimensions={},
)

FACTS = MappingProxyType(
    {
        fact.key: fact
        for fact in (
            REGISTER,
            SITES,
            STATES,
            STAGES,
            DECISIONS,
            INSPECTIONS,
            FINDINGS,
            ORDERS,
            CASES,
            PENALTIES,
            PERSONS,
            PUBLICITY,
            CLASSES,
            EXAMS,
            STANDARDS,
        )
    }
)
