"""What visits found, the orders to mend it, and how the mending went until 2024-12-31."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dashboard.demo.chance import AS_OF, dice, poisson
from dashboard.demo.districts import FOUND_PER_VISIT, NOTHING_FOUND, TOLD_OF, UNITS, district
from dashboard.demo.inspections import LOOKBACK, Visit
from dashboard.demo.plan import Plan, Ref
from dashboard.demo.rectification import DemoRectification, mend, promptly
from dashboard.demo.reviews import STANDARD
from dashboard.demo.wording import CLAUSES, DESCRIPTIONS, SEVERITY_WEIGHTS, SITE_DESCRIPTIONS

_STANDARD_SINCE: Final = date(2024, 1, 1)
"""Findings made before the standard was issued cite no clause of it."""
_MIX: Final = {"facility": 38, "training": 22, "archive": 33, "violation": 7}
_LEANINGS: Final = {
    **dict.fromkeys(("500115", "500109", "500112"), "facility"),
    **dict.fromkeys(("500114", "500230"), "training"),
    "500113": "archive",
}
"""What a district's everyday findings lean to, as the circular says of its look-back."""
_TERMS: Final = (15, 15, 20, 30, 30, 45)
_LOOKBACK_DUE: Final = (
    *(date(2024, 12, 13), date(2024, 12, 20), date(2024, 12, 31), date(2025, 1, 6)),
    *(date(2025, 1, 10), date(2025, 1, 24)),
)
_SHAPINGBA_FOUND: Final = {
    date(2024, 4, 16): ("facility", "archive", "archive"),
    date(2024, 8, 21): ("facility", "training", "archive"),
}


@dataclass(frozen=True, kw_only=True)
class DemoFinding:
    """A finding as the cases see it."""

    ref: Ref
    visit: Visit
    category: str
    severity: str | None
    closed_on: date | None


@dataclass(frozen=True, kw_only=True)
class _Order:
    """An order, or in its absence the term set on the spot."""

    issued_on: date
    due_on: date | None
    written: bool


def categories(visits: Sequence[Visit]) -> list[list[str]]:
    """What each everyday visit found, by category."""
    rng = dice("findings")
    rates = {code: FOUND_PER_VISIT.get(code, rng.uniform(1.2, 2.1)) for code in UNITS}
    rates |= dict.fromkeys((*NOTHING_FOUND, *TOLD_OF), 0.0)
    return [
        list(_SHAPINGBA_FOUND.get(visit.on, ()))
        if visit.body.code in TOLD_OF
        else _categories(rng, visit=visit, rate=rates[visit.body.code])
        for visit in visits
    ]


def add_findings(
    plan: Plan, *, visits: Sequence[tuple[Visit, Ref]], found: Mapping[Visit, Sequence[str]]
) -> list[DemoFinding]:
    """Plan findings and orders visit by visit."""
    rng = dice("mending")
    findings: list[DemoFinding] = []
    for visit, inspection in visits:
        if found[visit]:
            findings += _add_visit(
                plan, rng=rng, visit=visit, inspection=inspection, categories=found[visit]
            )
    return findings


def _categories(rng: random.Random, *, visit: Visit, rate: float) -> list[str]:
    weights = dict(_MIX)
    if visit.body.code in _LEANINGS:
        weights[_LEANINGS[visit.body.code]] += 35
    if visit.body.is_site:
        weights["training"] = 4
    count = min(poisson(rng, mean=rate), 7)
    names = rng.choices(list(weights), weights=list(weights.values()), k=count)
    most = len(SITE_DESCRIPTIONS["training"]) if visit.body.is_site else 6
    return [name for place, name in enumerate(names) if names[:place].count(name) < most]


def _add_visit(
    plan: Plan,
    *,
    rng: random.Random,
    visit: Visit,
    inspection: Ref,
    categories: Sequence[str],
) -> list[DemoFinding]:
    order = _order(rng, visit=visit, count=len(categories))
    mendings = [_mending(rng, visit=visit, order=order) for _ in categories]
    number = _add_order(plan, visit=visit, order=order, mendings=mendings)
    words = _words(rng, visit=visit, categories=categories)
    return [
        _add_finding(
            plan,
            rng=rng,
            visit=visit,
            category=category,
            description=text,
            mending=mending,
            inspection_id=inspection,
            order_id=number,
            due_on=order.due_on,
        )
        for category, text, mending in zip(categories, words, mendings, strict=True)
    ]


def _order(rng: random.Random, *, visit: Visit, count: int) -> _Order:
    if visit.campaign == LOOKBACK:
        issued = visit.on + timedelta(days=rng.randint(1, 5))
        return _Order(issued_on=issued, due_on=rng.choice(_LOOKBACK_DUE), written=True)
    told = visit.body.code in TOLD_OF
    if told or rng.random() < (0.42, 0.62, 0.8)[min(count, 3) - 1]:
        issued = min(visit.on + timedelta(days=rng.randint(0, 5)), AS_OF)
        return _Order(
            issued_on=issued, due_on=issued + timedelta(days=rng.choice(_TERMS)), written=True
        )
    due = visit.on + timedelta(days=rng.choice(_TERMS[:4])) if rng.random() < 0.9 else None
    return _Order(issued_on=visit.on, due_on=due, written=False)


def _mending(rng: random.Random, *, visit: Visit, order: _Order) -> DemoRectification:
    if visit.body.code in TOLD_OF:
        return promptly(rng, start=order.issued_on)
    return mend(rng, start=order.issued_on, due=order.due_on)


def _add_order(
    plan: Plan, *, visit: Visit, order: _Order, mendings: Sequence[DemoRectification]
) -> Ref | None:
    if not order.written:
        return None
    closings = [one.closed_on for one in mendings if one.closed_on]
    same_year = [
        row
        for row in plan.rows["rectification_order"]
        if isinstance(row["issued_on"], date) and row["issued_on"].year == order.issued_on.year
    ]
    return plan.add(
        "rectification_order",
        number=f"示例整改〔{order.issued_on.year}〕{len(same_year) + 1}号",
        district_id=district(visit.body.code),
        issued_on=order.issued_on,
        due_on=order.due_on,
        closed_on=max(closings) if len(closings) == len(mendings) else None,
        **visit.body.target(),
    )


def _words(rng: random.Random, *, visit: Visit, categories: Sequence[str]) -> list[str]:
    """A description each, none twice at one visit."""
    stock = SITE_DESCRIPTIONS if visit.body.is_site else DESCRIPTIONS
    shuffled = {name: rng.sample(texts, len(texts)) for name, texts in stock.items()}
    return [shuffled[name][categories[:place].count(name)] for place, name in enumerate(categories)]


def _add_finding(
    plan: Plan,
    *,
    rng: random.Random,
    visit: Visit,
    category: str,
    description: str,
    mending: DemoRectification,
    **links: Ref | date | None,
) -> DemoFinding:
    weights = SEVERITY_WEIGHTS[category]
    severity = rng.choices(("minor", "major", "critical", None), weights=weights)[0]
    place = len(plan.rows["finding"]) + 1
    ref = plan.add(
        "finding",
        number=f"示例问题{place:05d}" if rng.random() > 0.08 else None,
        district_id=district(visit.body.code),
        category=category,
        clause_id=_clause(rng, visit=visit, category=category),
        severity=severity,
        description=description,
        found_on=visit.on,
        **visit.body.target(),
        **mending.columns(),
        **links,
    )
    return DemoFinding(
        ref=ref, visit=visit, category=category, severity=severity, closed_on=mending.closed_on
    )


def _clause(rng: random.Random, *, visit: Visit, category: str) -> Ref | None:
    """The clause cited; sites follow another standard, whose clauses nobody has typed in."""
    if visit.body.is_site or visit.on < _STANDARD_SINCE or rng.random() < 0.08:
        return None
    return Ref("clause", f"{STANDARD} {rng.choice(CLAUSES[category])}")
