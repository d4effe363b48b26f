"""Units that have ceased drop out of nothing: every table by district adds to the city, any day.

The demo of 2024 with rows dated after the change of 2025-11-06, some of them under the old names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.briefings.catalogue import CATALOGUE
from dashboard.briefings.compute import SharedAnswers
from dashboard.metrics.checks.identities import is_additive
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Measured, measure
from dashboard.sections.answer import (
    Answer,
    Block,
    Cards,
    Chart,
    Map,
    Notice,
    Row,
    Sentences,
    Table,
)
from dashboard.sections.district_values import reporting
from dashboard.sections.figure_cell import Link
from dashboard.sections.institutions.faces import STATE_METRICS
from dashboard.sections.publicity.districts import _HEADS as PUT_OUT
from dashboard.sections.rectification.terms import _HEADS as TERMS
from dashboard.sections.section import gather
from dashboard.sections.view import View
from dashboard.store.models.inspections import SEVERITIES
from dashboard.store.models.places import District
from dashboard.store.state import loading
from tests.conftest import load_whole_demo
from tests.ledger import Ledger
from tests.stores import Stores
from tests.views import view_on

DAYS = (date(2025, 11, 5), date(2025, 11, 6), date(2025, 12, 20), date(2026, 2, 1))
HEAD = "区县（开发区）"
BEFORE, BETWEEN, AFTER = date(2025, 10, 20), date(2025, 12, 20), date(2026, 1, 28)
ROWS = {
    BEFORE: ("500105", "500112", "CQ-LJ", "500109"),
    BETWEEN: ("500105", "500112", "500157", "500109", "500106"),
    AFTER: ("500157", "500109", "500106"),
}
"""Days to the units that report on them."""
FORMER = ("500105", "500112", "CQ-LJ")

BY_LABEL = {METRICS[key].label: key for key in METRICS}
ADDS: Mapping[str, Mapping[str, str]] = {
    "publicity-districts": {label: key for key, label in PUT_OUT.items()},
    "review-districts": {
        **STATE_METRICS,
        "整改超期": "rectifying_overdue",
        "在册": "district_institutions_count",
    },
    "rectification-districts": {label: key for key, label in TERMS.items()},
    "overview-map": BY_LABEL,
    "findings-map": BY_LABEL,
    "counts": BY_LABEL,
    "rectification-spans": {"问题总数": "findings", "整改书总数": "rectification_orders_issued"},
}
"""Key of a table to the metric of each column that adds up to the city."""
LISTS = {
    "enforcement-contradictions": "hints, a line each",
    "enforcement-cases": "cases, a line each",
    "rectification-list": "what is open, a line each",
    "open-findings": "findings, a line each",
    "fairness": "rates, of the units of the same page's counts",
    "named-map": "what the circular names, no counts",
    "naming": "what the circular names, no counts",
    "practices": "what the circular holds up, a line each",
    "publicity-jumps": "jumps, a line each",
    "publicity-activities": "activities, a line each",
}
"""Tables headed by the unit that are no sums, each with the reason."""
COMPARED = ("dots-", "funnel-")
"""Beginnings of the keys of comparisons: what is too thin to compare has no numbers there, but
every unit with a figure is listed.
"""


@pytest.fixture
def engine(dialect: str, stores: Stores) -> Engine:
    return stores.shared(dialect, "after the succession", fill=_fill)


def _fill(engine: Engine) -> None:
    load_whole_demo(engine)
    with loading(engine, dataset="demo") as session:
        units = dict(session.execute(select(District.code, District.id)).all())
        ledger, numbers = Ledger(session), count(1)
        for day, codes in ROWS.items():
            for code in codes:
                _report(ledger, units[code], on=day, number=next(numbers))


def _report(ledger: Ledger, unit: int, *, on: date, number: int) -> None:
    """A row in every ledger of a unit."""
    body = ledger.add("institution", district_id=unit, name=f"示例承接{number}")
    where = {"district_id": unit, "institution_id": body}
    visit = ledger.add("inspection", **where, inspected_on=on, number=f"承{number}")
    order = ledger.add("rectification_order", **where, issued_on=on, number=f"承{number}")
    for severity in SEVERITIES:
        ledger.add(
            "finding",
            **where,
            inspection_id=visit,
            order_id=order,
            found_on=on,
            due_on=on,
            severity=severity,
        )
    ledger.add("review_decision", institution_id=body, outcome="rectifying", decided_on=on)
    case = ledger.add("enforcement_case", district_id=unit, lead_on=on, number=f"承{number}")
    ledger.add("penalty", case_id=case, decided_on=on)
    ledger.add("publicity_activity", district_id=unit, held_on=on, copies=5, name=f"承{number}")
    ledger.add("training_class", **where, started_on=on, number=f"承{number}")
    ledger.add("exam_month", **where, month=on.replace(day=1))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_table_by_district_adds_to_the_city(engine: Engine, day: date) -> None:
    view = view_on(engine, as_of=day)
    keys = tuple(key for key in METRICS if "district" in METRICS[key].dimensions)
    seen: Counter[str] = Counter()
    with Session(engine) as session:
        asked = [view.ask(*METRICS), view.ask(*keys, by=("district",))]
        city, by_unit = measure(session, asked)
        for answer in _answers(session, view):
            for table in _tables(answer.blocks):
                if table.columns and table.columns[0].label == HEAD:
                    seen[table.key] += _checked(table, city, by_unit, view)
            for block in _of(answer.blocks, Map):
                _check_map(block, city)
    assert not [key for key in ADDS if not seen[key]], "a table was not asked for"


def _checked(table: Table, city: Measured, by_unit: Measured, view: View) -> int:
    """How many columns add up to the city."""
    if table.key in ADDS:
        return _added(table, city, view)
    if table.key.startswith(COMPARED):
        listed = {_text(row[0]) for row in table.rows}
        figures = by_unit.of(table.key.partition("-")[2])
        assert {view.named(one.group[0]) for one in figures if one.population} <= listed
        return 0
    assert table.key in LISTS, f"say what adds up in {table.key}"
    named = {view.named(place.id) for place in view.reference.places.units}
    assert {_text(row[0]) for row in table.rows} <= {*named, "全市", "全市合计"}, table.key
    return 0


def _answers(session: Session, view: View) -> Iterator[Answer]:
    """Every section of every page, under each of its own choices, and with a unit chosen."""
    memory = SharedAnswers()
    for entry in CATALOGUE.values():
        chosen = [
            {},
            *({name: one} for name, all_ in entry.section.choices.items() for one in all_),
        ]
        for params in chosen:
            looked = View(**{**vars(view), "params": params})
            if entry.section.when(looked):
                (got,) = gather(session, (entry.section,), looked, memory=memory)
                yield entry.section.answer(looked, got)


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    yield from _of(blocks, Table)
    for kind in (Chart, Map):
        for block in _of(blocks, kind):
            yield block.table


def _of(blocks: tuple[Block, ...], kind: type) -> Iterator:  # type: ignore[type-arg]
    for block in blocks:
        if isinstance(block, kind):
            yield block
        if isinstance(block, Row):
            for _, inner in block.columns:
                yield from _of(inner, kind)


def _added(table: Table, city: Measured, view: View) -> int:
    """How many columns add up, each checked; the city's own line is left out."""
    metrics = ADDS[table.key]
    names = {view.named(place.id) for place in view.reference.places.units}
    rows = [row for row in table.rows if _text(row[0]) in names]
    assert len({_text(row[0]) for row in rows}) == len(rows), "two units are told alike"
    checked = 0
    for at, column in enumerate(table.columns):
        key = metrics.get(column.label)
        if key is None or METRICS[key].denominator is not None:
            continue
        if not is_additive(METRICS[key].numerator):
            continue
        said = sum(_number(row[at]) for row in rows)
        assert said == pytest.approx(city.get(key).value or 0), (table.key, column.label)
        checked += 1
    return checked


def _text(cell: object) -> str:
    return cell.label if isinstance(cell, Link) else str(cell)


def _number(cell: object) -> float:
    """What a cell counts; 余 is kept to the screen, and a word stands for no row."""
    if isinstance(cell, str):
        digits = cell.removesuffix("余").replace(",", "")
        return float(digits) if digits.isdigit() else 0
    return float(cell or 0)  # type: ignore[arg-type]


def _check_map(block: Map, city: Measured) -> None:
    key = next((key for key in METRICS if block.label.startswith(METRICS[key].label)), None)
    if block.classes is not None or key is None or METRICS[key].denominator is not None:
        return
    said = sum(one.value or 0 for one in block.units)
    assert said == pytest.approx(city.get(key).value or 0), block.label
    assert len({one.name for one in block.units}) == len(block.units)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_unit_with_a_figure_is_listed(engine: Engine, day: date) -> None:
    view = view_on(engine, as_of=day)
    keys = tuple(key for key in METRICS if "district" in METRICS[key].dimensions)
    with Session(engine) as session:
        (by_unit,) = measure(session, [view.ask(*keys, by=("district",))])
    listed = {place.id for place in reporting(view, by_unit)}
    assert {figure.group[0] for figure in by_unit.figures} <= listed
    assert {place.id for place in view.units()} <= listed


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_a_unit_that_has_ceased_can_be_chosen_and_shows_what_its_line_shows(
    engine: Engine, day: date
) -> None:
    view = view_on(engine, as_of=day)
    places = view.reference.places
    offered = places.of_sum(on=day, held=view.reference.held)
    keys = ("publicity_activities", "inspections", "findings", "district_institutions_count")
    for code in (*FORMER, "500157", "500109"):
        place = places.by_code(code)
        assert place in offered
        with Session(engine) as session:
            asked = view.ask(*keys, by=("district",))
            (by_unit,) = measure(session, [asked])
            (here,) = measure(session, [view.ask(*keys, filters=Filters(district=code))])
        for key in keys:
            assert here.get(key).value == by_unit.get(key, place.id).value, (code, key)


@pytest.mark.parametrize("code", ["500105", "CQ-LJ", "500157"])
def test_every_section_names_a_chosen_unit_and_none_its_code(engine: Engine, code: str) -> None:
    view = view_on(engine, as_of=BETWEEN, filters=Filters(district=code))
    with Session(engine) as session:
        for answer in _answers(session, view):
            said = [answer.title, *_said(answer.blocks)]
            assert not [one for one in map(_text, said) if code in one], answer.title


def _said(blocks: tuple[Block, ...]) -> Iterator[str | Link]:
    """What heads and words of blocks say; cells may hold numbers of any kind."""
    for table in _tables(blocks):
        yield from (table.title, table.note, table.scope)
        yield from (column.label for column in table.columns)
    for block in _of(blocks, Notice):
        yield block.text
    for block in _of(blocks, Sentences):
        yield from block.items
    for block in _of(blocks, Cards):
        for card in block.cards:
            yield from (card.title, card.note, *card.lines, *(one.label for one in card.figures))
    for kind in (Chart, Map):
        yield from (block.alt for block in _of(blocks, kind))


def test_two_units_of_one_name_are_two_lines(engine: Engine) -> None:
    view = view_on(engine, as_of=BETWEEN)
    names = [view.named(view.reference.places.by_code(one).id) for one in ("CQ-LJ", "500157")]
    assert names == ["原两江新区（开发区）", "两江新区"]
