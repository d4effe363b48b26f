"""Training: hours delivered, sign-ins, archives, and classes after elimination."""

from sqlalchemy import ColumnElement

from dashboard.metrics import populations
from dashboard.metrics.decisions import eliminated_before
from dashboard.metrics.facts import CLASSES, Expression
from dashboard.metrics.metric import Direction, Metric, Nature, Tally, rows
from dashboard.store.models.training import TrainingClass as Class


def _sum(amount: Expression, *known: ColumnElement[bool]) -> Tally:
    return Tally(fact=CLASSES, sums=amount, where=known)


_SIGNED = (Class.sign_ins_actual.is_not(None), Class.sign_ins_backfilled.is_not(None))
_ARCHIVED = (Class.archive_required.is_not(None), Class.archive_present.is_not(None))
_BANNED = eliminated_before(Class.institution_id, day=Class.started_on)
_TIMED = (Class.hours_required.is_not(None), Class.hours_delivered.is_not(None))

METRICS = (
    Metric(
        key="training_classes",
        label="培训班次",
        family="training",
        unit="classes",
        nature=Nature.FLOW,
        population=populations.REPORTS_CLASSES,
        numerator=rows(CLASSES),
        numerator_says="开班日期在期间内的培训班次数",
    ),
    Metric(
        key="trainees",
        label="培训人数",
        family="training",
        unit="person_times",
        nature=Nature.FLOW,
        population=populations.REPORTS_CLASSES,
        numerator=_sum(Class.enrolled),
        numerator_says="期间内开班的学员人数合计（同一人多次参训重复计）",
        excludes="未填报学员人数的班次",
    ),
    Metric(
        key="classes_after_elimination",
        label="淘汰后开班",
        family="training",
        unit="classes",
        nature=Nature.FLOW,
        population=populations.REPORTS_CLASSES,
        numerator=rows(CLASSES, _BANNED),
        numerator_says="开班日期在期间内、开班日之前该机构最近一次复核结论为“淘汰”的班次数（提示核查）",
        good=Direction.LOWER,
    ),
    Metric(
        key="short_hours_share",
        label="学时不足班次占比",
        family="training",
        unit="share",
        nature=Nature.FLOW,
        population=populations.TAUGHT,
        numerator=rows(CLASSES, *_TIMED, Class.hours_delivered < Class.hours_required),
        numerator_says="期间内开班的，实授学时少于应授学时的班次数",
        denominator=rows(CLASSES, *_TIMED),
        denominator_says="期间内开班的，应授、实授学时均已填报的班次数",
        excludes="学时未填报的班次",
        good=Direction.LOWER,
        min_denominator=10,
        comparable=True,
    ),
    Metric(
        key="backfilled_share",
        label="补签占比",
        family="training",
        unit="share",
        nature=Nature.FLOW,
        population=populations.TAUGHT,
        numerator=_sum(Class.sign_ins_backfilled, *_SIGNED),
        numerator_says="期间内开班的，补签人次合计",
        denominator=_sum(Class.sign_ins_actual, *_SIGNED),
        denominator_says="期间内开班的，实签到人次合计",
        excludes="签到未填报的班次",
        good=Direction.LOWER,
        min_denominator=100,
        comparable=True,
    ),
    Metric(
        key="archive_complete_share",
        label="培训档案要件齐全率",
        family="training",
        unit="share",
        nature=Nature.FLOW,
        population=populations.TAUGHT,
        numerator=_sum(Class.archive_present, *_ARCHIVED),
        numerator_says="期间内开班的，档案实有件数合计",
        denominator=_sum(Class.archive_required, *_ARCHIVED),
        denominator_says="期间内开班的，档案应有件数合计",
        excludes="档案未填报的班次",
        good=Direction.HIGHER,
        min_denominator=20,
        comparable=True,
    ),
)
