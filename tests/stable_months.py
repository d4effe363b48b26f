"""Early warning on stable months, where every alert is false, and on planted rises.

98 institutions of ten trades, three indicators, 36 months; volumes and rates like the demo's, with
a little movement of the rates beyond chance. The budget is that of plain 99.8 % limits: 7.1 alerts
a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.watch.alert import Entity
from dashboard.watch.months import WINDOW
from dashboard.watch.rises import JudgedMonth, judge
from dashboard.watch.series import IndicatorSeries

SEED: Final = 20260601
INSTITUTIONS: Final = 98
MONTHS: Final = 36
BUDGET: Final = 98 * 3 * 12 * 0.002
"""Orange or red alerts a year of 98 institutions and three indicators: 7.1."""
RATES: Final = {"theory_rise": 0.80, "practical_rise": 0.80, "outside_rise": 0.05}
RISEN: Final = {"theory_rise": 0.97, "practical_rise": 0.97, "outside_rise": 0.35}
_BETWEEN, _WITHIN = 0.02, 0.012


@dataclass(frozen=True, kw_only=True)
class Result:
    """Alerts a year on stable months, and how soon planted rises are found."""

    orange: float
    yellow: float
    first_month: float
    """Share of planted rises that are orange or red in their first month."""
    two_months: float
    """Share found at any level but grey within two months."""


def simulate(*, stores: int, seed: int = SEED, moving: float = _WITHIN) -> Result:
    """Simulate `stores` stores of three indicators.

    Args:
        stores: How many.
        seed: Of the generator.
        moving: Standard deviation by which a month's rate moves beyond chance.
    """
    rng = np.random.default_rng(seed)
    orange = yellow = first = soon = planted = 0
    for _ in range(stores):
        for indicator, rate in RATES.items():
            series = _stable(rng, rate=rate, moving=moving)
            months = _judged(series, indicator)
            orange += sum(int((one.orange | one.all_hit_twice).sum()) for one in months[WINDOW:])
            yellow += sum(int((one.beyond | one.run | one.cusum).sum()) for one in months[WINDOW:])
            found = _found(rng, series, indicator)
            first, soon, planted = first + found[0], soon + found[1], planted + 1
    years = stores * (MONTHS - WINDOW) / 12
    return Result(
        orange=orange / years,
        yellow=yellow / years,
        first_month=first / planted,
        two_months=soon / planted,
    )


def _judged(series: IndicatorSeries, indicator: str) -> list[JudgedMonth]:
    return list(judge(series, explained=lambda *_: False, passes=indicator != "outside_rise"))


def _stable(rng: np.random.Generator, *, rate: float, moving: float) -> IndicatorSeries:
    shape = (INSTITUTIONS, MONTHS)
    usual = rng.lognormal(3.6, 0.6, size=(INSTITUTIONS, 1))
    trials = rng.poisson(usual, size=shape).astype(float)
    spread = min(_BETWEEN, rate / 3)
    rates = rate + rng.normal(0, spread, size=(INSTITUTIONS, 1))
    rates = np.clip(rates + rng.normal(0, min(moving, rate / 4), size=shape), 0.005, 0.995)
    return IndicatorSeries(
        kind="institution",
        entities=tuple(
            Entity(kind="institution", identity=str(row), name=str(row), body=row,
                   trade=f"trade {row % 10}")
            for row in range(INSTITUTIONS)
        ),
        first=24_264,
        hits=rng.binomial(trials.astype(int), rates).astype(float),
        trials=trials,
        starts=np.zeros(shape, dtype=bool),
        mixed=np.zeros(shape, dtype=bool),
    )  # fmt: skip


def _found(rng: np.random.Generator, series: IndicatorSeries, indicator: str) -> tuple[bool, bool]:
    """Plant a rise of two months, at least 60 candidates each, and see when it is found."""
    row, at = int(rng.integers(INSTITUTIONS)), int(rng.integers(WINDOW + 1, MONTHS - 1))
    for column in (at, at + 1):
        trials = max(60, int(series.trials[row, column]))
        series.trials[row, column] = trials
        series.hits[row, column] = rng.binomial(trials, RISEN[indicator])
    months = _judged(series, indicator)[at : at + 2]
    first = bool(months[0].orange[row] or months[0].all_hit_twice[row])
    later = any(
        bool(one.orange[row] or one.beyond[row] or one.cusum[row] or one.run[row]) for one in months
    )
    return first, later


def table(*, stores: int = 200) -> str:
    """The table of documents."""
    lines = [
        "| months' rates move by | red or orange a year (budget 7.1) | yellow a year "
        "| rise found in its first month | within two |",
        "|---|---:|---:|---:|---:|",
    ]
    for said, moving in (("chance alone", 0.0), ("1.2 points", _WITHIN), ("3 points", 0.03)):
        one = simulate(stores=stores, moving=moving)
        lines.append(
            f"| {said} | {one.orange:.2f} | {one.yellow:.0f} "
            f"| {one.first_month:.0%} | {one.two_months:.0%} |"
        )
    return "\n".join(lines) + "\n"
