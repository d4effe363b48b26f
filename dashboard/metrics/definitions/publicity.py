"""Publicity: activities and reach by channel; unlike units are never summed."""

from sqlalchemy import ColumnElement, and_

from dashboard.metrics import populations
from dashboard.metrics.facts import PUBLICITY
from dashboard.metrics.metric import Metric, Nature, Population, Tally, rows
from dashboard.metrics.states import FigureState
from dashboard.store.models.publicity import PublicityActivity as Activity

_COPIES_BOUND = and_(Activity.copies.is_not(None), Activity.copies_qualifier == "at_least")
_REACH_BOUND = Activity.reach_qualifier == "at_least"


def _items(key: str, label: str, *, channel: str, unit: str, says: str, named: str = "") -> Metric:
    where: tuple[ColumnElement[bool], ...] = (Activity.channel == channel,)
    if named:
        where += (Activity.name.contains(named, autoescape=True),)
    return Metric(
        key=key,
        label=label,
        family="publicity",
        unit=unit,
        nature=Nature.FLOW,
        population=populations.REPORTS_PUBLICITY,
        numerator=Tally(fact=PUBLICITY, sums=Activity.items, where=where),
        numerator_says=says,
        excludes="未填报期数（次数）的活动；不同渠道不相加",
    )


def _reach(key: str, label: str, *, reporter: ColumnElement[bool], says: str) -> Metric:
    where = (reporter, Activity.person_times.is_not(None))
    return Metric(
        key=key,
        label=label,
        family="publicity",
        unit="person_times",
        nature=Nature.FLOW,
        numerator=Tally(
            fact=PUBLICITY,
            sums=Activity.person_times,
            where=where,
            lower_bound=_REACH_BOUND,
        ),
        numerator_says=says,
        excludes="未填报覆盖人次的活动；人次不是人数，同一人可被多次计入",
        # Reach that nobody of this kind reported is missing, not zero.
        population=Population(
            tally=rows(PUBLICITY, *where),
            says="填报了该来源覆盖人次的活动",
            absent=FigureState.NOT_REPORTED,
        ),
    )


METRICS = (
    Metric(
        key="publicity_activities",
        label="宣传活动",
        family="publicity",
        unit="activities",
        nature=Nature.FLOW,
        population=populations.REPORTS_PUBLICITY,
        numerator=rows(PUBLICITY),
        numerator_says="日期在期间内的宣传活动场次，一行台账计一场次",
    ),
    _items(
        "publicity_video_episodes",
        "微视频",
        channel="video",
        unit="episodes",
        says="期间内渠道为“微视频”的期数合计",
    ),
    _items(
        "publicity_wechat_case_circulars",
        "微信公众号通报典型案例",
        channel="wechat",
        unit="times",
        says="期间内渠道为“微信公众号”、名称含“典型案例”的次数合计",
        named="典型案例",
    ),
    _items(
        "publicity_wechat_items",
        "微信公众号推送",
        channel="wechat",
        unit="times",
        says="期间内渠道为“微信公众号”的次数合计",
    ),
    _items(
        "publicity_app_items",
        "政务APP推送",
        channel="app",
        unit="times",
        says="期间内渠道为“政务APP”的次数合计",
    ),
    _items(
        "publicity_event_items",
        "现场活动次数",
        channel="event",
        unit="times",
        says="期间内渠道为“现场活动”、台账填报的次数合计",
    ),
    _items(
        "publicity_other_items",
        "其他渠道次数",
        channel="other",
        unit="times",
        says="期间内渠道为“其他”、台账填报的次数合计",
    ),
    Metric(
        key="publicity_leaflets_total",
        label="发放宣传资料",
        family="publicity",
        unit="copies",
        nature=Nature.FLOW,
        population=Population(
            tally=rows(PUBLICITY, Activity.copies.is_not(None)),
            says="填报了份数的活动",
            absent=FigureState.NOT_REPORTED,
        ),
        numerator=Tally(fact=PUBLICITY, sums=Activity.copies, lower_bound=_COPIES_BOUND),
        numerator_says="期间内发放宣传资料份数合计",
        excludes="未填报份数的活动",
    ),
    _reach(
        "publicity_audience_person_times",
        "覆盖人次（主办方填报）",
        reporter=Activity.reported_by == "organiser",
        says="期间内数据来源为“主办方”的覆盖人次合计",
    ),
    _reach(
        "publicity_platform_person_times",
        "覆盖人次（平台统计）",
        reporter=Activity.reported_by == "platform",
        says="期间内数据来源为“平台”的覆盖人次合计",
    ),
    _reach(
        "publicity_unsaid_person_times",
        "覆盖人次（来源未说明）",
        reporter=Activity.reported_by.is_(None),
        says="期间内台账未注明数据来源的覆盖人次合计",
    ),
    Metric(
        key="publicity_reach_reported_share",
        label="覆盖人次填报率",
        family="publicity",
        unit="share",
        nature=Nature.FLOW,
        population=populations.PUBLICISED,
        numerator=rows(PUBLICITY, Activity.person_times.is_not(None)),
        numerator_says="期间内填报了覆盖人次的活动场次",
        denominator=populations.PUBLICISED.tally,
        denominator_says="期间内全部活动场次",
        min_denominator=5,
    ),
)
