"""Examinations: first attempts only, theory and practical apart; out-of-city candidates; load."""

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func

from dashboard.metrics import populations
from dashboard.metrics.facts import EXAMS, Expression
from dashboard.metrics.metric import Metric, Nature, Tally
from dashboard.metrics.states import FigureState
from dashboard.store.models.training import ExamMonth

RULES_CHANGED_ON: Final = date(2026, 6, 1)
"""First day of the new examination rules (应急管理部令第19号), across which nothing is compared."""


_CAPACITY_KNOWN = (ExamMonth.capacity.is_not(None), ExamMonth.theory_candidates.is_not(None))
_ORIGIN_KNOWN = (ExamMonth.out_of_city.is_not(None), ExamMonth.theory_candidates.is_not(None))


def _sum(amount: Expression, *known: ColumnElement[bool]) -> Tally:
    return Tally(fact=EXAMS, sums=amount, where=known)


def _pass_rate(key: str, label: str, *, part: str, passes: str, candidates: str) -> Metric:
    passed, sat = getattr(ExamMonth, passes), getattr(ExamMonth, candidates)
    known = (passed.is_not(None), sat.is_not(None))
    return Metric(
        key=key,
        label=label,
        family="exams",
        unit="share",
        nature=Nature.FLOW,
        population=populations.EXAMINED,
        no_base=FigureState.NO_CANDIDATE,
        numerator=_sum(passed, *known),
        numerator_says=f"期间内{part}首次考试合格人次",
        denominator=_sum(sat, *known),
        denominator_says=f"期间内{part}首次考试人次",
        excludes="补考；未填报考试人次或合格人次的月份；2026年6月1日考试规则变化前后不宜相比",
        min_denominator=30,
        comparable=True,
    )


METRICS = (
    Metric(
        key="exam_candidates",
        label="理论首考人次",
        family="exams",
        unit="person_times",
        nature=Nature.FLOW,
        population=populations.EXAMINED,
        numerator=_sum(ExamMonth.theory_candidates),
        numerator_says="期间内理论首次考试人次合计（按送考机构统计）",
        excludes="考试点口径的月报（与机构口径是同一批考生，不重复计）；当日尚未结束的月份",
    ),
    _pass_rate(
        "theory_pass_rate",
        "理论首考合格率",
        part="理论",
        passes="theory_passes",
        candidates="theory_candidates",
    ),
    _pass_rate(
        "practical_pass_rate",
        "实操首考合格率",
        part="实操",
        passes="practical_passes",
        candidates="practical_candidates",
    ),
    Metric(
        key="out_of_city_share",
        label="市外考生占比",
        family="exams",
        unit="share",
        nature=Nature.FLOW,
        population=populations.EXAMINED,
        no_base=FigureState.NO_CANDIDATE,
        numerator=_sum(ExamMonth.out_of_city, *_ORIGIN_KNOWN),
        numerator_says="期间内申报为市外的理论首考人次",
        denominator=_sum(
            ExamMonth.theory_candidates - func.coalesce(ExamMonth.origin_unknown, 0),
            *_ORIGIN_KNOWN,
        ),
        denominator_says="期间内来源已知的理论首考人次",
        excludes="来源未知的考生、未填报考生来源或考试人次的月份；来源不由证件号前两位推断",
        min_denominator=30,
        comparable=True,
    ),
    Metric(
        key="capacity_use",
        label="考试容量利用率",
        family="exams",
        unit="share",
        nature=Nature.FLOW,
        population=populations.EXAMINED,
        no_base=FigureState.NO_CANDIDATE,
        numerator=_sum(ExamMonth.theory_candidates, *_CAPACITY_KNOWN),
        numerator_says="期间内理论首考人次",
        denominator=_sum(ExamMonth.capacity, *_CAPACITY_KNOWN),
        denominator_says="同月填报的考试容量",
        excludes="未填报容量或考试人次的月份；高于100%提示核查",
        min_denominator=30,
    ),
)
