"""Enforcement: leads, what became of them, penalties, and persons as counts."""

from sqlalchemy import ColumnElement, distinct, func

from dashboard.metrics.definitions.inspections import LOOKBACK
from dashboard.metrics.facts import CASES, PENALTIES, PERSONS, Expression, happened, not_yet
from dashboard.metrics.metric import Direction, Metric, Tally, rows
from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase, Penalty

UNCERTIFIED = EnforcementCase.cause == "uncertified"
_LOOKBACK_CASES = rows(CASES, LOOKBACK)


def _fines(key: str, label: str, *, says: str, where: tuple[ColumnElement[bool], ...]) -> Metric:
    return Metric(
        key=key,
        label=label,
        family="enforcement",
        unit="fen",
        numerator=Tally(fact=PENALTIES, amount=func.sum(Penalty.amount_fen), where=where),
        numerator_says=says,
        excludes="警告、停业整顿等没有金额的处罚",
    )


def _step(key: str, label: str, *, day: Expression, says: str) -> Metric:
    return Metric(
        key=key,
        label=label,
        family="enforcement",
        unit="leads",
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
        numerator=Tally(fact=PERSONS, amount=func.sum(CasePersonCount.persons), where=where),
        numerator_says=says,
        excludes="只计人数，不存姓名",
        exposure=_LOOKBACK_CASES if lookback else rows(CASES),
    )


METRICS = (
    Metric(
        key="cases_leads",
        label="线索",
        family="enforcement",
        unit="leads",
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
        numerator=rows(
            CASES, not_yet(EnforcementCase.closed_on), not_yet(EnforcementCase.withdrawn_on)
        ),
        numerator_says="期间内登记的线索中，截至当日既未结案也未撤案的件数",
    ),
    Metric(
        key="penalties",
        label="行政处罚决定",
        family="enforcement",
        unit="items",
        numerator=rows(PENALTIES),
        numerator_says="处罚决定日期在期间内的处罚决定件数，含没有金额的处罚",
    ),
    Metric(
        key="penalties_without_finding",
        label="处罚无对应问题",
        family="enforcement",
        unit="cases",
        numerator=rows(
            CASES,
            happened(EnforcementCase.penalised_on),
            EnforcementCase.subject_kind.in_(("institution", "exam_site")),
            EnforcementCase.finding_id.is_(None),
        ),
        numerator_says="当事人为培训机构或考试点、已作出行政处罚而未关联任何问题的案件数（提示核对）",
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
    ),
    Metric(
        key="lookback_police_cases",
        label="移交公安机关立案查处",
        family="enforcement",
        unit="cases",
        numerator=rows(CASES, LOOKBACK, happened(EnforcementCase.referred_on)),
        numerator_says="“回头看”案件中截至当日已移送公安机关的起数",
        exposure=_LOOKBACK_CASES,
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
        says="案件中登记的违纪处理人数合计",
        lookback=False,
    ),
    Metric(
        key="uncertified_leads",
        label="查处无证上岗线索",
        family="enforcement",
        unit="leads",
        numerator=rows(CASES, UNCERTIFIED),
        numerator_says="案由为“无证上岗”的线索件数",
    ),
    Metric(
        key="uncertified_confirmed_companies",
        label="查实无证上岗企业",
        family="enforcement",
        unit="companies",
        numerator=Tally(
            fact=CASES,
            amount=func.count(distinct(EnforcementCase.subject_name)),
            where=(UNCERTIFIED, happened(EnforcementCase.confirmed_on)),
        ),
        numerator_says="案由为“无证上岗”、截至当日已查实的用工企业数，每家计一次",
        exposure=rows(CASES, UNCERTIFIED),
    ),
    _fines(
        "uncertified_penalty_cny",
        "无证上岗行政处罚",
        says="案由为“无证上岗”的罚款合计",
        where=(UNCERTIFIED,),
    ),
)
