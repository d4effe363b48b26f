"""Review of basic conditions: how many institutions, and in which state."""

from sqlalchemy import exists, func

from dashboard.metrics import populations
from dashboard.metrics.facts import (
    AS_OF,
    DECISIONS,
    REGISTER,
    STAGES,
    STANDARDS,
    STATES,
    Current,
    Staged,
)
from dashboard.metrics.metric import Direction, Metric, Nature, Tally, rows
from dashboard.store.models.institutions import REVIEW_STAGES, Institution, ReviewDecision
from dashboard.store.models.standards import Standard

REVIEWED = populations.REVIEWED.tally


def _state(key: str, label: str, *, outcome: str, word: str, good: Direction) -> Metric:
    return Metric(
        key=key,
        label=label,
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=rows(STATES, Current.outcome == outcome),
        numerator_says=f"截至当日最近一次复核结论为“{word}”的机构数",
        good=good,
    )


def _share(key: str, label: str, *, of: Metric, good: Direction) -> Metric:
    return Metric(
        key=key,
        label=label,
        family="review",
        unit="share",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=of.numerator,
        numerator_says=of.numerator_says,
        denominator=REVIEWED,
        denominator_says="截至当日已有复核结论的机构数",
        good=good,
        # Of fewer institutions no share could stand apart (tests.simulation).
        min_denominator=6,
        comparable=True,
    )


def _reached(stage: str) -> Metric:
    name = REVIEW_STAGES[stage]
    return Metric(
        key=f"review_{stage}_share",
        label=f"{name}覆盖率",
        family="review",
        unit="share",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=rows(STAGES, Staged.stage == stage),
        numerator_says=f"截至当日在“{name}”阶段已有结论的机构数，每家计一次",
        denominator=REVIEWED,
        denominator_says="纳入复核的机构数，即截至当日已有任一阶段复核结论的机构",
    )


# A later version of a part has another year behind the same number; most parts of the series govern
# other trades.
_PART = func.substr(Standard.code, 1, len("DB50/T 867.62"))
_DECIDED = exists().where(
    ReviewDecision.institution_id == Institution.id, ReviewDecision.decided_on <= AS_OF
)
QUALIFIED = _state(
    "review_institutions_qualified",
    "复核合格",
    outcome="qualified",
    word="合格",
    good=Direction.HIGHER,
)
RECTIFYING = _state(
    "review_institutions_rectifying",
    "正在整改",
    outcome="rectifying",
    word="整改",
    good=Direction.NONE,
)
ELIMINATED = _state(
    "review_institutions_eliminated",
    "淘汰",
    outcome="eliminated",
    word="淘汰",
    good=Direction.NONE,
)

METRICS = (
    Metric(
        key="review_institutions_total",
        label="复核培训机构总数",
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=REVIEWED,
        numerator_says="截至当日已有任一阶段复核结论的机构数，每家计一次",
    ),
    QUALIFIED,
    RECTIFYING,
    ELIMINATED,
    _share("qualified_share", "复核合格率", of=QUALIFIED, good=Direction.HIGHER),
    _share("eliminated_share", "淘汰率", of=ELIMINATED, good=Direction.NONE),
    Metric(
        key="rectifying_overdue",
        label="复核整改超期机构",
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=rows(STATES, Current.outcome == "rectifying", Current.deadline < AS_OF),
        numerator_says="最近结论为“整改”且整改期限早于当日的机构数",
        excludes="未设整改期限的机构",
        good=Direction.LOWER,
    ),
    Metric(
        key="review_stage_institutions",
        label="已完成复核阶段的机构",
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=Tally(fact=DECISIONS, tells_apart=ReviewDecision.institution_id),
        numerator_says="截至当日在该阶段（自查自纠、区县检查、市级督查）有结论的机构数，每家计一次",
    ),
    Metric(
        key="review_stage_states",
        label="各阶段最近结论",
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REVIEWED,
        numerator=rows(STAGES),
        numerator_says="截至当日各机构在各阶段的最近一次结论，一家机构一个阶段计一次",
        excludes="同一阶段较早轮次的结论",
    ),
    *(_reached(stage) for stage in REVIEW_STAGES),
    Metric(
        key="registered_review_coverage",
        label="在册机构复核覆盖率",
        family="review",
        unit="share",
        nature=Nature.STOCK,
        population=populations.REGISTERED,
        numerator=rows(REGISTER, _DECIDED),
        numerator_says="在册培训机构中截至当日已有复核结论的机构数",
        denominator=populations.REGISTERED.tally,
        denominator_says="截至当日已成立且未注销的培训机构数",
        excludes="截至当日已注销的机构（分子分母都不含）",
    ),
    Metric(
        key="unreviewed_institutions",
        label="在册未复核机构",
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REGISTERED,
        numerator=rows(REGISTER, ~_DECIDED),
        numerator_says="在册培训机构中截至当日没有任何阶段复核结论的机构数",
        excludes="截至当日已注销的机构",
    ),
    Metric(
        key="district_institutions_count",
        label="在册培训机构",
        family="review",
        unit="institutions",
        nature=Nature.STOCK,
        population=populations.REGISTERED,
        numerator=populations.REGISTERED.tally,
        numerator_says="截至当日已成立且未注销的培训机构数",
    ),
    Metric(
        key="exam_sites_count",
        label="在用考试点",
        family="review",
        unit="sites",
        nature=Nature.STOCK,
        population=populations.SITED,
        numerator=populations.SITED.tally,
        numerator_says="截至当日已启用且未停用的考试点数",
    ),
    Metric(
        key="local_standard_parts",
        label="安全生产技术规范地方标准",
        family="review",
        unit="parts",
        nature=Nature.STOCK,
        population=populations.STANDARD,
        numerator=Tally(
            fact=STANDARDS,
            tells_apart=_PART,
            where=(_PART.in_(("DB50/T 867.62", "DB50/T 867.63")),),
        ),
        numerator_says="已登记的DB50/T 867系列中适用于培训机构和考试点的部分数（第62、63部分），"
        "同一部分的各个版本计一次",
    ),
)
