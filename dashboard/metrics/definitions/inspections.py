"""Inspections: how often, where, how, and by whom."""

from dashboard.metrics import populations
from dashboard.metrics.campaigns import LOOKBACK
from dashboard.metrics.facts import INSPECTIONS
from dashboard.metrics.metric import Metric, Nature, Tally, rows
from dashboard.metrics.states import FigureState
from dashboard.store.models.inspections import Campaign, Inspection

VISITS = populations.INSPECTED.tally
SPECIAL = Campaign.kind == "special"
LOOKED_BACK = populations.inspected(LOOKBACK, says="“回头看”检查")

METRICS = (
    Metric(
        key="inspections",
        label="检查次数",
        family="inspections",
        unit="inspections",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=VISITS,
        numerator_says="检查日期在期间内的检查次数，一次到一个机构或考试点计一次",
    ),
    Metric(
        key="institutions_inspected",
        label="受检机构",
        family="inspections",
        unit="institutions",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=Tally(fact=INSPECTIONS, tells_apart=Inspection.institution_id),
        numerator_says="期间内至少被检查一次的培训机构数，每家计一次",
        excludes="对考试点的检查",
    ),
    Metric(
        key="inspections_per_institution",
        label="机构平均受检次数",
        family="inspections",
        unit="per_institution",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=rows(INSPECTIONS, Inspection.institution_id.is_not(None)),
        numerator_says="期间内对培训机构的检查次数",
        denominator=populations.REGISTERED.tally,
        denominator_says="截至当日在册培训机构数",
        excludes="对考试点的检查",
        min_denominator=1,
        no_base=FigureState.NO_INSTITUTION,
        comparable=True,
    ),
    Metric(
        key="covert_share",
        label="暗访占比",
        family="inspections",
        unit="share",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=rows(INSPECTIONS, Inspection.mode == "covert"),
        numerator_says="期间内检查方式为暗访的次数",
        denominator=rows(INSPECTIONS, Inspection.mode.is_not(None)),
        denominator_says="期间内填报了检查方式的检查次数",
        excludes="未填报检查方式的检查",
        min_denominator=10,
    ),
    Metric(
        key="enforcement_special_inspections",
        label="专项执法检查",
        family="inspections",
        unit="inspections",
        nature=Nature.FLOW,
        population=populations.INSPECTED,
        numerator=rows(INSPECTIONS, SPECIAL, Inspection.institution_id.is_not(None)),
        numerator_says="期间内行动类别为“专项执法”的、对培训机构的检查次数",
    ),
    Metric(
        key="lookback_teams",
        label="回头看工作组",
        family="inspections",
        unit="teams",
        nature=Nature.CAMPAIGN,
        population=LOOKED_BACK,
        numerator=Tally(fact=INSPECTIONS, tells_apart=Inspection.team, where=(LOOKBACK,)),
        numerator_says="“回头看”检查记录中不同检查组的个数",
        excludes="未填写检查组的记录",
    ),
    Metric(
        key="lookback_districts_inspected",
        label="回头看检查区县",
        family="inspections",
        unit="districts",
        nature=Nature.CAMPAIGN,
        population=LOOKED_BACK,
        numerator=Tally(
            fact=INSPECTIONS,
            tells_apart=Inspection.district_id,
            where=(LOOKBACK,),
        ),
        numerator_says="“回头看”检查记录涉及的填报单位数，每个计一次",
    ),
)
