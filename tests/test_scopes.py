"""What holds of every figure in any scope: any day, period, unit and filter, on both stores."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.metrics.metric import Metric, Nature
from dashboard.metrics.periods import PERIODS
from dashboard.metrics.rows import metric_rows
from dashboard.metrics.states import FigureState
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.store.models.places import District
from dashboard.store.state import loading
from tests.conftest import load_whole_demo
from tests.ledger import Ledger
from tests.stores import Stores

SEED: Final = 20241231
SCOPES: Final = 12
FIRST, LAST = date(2021, 6, 1), date(2026, 12, 31)
DISTINCT: Final = frozenset(
    {
        "institutions_inspected",
        "lookback_teams",
        "uncertified_confirmed_companies",
        "review_stage_institutions",
    }
)
"""Counts of different things, of which one may be met in several units."""
OVER_ONE: Final = frozenset({"capacity_use"})
"""More candidates than places is what is looked for."""
PARTS: Final = {
    "findings_overdue": "findings_open",
    "findings_without_deadline": "findings_open",
    "due_7": "due_30",
    "due_30": "findings_open",
    "findings_critical": "findings",
    "findings_reopened": "findings",
    "findings_closed": "findings",
    "hazards_found": "findings",
    "lookback_open": "lookback_problems_found",
    "orders_overdue": "orders_open",
    "orders_closed": "rectification_orders_issued",
    "review_institutions_qualified": "review_institutions_total",
    "review_institutions_rectifying": "review_institutions_total",
    "review_institutions_eliminated": "review_institutions_total",
    "rectifying_overdue": "review_institutions_rectifying",
    "unreviewed_institutions": "district_institutions_count",
    "cases_confirmed": "cases_leads",
    "cases_referred": "cases_leads",
    "uncertified_leads": "cases_leads",
    "penalty_paid_fen": "penalty_fen",
    "uncertified_penalty_cny": "penalty_fen",
    "enforcement_special_inspections": "inspections",
    "classes_after_elimination": "training_classes",
}
"""What is counted among what, wherever the two may stand on one card."""
TOLD = [key for key, metric in METRICS.items() if not metric.counts_persons]
COUNTS = [
    metric
    for metric in METRICS.values()
    if metric.denominator is None and metric.quantile is None and not metric.counts_persons
]


def scopes(*, count: int = SCOPES) -> Iterator[tuple[date, Filters]]:
    """Days and filters drawn at random, the same in every run."""
    drawn = random.Random(SEED)

    def day() -> date:
        return FIRST + timedelta(days=drawn.randrange((LAST - FIRST).days))

    for at in range(count):
        on = date(2024, 12, 31) if at % 4 == 0 else day()
        first, last = sorted((day(), day()))
        named = drawn.choice(["", *(key for key in PERIODS if key != "all")])
        yield (
            on,
            Filters(
                first=None if named or drawn.random() < 0.3 else first,
                last=None if named or drawn.random() < 0.3 else last,
                period=named,
                kind=drawn.choice(["", "", *INSTITUTION_KINDS.values()]),
                category=drawn.choice(["", "", *FINDING_CATEGORIES.values()]),
                severity=drawn.choice(["", "", *SEVERITIES.values()]),
            ),
        )


def ask(
    engine: Engine, on: date, filters: Filters, *, by: tuple[str, ...] = (), keys: list[str] = TOLD
) -> Measured:
    with Session(engine) as session:
        question = FigureQuery(metrics=tuple(keys), as_of=on, by=by, filters=filters)
        return measure(session, [question])[0]


every_scope = pytest.mark.parametrize(
    ("on", "filters"), list(scopes()), ids=[str(at) for at in range(SCOPES)]
)


@every_scope
def test_no_share_is_above_all_and_no_part_above_its_whole(
    demo_engine: Engine, on: date, filters: Filters
) -> None:
    found = ask(demo_engine, on, filters)
    for metric in (METRICS[key] for key in TOLD):
        value = found.get(metric.key).value
        if value is not None and metric.unit == "share" and metric.key not in OVER_ONE:
            assert 0 <= value <= 1, metric.key
    for part, whole in PARTS.items():
        assert (found.get(part).value or 0) <= (found.get(whole).value or 0), (part, whole)


@every_scope
def test_a_stock_is_the_same_over_any_period(
    demo_engine: Engine, on: date, filters: Filters
) -> None:
    found = ask(demo_engine, on, filters)
    always = ask(demo_engine, on, filters.without_period())
    for key in TOLD:
        if METRICS[key].nature in (Nature.STOCK, Nature.CAMPAIGN):
            assert found.get(key) == always.get(key), key


@every_scope
def test_units_add_to_the_city_and_a_unit_by_filter_is_the_unit_by_split(
    demo_engine: Engine, on: date, filters: Filters
) -> None:
    city = ask(demo_engine, on, filters)
    adding = [metric for metric in COUNTS if metric.fact.key != "standards"]
    split = ask(demo_engine, on, filters, by=("district",), keys=[one.key for one in adding])
    for metric in adding:
        parts = [one.value for one in split.of(metric.key) if one.value is not None]
        whole = city.get(metric.key).value
        if metric.key in DISTINCT:
            assert sum(parts) >= (whole or 0), metric.key
        elif whole is not None or any(parts):
            assert sum(parts) == pytest.approx(whole), metric.key
    with Session(demo_engine) as session:
        units = session.execute(select(District.id, District.code)).all()
    for key, code in units[:: len(units) // 3]:
        own = ask(demo_engine, on, replace(filters, district=code))
        for metric in adding:
            told, by = own.get(metric.key), split.get(metric.key, key)
            assert replace(by, group=()) == told, (metric.key, code)


@every_scope
def test_the_rows_behind_a_figure_are_as_many_as_it_counts(
    demo_engine: Engine, on: date, filters: Filters
) -> None:
    found = ask(demo_engine, on, filters)
    with Session(demo_engine) as session:
        for key in TOLD:
            rows = metric_rows(session, metric=key, filters=filters, as_of=on, size=1)
            assert rows.total == found.get(key).rows, key


@every_scope
def test_a_number_and_a_word_never_stand_together(
    demo_engine: Engine, on: date, filters: Filters
) -> None:
    placed = [one.key for one in COUNTS if "district" in one.dimensions]
    found = ask(demo_engine, on, filters)
    split = ask(demo_engine, on, filters, by=("district",), keys=placed)
    for one in (*found.figures, *split.figures):
        assert told_rightly(one, METRICS[one.metric]), one


def told_rightly(one: Figure, metric: Metric) -> bool:
    """Whether a state fits what the figure holds."""
    if one.state in (FigureState.VALUE, FigureState.ZERO):
        return one.value is not None and (one.state is FigureState.ZERO) == (one.value == 0)
    if one.state is FigureState.NOT_INSPECTED:
        return metric.population.tally.fact.key == "inspections" and not one.population
    return one.state is FigureState.THIN or one.value is None


def test_what_happens_later_moves_no_figure_of_an_earlier_day(dialect: str, stores: Stores) -> None:
    later = date(2025, 3, 3)
    asked = [(on, filters) for on, filters in scopes() if on < later]
    with stores.fresh(dialect) as engine:
        load_whole_demo(engine)
        before = [ask(engine, on, filters).figures for on, filters in asked]
        with loading(engine, dataset="demo") as session:
            _happen(session, on=later)
        assert [ask(engine, on, filters).figures for on, filters in asked] == before


def _happen(session: Session, *, on: date) -> None:
    """A row of every ledger, all on one day."""
    ledger = Ledger(session)
    place = session.scalars(select(District.id)).first()
    institution = ledger.add("institution", district_id=place, founded_on=on)
    visit = ledger.add("inspection", district_id=place, inspected_on=on, institution_id=institution)
    ledger.add("finding", district_id=place, inspection_id=visit, found_on=on)
    ledger.add("rectification_order", district_id=place, issued_on=on)
    case = ledger.add("enforcement_case", district_id=place, lead_on=on)
    ledger.add("penalty", case_id=case, decided_on=on, amount_fen=100)
    ledger.add("publicity_activity", district_id=place, held_on=on)
    ledger.add("training_class", district_id=place, started_on=on, institution_id=institution)
    of = {"institution_id": institution, "round_id": ledger.add("review_round")}
    ledger.add("review_decision", **of, decided_on=on, outcome="eliminated")
    ledger.add("exam_month", district_id=place, month=on.replace(day=1), institution_id=institution)
