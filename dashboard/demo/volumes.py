"""How many candidates each institution brings to each trade's first attempts, month by month.

Everything about training and examinations is drawn from these, so that classes, institutions' and
sites' examination figures tell one story.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from dashboard.demo.anomalies import PLANTED
from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import MONTHS, dice


class Trade(NamedTuple):
    """How common a trade is, its hours in the demo, and its usual first-attempt pass rates."""

    weight: int
    hours: int
    theory: float
    practical: float


TRADES: Final = MappingProxyType(
    {
        "低压电工作业": Trade(30, 88, 0.78, 0.80),
        "熔化焊接与热切割作业": Trade(22, 80, 0.79, 0.77),
        "高处安装维护拆除作业": Trade(14, 64, 0.83, 0.84),
        "高压电工作业": Trade(9, 96, 0.76, 0.79),
        "登高架设作业": Trade(8, 64, 0.82, 0.82),
        "制冷与空调设备运行操作作业": Trade(6, 72, 0.81, 0.83),
        "化工自动化控制仪表作业": Trade(4, 96, 0.77, 0.81),
        "金属非金属矿山安全检查作业": Trade(3, 72, 0.80, 0.82),
        "煤气作业": Trade(2, 64, 0.82, 0.80),
        "烟花爆竹储存作业": Trade(2, 56, 0.85, 0.85),
    }
)
"""One trade or two of each class in the catalogue; hours are the demo's, not the syllabus's."""

_SEASON: Final = (0.85, 0.5, 1.05, 1.1, 1.1, 1.05, 0.95, 0.9, 1.05, 1.05, 1.1, 1.0)
_CLOSED_DOWN: Final = MappingProxyType({date(2022, 11, 1): 0.35, date(2022, 12, 1): 0.55})
_PRACTICAL_HOURS_A_MONTH, _PRACTICAL_HOURS_EACH = 176, 24
_SHARES: Final = {2: (0.62, 0.38), 3: (0.5, 0.3, 0.2), 4: (0.42, 0.26, 0.19, 0.13)}


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One institution's candidates in one trade, for each of MONTHS."""

    institution: DemoOrganisation
    trade: str
    capacity: int
    candidates: tuple[int, ...]


def volumes(institutions: Sequence[DemoOrganisation]) -> tuple[Volume, ...]:
    """Every institution's two to four trades."""
    rng = dice("volumes")
    return tuple(
        _volume(rng, body=body, trade=trade, share=share)
        for body in institutions
        for trade, share in _trades(rng, body=body)
    )


def _trades(rng: random.Random, *, body: DemoOrganisation) -> list[tuple[str, float]]:
    """Trades with their share of the practical stations; a planted trade has the largest."""
    count = rng.choices((2, 3, 4), weights=(55, 35, 10))[0]
    chosen = [one.trade for one in PLANTED if one.place == body.place and one.trade][:1]
    while len(chosen) < count:
        weights = [trade.weight for trade in TRADES.values()]
        trade = rng.choices(list(TRADES), weights=weights)[0]
        if trade not in chosen:
            chosen.append(trade)
    return list(zip(chosen, _SHARES[count], strict=True))


def _volume(rng: random.Random, *, body: DemoOrganisation, trade: str, share: float) -> Volume:
    month_total = body.stations * _PRACTICAL_HOURS_A_MONTH / _PRACTICAL_HOURS_EACH
    capacity = max(round(month_total * share), 8)
    use = rng.uniform(0.58, 0.66) if _is_planted(body, trade=trade) else rng.uniform(0.25, 0.62)
    return Volume(
        institution=body,
        trade=trade,
        capacity=capacity,
        candidates=tuple(
            _candidates(rng, body=body, trade=trade, capacity=capacity, use=use, month=month)
            for month in MONTHS
        ),
    )


def _candidates(
    rng: random.Random,
    *,
    body: DemoOrganisation,
    trade: str,
    capacity: int,
    use: float,
    month: date,
) -> int:
    if not _examined(body, month=month):
        return 0
    kinds = {
        one.kind for one in PLANTED if one.place == body.place and one.covers(month, trade=trade)
    }
    if "capacity_impossible" in kinds:
        return math.ceil(capacity * rng.uniform(1.38, 1.62))
    usual = capacity * use * _SEASON[month.month - 1] * _CLOSED_DOWN.get(month, 1.0)
    drawn = round(rng.gauss(usual, math.sqrt(usual)))
    least = 62 if kinds & {"pass_rate_jump", "out_of_city_surge"} else 0
    return min(max(drawn, least, 0), round(capacity * 0.95))


def _examined(body: DemoOrganisation, *, month: date) -> bool:
    """Whether its people are examined in `month`; the month of its elimination is out already."""
    ended = body.ended_on
    return body.opened_on < month and (ended is None or month < ended.replace(day=1))


def _is_planted(body: DemoOrganisation, *, trade: str) -> bool:
    return any(one.place == body.place and one.trade == trade for one in PLANTED)
