from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.analysis.grouping import Standing
from dashboard.metrics.clusters import COMPARABLE, PACE, STANDARDISED
from dashboard.metrics.comparison import Compared, comparisons, since_the_rules
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.store.gazetteer import read_places
from tests.ledger import Ledger
from tests.views import counted

DAY = date(2024, 12, 31)


@pytest.fixture
def demo(demo_engine: Engine) -> Mapping[str, Compared]:
    with Session(demo_engine) as session:
        return comparisons(session, filters=Filters(), as_of=DAY)


def short_names(engine: Engine, compared: Compared, standing: Standing) -> set[str]:
    assert compared.grouping is not None
    with Session(engine) as session:
        places = read_places(session)
    found = compared.grouping.standing(standing)
    return {places.by_id(int(str(one.unit.key))).short_name for one in found}


def test_every_measure_that_is_fair_is_compared(demo: Mapping[str, Compared]) -> None:
    fair = {metric.key for metric in METRICS.values() if metric.comparable}
    assert set(demo) == fair | {PACE}


def test_of_the_planted_archives_one_district_has_institutions_enough_to_stand_apart(
    demo_engine: Engine, demo: Mapping[str, Compared]
) -> None:
    apart = {
        (key, name)
        for key, one in demo.items()
        for standing in (Standing.ABOVE, Standing.BELOW)
        for name in short_names(demo_engine, one, standing)
    }
    assert apart == {("archive_complete_share", "巴南")}
    positions = demo["archive_complete_share"].grouping
    assert positions is not None
    lowest = sorted(positions.positions, key=lambda one: one.reach)[:4]
    with Session(demo_engine) as session:
        places = read_places(session)
    names = {places.by_id(int(str(one.unit.key))).short_name for one in lowest}
    assert names == {"北碚", "黔江", "丰都", "巴南"}


def test_a_district_stands_as_its_rest_does(demo: Mapping[str, Compared]) -> None:
    for one in demo.values():
        assert one.grouping is not None
        for position in one.grouping.positions:
            if abs(position.reach) > 0.5:
                assert (position.reach > 0) == (position.value > position.reference)


def test_all_measures_are_one_family(demo: Mapping[str, Compared]) -> None:
    lines = {one.grouping.lines for one in demo.values() if one.grouping is not None}
    assert all(lines_.near <= lines_.apart for lines_ in lines)
    assert set(demo) == set(COMPARABLE)


def test_raw_shares_are_those_of_the_metric(demo: Mapping[str, Compared]) -> None:
    for key in ("on_time_share", "findings_per_inspection"):
        for figure in demo[key].by_unit.of(key):
            position = demo[key].at(figure.group[0])
            if position is not None:
                assert position.value == pytest.approx(figure.value)


def test_pass_rates_are_held_against_the_same_trades_elsewhere(
    demo: Mapping[str, Compared],
) -> None:
    for key in STANDARDISED:
        compared = demo[key]
        assert compared.grouping is not None
        for one in compared.grouping.positions:
            assert one.unit.expected is not None
            ratio = one.unit.count / one.unit.expected
            assert one.value == pytest.approx(compared.grouping.city * ratio)


def test_the_pace_of_all_is_as_many_ended_as_expected(demo: Mapping[str, Compared]) -> None:
    grouping = demo[PACE].grouping
    assert grouping is not None
    ended = sum(one.unit.count for one in grouping.positions)
    assert ended == pytest.approx(sum(one.unit.size for one in grouping.positions), rel=0.05)
    assert grouping.city == 1.0


def test_thin_units_are_not_compared(demo: Mapping[str, Compared]) -> None:
    compared = demo["eliminated_share"]
    for figure in compared.by_unit.of("eliminated_share"):
        assert (compared.at(figure.group[0]) is None) == figure.thin


def test_the_power_is_told_of_the_sizes_there_are(demo: Mapping[str, Compared]) -> None:
    power = demo["eliminated_share"].power
    assert power is not None
    assert (power.median.size, power.largest.size, power.twofold.of) == (2, 8, "cases")
    assert power.at_median.fourfold == 0
    assert power.at_largest.twofold < 0.05
    assert len(power.blind) == 2
    assert power.enough is not None
    assert power.enough > 100


def test_two_statements_answer_for_all_measures(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        comparisons(session, filters=Filters(), as_of=DAY)
    assert len(statements) == 2


def test_an_empty_store_has_nothing_to_compare(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        found = comparisons(session, filters=Filters(), as_of=DAY)
    assert all(one.grouping is None and one.power is None for one in found.values())


@pytest.mark.parametrize(
    ("first", "last", "as_of", "expected"),
    [
        (None, None, date(2026, 5, 31), None),
        (None, None, date(2026, 6, 1), date(2026, 6, 1)),
        (date(2026, 1, 1), None, date(2026, 9, 30), date(2026, 6, 1)),
        (date(2026, 7, 1), None, date(2026, 9, 30), date(2026, 7, 1)),
        (None, date(2026, 5, 31), date(2026, 9, 30), None),
    ],
)
def test_examinations_never_straddle_the_new_rules(
    first: date | None, last: date | None, as_of: date, expected: date | None
) -> None:
    filters = Filters(first=first, last=last)
    assert since_the_rules("theory_pass_rate", filters, as_of=as_of).first == expected
    assert since_the_rules("on_time_share", filters, as_of=as_of) == filters


def test_months_under_the_old_rules_do_not_enter(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for month, passes in ((date(2026, 5, 1), 90), (date(2026, 6, 1), 50)):
            ledger.add(
                "exam_month",
                institution_id=ledger.add("institution"),
                month=month,
                theory_candidates=100,
                theory_passes=passes,
            )
        found = comparisons(session, filters=Filters(), as_of=date(2026, 6, 30))
    assert found["theory_pass_rate"].city.value == pytest.approx(0.5)
