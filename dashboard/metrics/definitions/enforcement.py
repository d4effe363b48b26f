"""Enforcement: leads, what became of them, penalties, and persons as counts."""

from sqlalchemy import ColumnElement, String, cast, func, literal, or_

from dashboard.metrics import populations
from dashboard.metrics.campaigns import LOOKBACK
from dashboard.metrics.facts import CASES, PENALTIES, PERSONS, Expression, happened, not_yet
from dashboard.metrics.metric import Direction, Metric, Nature, Population, Tally, rows
from dashboard.metrics.states import FigureState
from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase, Penalty

_NUMBER = literal("编号") + cast(EnforcementCase.id, String)
_EMPLOYER = func.coalesce(EnforcementCase.subject_name, _NUMBER)
"""An employer by name; one without is one of its own case."""
UNCERTIFIED = EnforcementCase.cause == "uncertified"
_OF_LOOKBACK = rows(CASES, LOOKBACK)
_LOOKBACK_CASES = Population(tally=_OF_LOOKBACK, says="“回头看”案件", absent=FigureState.NO_CASE)


def _fines(
    key: str,
    label: str,
    *,
    says: str,
    where: tuple[ColumnElement[bool], ...],
    nature: Nature = Nature.FLOW,
    population: Population = populations.REPORTS_CASES,
) -> Metric:
    return Metric(
        key=key,
        label=label,
        family="enforcement",
        unit="fen",
        nature=nature,
        population=population,
        # A fine without its amount is one not reported; a warning has none.
        numerator=Tally(
            fact=PENALTIES,
            sums=Penalty.amount_fen,
            where=(or_(Penalty.kind == "fine", Penalty.amount_fen.is_not(None)), *where),
        ),
        numerator_says=says,
        excludes="警告、停业整顿等没有金额的处罚",
    )


def _step(key: str, label: str, *, day: Expression, says: str) -> Metric:
    return Metric(
        key=key,
        label=label,
        family="enforcement",
        unit="leads",
        nature=Nature.COHORT,
        population=populations.REPORTS_CASES,
        numerator=rows(CASES, happened(day)),
        numerator_says=says,
    )


def _persons(
    key: str, label: str, *, kind: str, unit: str, says: str, lookback: bool = True
) -> Metric:
    where = (CasePersonCount.kind == kind, *((LOOKBACK,) if lookback else ()))
    return Metric(
        key=key,
        label=label,
        family="enforcement",
        unit=unit,
        nature=Nature.CAMPAIGN if lookback else Nature.STOCK,
        population=_LOOKBACK_CASES if lookback else populations.REPORTS_CASES,
        numerator=Tally(fact=PERSONS, sums=CasePersonCount.persons, where=where),
        numerator_says=says,
        excludes="只计人数，不存姓名",
    )


METRICS = (
    Metric(
        key="cases_leads",
        label="线索",
        family="enforcement",
        unit="leads",
        nature=Nature.FLOW,
        population=populations.REPORTS_CASES,
        numerator=rows(CASES),
        numerator_says="登记日期在期间内的线索件数",
    ),
    _step(
        "cases_confirmed",
        "查实",
        day=EnforcementCase.confirmed_on,
        says="期间内登记的线索中，截至当日已查实的件数",
    ),
    _step(
        "cases_penalised",
        "行政处罚",
        day=EnforcementCase.penalised_on,
        says="期间内登记的线索中，截至当日已作出行政处罚的件数",
    ),
    _step(
        "cases_referred",
        "移送公安",
        day=EnforcementCase.referred_on,
        says="期间内登记的线索中，截至当日已移送公安机关的件数",
    ),
    _step(
        "cases_withdrawn",
        "撤案",
        day=EnforcementCase.withdrawn_on,
        says="期间内登记的线索中，截至当日已撤案的件数",
    ),
    _step(
        "cases_filed",
        "刑事立案",
        day=EnforcementCase.filed_on,
        says="期间内登记的线索中，截至当日公安机关已刑事立案的件数",
    ),
    _step(
        "cases_closed",
        "结案",
        day=EnforcementCase.closed_on,
        says="期间内登记的线索中，截至当日已结案的件数",
    ),
    Metric(
        key="cases_open",
        label="办理中案件",
        family="enforcement",
        unit="leads",
        nature=Nature.STOCK,
        population=populations.REPORTS_CASES,
        numerator=rows(
            CASES, not_yet(EnforcementCase.closed_on), not_yet(EnforcementCase.withdrawn_on)
        ),
        numerator_says="截至当日既未结案也未撤案的案件件数",
    ),
    Metric(
        key="penalties",
        label="行政处罚决定",
        family="enforcement",
        unit="items",
        nature=Nature.FLOW,
        population=populations.REPORTS_CASES,
        numerator=rows(PENALTIES),
        numerator_says="处罚决定日期在期间内的处罚决定件数，含没有金额的处罚",
    ),
    Metric(
        key="penalties_without_finding",
        label="处罚无对应问题",
        family="enforcement",
        unit="cases",
        nature=Nature.STOCK,
        population=populations.REPORTS_CASES,
        numerator=rows(
            CASES,
            happened(EnforcementCase.penalised_on),
            EnforcementCase.subject_kind.in_(("institution", "exam_site")),
            EnforcementCase.finding_id.is_(None),
        ),
        numerator_says="截至当日当事人为培训机构或考试点、已作出行政处罚而未关联任何问题的案件数（提示核对）",
        excludes="当事人为用工企业或个人的案件",
        good=Direction.LOWER,
    ),
    _fines(
        "penalty_fen",
        "行政处罚金额",
        says="处罚决定日期在期间内的罚款合计",
        where=(),
    ),
    _fines(
        "penalty_paid_fen",
        "已缴罚款",
        says="处罚决定日期在期间内、截至当日已缴纳的罚款合计",
        where=(happened(Penalty.paid_on),),
    ),
    _fines(
        "lookback_penalty_cny",
        "回头看行政处罚",
        says="“回头看”案件的罚款合计",
        where=(LOOKBACK,),
        nature=Nature.CAMPAIGN,
        population=_LOOKBACK_CASES,
    ),
    Metric(
        key="lookback_police_cases",
        label="移交公安机关立案查处",
        family="enforcement",
        unit="cases",
        nature=Nature.CAMPAIGN,
        population=_LOOKBACK_CASES,
        numerator=rows(CASES, LOOKBACK, happened(EnforcementCase.referred_on)),
        numerator_says="“回头看”案件中截至当日已移送公安机关的起数",
    ),
    _persons(
        "lookback_persons_detained",
        "刑事拘留",
        kind="detained",
        unit="persons",
        says="“回头看”案件中登记的刑事拘留人数合计",
    ),
    _persons(
        "lookback_persons_wanted",
        "上网追逃",
        kind="wanted",
        unit="persons",
        says="“回头看”案件中登记的在逃人数合计",
    ),
    _persons(
        "exam_violators_handled",
        "处理考试违纪人员",
        kind="disciplined",
        unit="named_persons",
        says="人数统计日期不晚于当日的违纪处理人数合计",
        lookback=False,
    ),
    Metric(
        key="uncertified_leads",
        label="查处无证上岗线索",
        family="enforcement",
        unit="leads",
        nature=Nature.FLOW,
        population=populations.REPORTS_CASES,
        numerator=rows(CASES, UNCERTIFIED),
        numerator_says="期间内登记、案由为“无证上岗”的线索件数",
    ),
    Metric(
        key="uncertified_confirmed_companies",
        label="查实无证上岗企业",
        family="enforcement",
        unit="companies",
        nature=Nature.COHORT,
        population=populations.REPORTS_CASES,
        numerator=Tally(
            fact=CASES,
            tells_apart=_EMPLOYER,
            where=(
                UNCERTIFIED,
                happened(EnforcementCase.confirmed_on),
                EnforcementCase.subject_kind == "employer",
            ),
        ),
        numerator_says="期间内登记、案由为“无证上岗”、截至当日已查实的用工企业数，同名计一次",
        excludes="当事人不是用工企业的案件；台账未写名称的一案计一家",
    ),
    _fines(
        "uncertified_penalty_cny",
        "无证上岗行政处罚",
        says="处罚决定日期在期间内、案由为“无证上岗”的罚款合计",
        where=(UNCERTIFIED,),
    ),
)
