"""Every figure of the product against the same figure counted by hand (tests/recount)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from tests.recount import BY_HAND, odd_rows
from tests.recount.by_hand import Part, asked
from tests.recount.figures import Recounted, recounted
from tests.stores import Stores

END = date(2024, 12, 31)
MIDYEAR = date(2024, 6, 30)
DAYS = (END, MIDYEAR, date(2023, 3, 31), date(2022, 6, 30), date(2021, 12, 31))
UNITS = {
    "沙坪坝区": "500106",
    "渝中区": "500103",
    "城口县": "500229",
    "双桥经开区": "CQ-SQ",
    "万州区": "500101",
}
"""Units of the demo by name, and their codes."""

NO_FILTERS = Filters()

Asked = tuple[Filters, Part]


def _between(first: date, last: date) -> Asked:
    return Filters(first=first, last=last), Part(first=first, last=last)


def _periods(day: date) -> list[Asked]:
    year = Part(first=day.replace(month=1, day=1), last=day.replace(month=12, day=31))
    return [
        (Filters(), Part()),
        _between(date(2024, 1, 1), date(2024, 12, 31)),
        _between(date(2024, 10, 1), date(2024, 12, 31)),
        _between(date(2022, 5, 1), date(2022, 5, 31)),
        _between(date(2022, 5, 16), date(2022, 7, 15)),
        (Filters(period="year"), year),
    ]


PARTS: list[Asked] = [
    *((Filters(district=code), Part(unit=unit)) for unit, code in UNITS.items()),
    (
        Filters(district=UNITS["渝中区"], first=date(2024, 5, 1)),
        Part(unit="渝中区", first=date(2024, 5, 1)),
    ),
    (Filters(kind="企业"), Part(kind="company")),
    (Filters(kind="职业学校"), Part(kind="school")),
    (Filters(category="培训档案"), Part(category="archive")),
    (Filters(severity="重大"), Part(severity="critical")),
    (
        Filters(category="违法违规", severity="较大", last=MIDYEAR),
        Part(category="violation", severity="major", last=MIDYEAR),
    ),
    (
        Filters(campaign="2024年专项治理“回头看”"),
        Part(campaign="2024年专项治理“回头看”"),
    ),
    (Filters(institution=5), Part(institution=5)),
]


STAGE_REACHED = """
    SELECT count(DISTINCT institution_id) FROM review_decision
    WHERE stage = '{stage}' AND decided_on <= :day
"""
STAGE_LATEST = """
    SELECT d.outcome, count(*) FROM review_decision d
    WHERE d.stage = '{stage}' AND d.decided_on = (
        SELECT max(e.decided_on) FROM review_decision e
        WHERE e.institution_id = d.institution_id AND e.stage = d.stage
        AND e.decided_on <= :day)
    GROUP BY d.outcome
"""

ODD: list[Asked] = [
    (Filters(), Part()),
    _between(date(2024, 6, 1), date(2024, 6, 30)),
    _between(date(2024, 5, 31), date(2024, 6, 29)),
    _between(date(2024, 6, 30), date(2024, 6, 30)),
    (Filters(district="乙区"), Part(unit="乙区")),
    (Filters(district="检查区"), Part(unit="检查区")),
    (Filters(kind="民办非企业"), Part(kind="private")),
    (Filters(category="培训质量"), Part(category="training")),
    (Filters(severity="一般"), Part(severity="minor")),
    (Filters(campaign="旧回头看"), Part(campaign="旧回头看")),
    (Filters(institution=7), Part(institution=7)),
]


@pytest.fixture
def odd_engine(dialect: str, stores: Stores) -> Engine:
    """Rows of every state the tables allow; shared, so only read it."""
    return stores.shared(dialect, "odd rows", fill=odd_rows.load_odd_rows)


def test_every_metric_is_counted_by_hand() -> None:
    assert set(BY_HAND) == set(METRICS)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_of_any_period_a_figure_is_what_sql_by_hand_gives(demo_engine: Engine, day: date) -> None:
    differing = [line for one in _periods(day) for line in _differing(demo_engine, one, day)]
    assert differing == []


@pytest.mark.parametrize("one", PARTS, ids=lambda one: str(one[1]))
def test_of_any_part_a_figure_is_what_sql_by_hand_gives(demo_engine: Engine, one: Asked) -> None:
    assert list(_differing(demo_engine, one, END)) == []


@pytest.mark.parametrize("days_later", [-30, 0, 31])
def test_of_odd_rows_a_figure_is_what_sql_by_hand_gives(
    odd_engine: Engine, days_later: int
) -> None:
    day = odd_rows.DAY + timedelta(days=days_later)
    differing = [line for one in ODD for line in _differing(odd_engine, one, day)]
    assert differing == []


def test_split_by_unit_a_figure_is_what_sql_by_hand_gives(demo_engine: Engine) -> None:
    filters, year = Filters(period="year"), Part(first=date(2024, 1, 1), last=END)
    parts = _units(demo_engine, UNITS, of=year)
    assert list(_split(demo_engine, "district", parts, day=MIDYEAR, filters=filters)) == []


def test_split_by_unit_what_is_not_there_is_no_zero(odd_engine: Engine) -> None:
    """Units of one ledger alone have zeros of what it could hold, and nothing of the others."""
    filters, july = _between(date(2024, 7, 1), date(2024, 7, 31))
    day = july.last
    for timed, part in ((Filters(), Part()), (filters, july)):
        parts = _units(odd_engine, (*odd_rows.UNITS, *odd_rows.LONELY), of=part)
        assert list(_split(odd_engine, "district", parts, day=day, filters=timed)) == []


def _units(engine: Engine, names: Iterable[str], *, of: Part) -> dict[int, Part]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, id FROM district"))
        keys = {row.name: row.id for row in rows}
    return {keys[name]: replace(of, unit=name) for name in names}


@pytest.mark.parametrize(
    ("dimension", "parts"),
    [
        ("institution", {7: Part(institution=7), 12: Part(institution=12)}),
        ("institution_kind", {kind: Part(kind=kind) for kind in ("company", "public")}),
        ("campaign", {name: Part(campaign=name) for name in odd_rows.CAMPAIGNS}),
        ("category", {name: Part(category=name) for name in ("facility", "violation")}),
        ("severity", {name: Part(severity=name) for name in ("minor", "critical")}),
    ],
)
def test_split_by_anything_a_figure_is_what_sql_by_hand_gives(
    odd_engine: Engine, dimension: str, parts: Mapping[Any, Part]
) -> None:
    assert list(_split(odd_engine, dimension, parts, day=odd_rows.DAY)) == []


def test_split_by_month_what_happened_is_what_sql_by_hand_gives(odd_engine: Engine) -> None:
    months = {
        202403: Part(first=date(2024, 3, 1), last=date(2024, 3, 31)),
        202406: Part(first=date(2024, 6, 1), last=date(2024, 6, 30)),
    }
    timed = [key for key, metric in METRICS.items() if metric.nature.timed]
    day = odd_rows.DAY + timedelta(days=31)
    assert list(_split(odd_engine, "month", months, day=day, keys=timed)) == []


@pytest.mark.parametrize("stage", ["self", "district", "municipal"])
def test_stages_of_the_review_are_what_sql_by_hand_gives(odd_engine: Engine, stage: str) -> None:
    question = FigureQuery(
        metrics=("review_stage_institutions", "review_stage_states"),
        as_of=odd_rows.DAY,
        by=("stage", "outcome"),
    )
    told = _answer(odd_engine, question)
    told_of_stage = _answer(odd_engine, replace(question, by=("stage",)))
    with odd_engine.connect() as connection:
        ((decided,),), latest = (
            asked(connection, one.format(stage=stage), part=Part(), day=odd_rows.DAY)
            for one in (STAGE_REACHED, STAGE_LATEST)
        )
    assert told_of_stage.get("review_stage_institutions", stage).value == decided
    assert told_of_stage.get("review_stage_states", stage).value == decided
    outcomes = ("qualified", "rectifying", "eliminated")
    states = {one: told.get("review_stage_states", stage, one).value for one in outcomes}
    assert states == {one: dict(latest).get(one, 0) for one in outcomes}


def _split(
    engine: Engine,
    dimension: str,
    parts: Mapping[Any, Part],
    *,
    day: date,
    filters: Filters = NO_FILTERS,
    keys: Iterable[str] = METRICS,
) -> Iterator[str]:
    """Where figures by group differ from those of each group asked by hand."""
    known = tuple(key for key in keys if dimension in METRICS[key].dimensions)
    question = FigureQuery(
        metrics=known, as_of=day, by=(dimension,), filters=filters, case_role=True
    )
    answer = _answer(engine, question)
    for group, part in parts.items():
        with engine.connect() as connection:
            by_hand = recounted(
                connection, {key: BY_HAND[key] for key in known}, part=part, day=day
            )
        yield from _differences({key: answer.get(key, group) for key in known}, by_hand, of=part)


def _answer(engine: Engine, question: FigureQuery) -> Measured:
    with Session(engine) as session:
        (answer,) = measure(session, [question])
    return answer


def _differing(engine: Engine, one: Asked, day: date) -> Iterator[str]:
    filters, part = one
    question = FigureQuery(metrics=tuple(METRICS), as_of=day, filters=filters, case_role=True)
    answer = _answer(engine, question)
    with engine.connect() as connection:
        by_hand = recounted(connection, BY_HAND, part=part, day=day)
    told = {key: answer.get(key) for key in by_hand}
    return _differences(told, by_hand, of=part)


def _differences(
    told: Mapping[str, Figure], by_hand: Mapping[str, Recounted], *, of: Part
) -> Iterator[str]:
    for key, hand in by_hand.items():
        for name in ("value", "numerator", "denominator"):
            product, auditor = getattr(told[key], name), getattr(hand, name)
            if not _same(product, auditor):
                yield f"{key} of {of}: {name} is told as {product}, by hand {auditor}"
        if told[key].at_least is not hand.at_least:
            yield f"{key} of {of}: 余 is told as {told[key].at_least}, by hand {hand.at_least}"


def _same(one: float | None, other: float | None) -> bool:
    """Nothing is not the same as zero."""
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other)
