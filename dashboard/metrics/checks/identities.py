"""Figures against figures: parts and totals, districts and city, ledgers and the circular."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import isclose
from typing import Final

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.metrics.checks.outcome import CheckOutcome, collected
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.metrics.metric import Metric, Tally
from dashboard.metrics.reconcile import Agreement, ReconciledFigure
from dashboard.store.places import Places

STATES: Final = (
    "review_institutions_qualified",
    "review_institutions_rectifying",
    "review_institutions_eliminated",
)
PARTS: Final = (
    ("rectifying_overdue", "review_institutions_rectifying"),
    ("findings_open", "findings"),
    ("findings_overdue", "findings_open"),
    ("findings_critical", "findings"),
    ("findings_reopened", "findings"),
    ("findings_without_deadline", "findings_open"),
    ("lookback_problems_found", "findings"),
    ("lookback_open", "lookback_problems_found"),
    ("hazards_found", "findings"),
    ("orders_overdue", "rectification_orders_issued"),
    ("enforcement_special_inspections", "inspections"),
    ("cases_confirmed", "cases_leads"),
    ("cases_penalised", "cases_leads"),
    ("cases_referred", "cases_leads"),
    ("cases_withdrawn", "cases_leads"),
    ("lookback_police_cases", "cases_referred"),
    ("uncertified_leads", "cases_leads"),
    ("penalty_paid_fen", "penalty_fen"),
    ("lookback_penalty_cny", "penalty_fen"),
    ("uncertified_penalty_cny", "penalty_fen"),
    ("classes_after_elimination", "training_classes"),
)
"""A figure and one it can never be above, city-wide and in every district."""
MAY_EXCEED_ONE: Final = frozenset({"capacity_use"})
"""Shares whose numerator is no part of their denominator."""


def identities(
    session: Session, *, as_of: date, known: Places, verdicts: Sequence[ReconciledFigure]
) -> list[CheckOutcome]:
    """Check the figures of one day, all from one statement."""
    grouped = {name: _keys_by(name) for name in ("district", "month")}
    questions = [
        # Parts are added up here and not told.
        FigureQuery(metrics=tuple(METRICS), as_of=as_of, case_role=True),
        *(
            FigureQuery(metrics=keys, as_of=as_of, by=(name,), case_role=True)
            for name, keys in grouped.items()
        ),
    ]
    city, by_district, by_month = measure(session, questions)
    names = {place.id: place.name for place in known.units}
    return [
        _states(city, by_district, names=names),
        _sums("district-sums", "各区县（开发区）之和等于全市", city, by_district),
        _sums("month-sums", "各月之和等于合计", city, by_month),
        _parts(city, by_district, names=names),
        _shares(city, by_district, names=names),
        _circular(verdicts),
    ]


def is_additive(tally: Tally) -> bool:
    """Whether amounts of disjoint groups add up: all do but counts of different things."""
    return tally.tells_apart is None


def _keys_by(name: str) -> tuple[str, ...]:
    return tuple(key for key, metric in METRICS.items() if name in metric.dimensions)


def _states(city: Measured, by_district: Measured, *, names: Mapping[int, str]) -> CheckOutcome:
    total = "review_institutions_total"
    groups = _groups(city, by_district, metric=total, names=names)
    return collected(
        "three-states",
        "合格＋整改＋淘汰＝复核总数（全市及各区县）",
        checked=len(groups),
        bad=(
            f"{where}：{' + '.join(_plain(part) for part in parts)} ≠ {_plain(whole)}"
            for where, measured, group in groups
            for whole in [measured.get(total, *group).value]
            for parts in [[measured.get(key, *group).value for key in STATES]]
            if not _same(sum(part or 0 for part in parts), whole or 0)
        ),
    )


def _sums(key: str, title: str, city: Measured, grouped: Measured) -> CheckOutcome:
    metrics = [METRICS[one] for one in grouped.question.metrics]
    bad = (sentence for metric in metrics for sentence in _unequal(metric, city, grouped))
    return collected(key, title, checked=len(metrics), bad=bad)


def _unequal(metric: Metric, city: Measured, grouped: Measured) -> Iterator[str]:
    whole, parts = city.get(metric.key), grouped.of(metric.key)
    sides = [("分子", metric.numerator, "numerator"), ("分母", metric.denominator, "denominator")]
    for word, tally, side in sides:
        if tally is None or not is_additive(tally):
            continue
        total = sum(getattr(part, side) or 0 for part in parts)
        said = getattr(whole, side) or 0
        if not _same(total, said):
            yield f"{metric.label}（{metric.key}）{word}：分组合计{total:,.0f}，全市{said:,.0f}"


def _parts(city: Measured, by_district: Measured, *, names: Mapping[int, str]) -> CheckOutcome:
    return collected(
        "parts-within-totals",
        "部分不大于总数（全市及各区县）",
        checked=len(PARTS),
        bad=(
            f"{where}：{METRICS[part].label}{_plain(small)} > {METRICS[whole].label}{_plain(large)}"
            for part, whole in PARTS
            for where, measured, group in _groups(city, by_district, metric=part, names=names)
            for small, large in [
                (measured.get(part, *group).value, measured.get(whole, *group).value)
            ]
            if (small or 0) > (large or 0)
        ),
    )


def _shares(city: Measured, by_district: Measured, *, names: Mapping[int, str]) -> CheckOutcome:
    keys = [key for key, one in METRICS.items() if one.unit == "share"]
    within = [key for key in keys if key not in MAY_EXCEED_ONE]
    return collected(
        "shares-within-one",
        "占比的分子不大于分母（全市及各区县）",
        checked=len(within),
        bad=(
            f"{where}：{METRICS[key].label} {figure.numerator:,.0f}÷{figure.denominator:,.0f}"
            for key in within
            for where, measured, group in _groups(city, by_district, metric=key, names=names)
            for figure in [measured.get(key, *group)]
            if _above(figure)
        ),
    )


def _circular(verdicts: Sequence[ReconciledFigure]) -> CheckOutcome:
    return collected(
        "circular",
        "台账与通报数字一致（台账无记录的除外）",
        checked=sum(one.agreement is not Agreement.NO_LEDGER for one in verdicts),
        bad=(
            f"{one.published.section} {one.published.scope}{one.published.label}："
            f"通报{units.text(one.published.value, unit=one.published.unit)}，"
            f"台账{units.text(one.ledger.value, unit=one.published.unit)}"
            for one in verdicts
            if one.agreement is Agreement.DIFFERS
        ),
    )


def _groups(
    city: Measured, by_district: Measured, *, metric: str, names: Mapping[int, str]
) -> list[tuple[str, Measured, tuple[int, ...]]]:
    """The city and every district that has the figure: name, where to look, group."""
    found: list[tuple[str, Measured, tuple[int, ...]]] = [("全市", city, ())]
    if metric in by_district.question.metrics:
        for figure in by_district.of(metric):
            (district,) = figure.group
            found.append((names.get(district, "未填区县"), by_district, (district,)))
    return found


def _above(figure: Figure) -> bool:
    return (figure.numerator or 0) > (figure.denominator or 0)


def _same(one: float, two: float) -> bool:
    return isclose(one, two, rel_tol=1e-9, abs_tol=1e-6)


def _plain(value: float | None) -> str:
    return units.MISSING if value is None else f"{value:,.0f}"
