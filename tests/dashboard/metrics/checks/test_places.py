from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.checks.outcome import CheckOutcome
from dashboard.metrics.checks.places import places
from dashboard.store.gazetteer import read_places
from dashboard.store.places import Place, Places


def _outcomes(
    engine: Engine, *, without: str = "", changed: Place | None = None
) -> dict[str, CheckOutcome]:
    """Outcomes over the store's units, with one unit changed."""
    with Session(engine) as session:
        known = read_places(session)
        units = tuple(
            changed if changed is not None and unit.code == changed.code else unit
            for unit in known.units
            if unit.code != without
        )
        found = places(session, Places(units=units, other_names=(), successions=known.successions))
    return {one.key: one for one in found}


@pytest.fixture
def zone(circular_engine: Engine) -> Place:
    with Session(circular_engine) as session:
        return read_places(session).by_code("CQ-LJ")


def test_the_units_of_the_store_are_sound(circular_engine: Engine) -> None:
    assert all(one.passed for one in _outcomes(circular_engine).values())


def test_a_zone_nobody_knows_the_host_of_is_named(circular_engine: Engine, zone: Place) -> None:
    outcome = _outcomes(circular_engine, changed=replace(zone, hosts=()))["zone-has-host"]
    assert outcome.examples == ("两江新区",)


def test_a_zone_cannot_host_a_zone(circular_engine: Engine, zone: Place) -> None:
    outcome = _outcomes(circular_engine, changed=replace(zone, hosts=("CQ-GX",)))["zone-has-host"]
    assert outcome.failures == 1


def test_two_units_of_one_name_on_one_day_are_named(circular_engine: Engine, zone: Place) -> None:
    longer = replace(zone, valid_to=date(2025, 11, 6))
    outcome = _outcomes(circular_engine, changed=longer)["one-unit-a-name"]
    assert outcome.failures == 1
    assert "CQ-LJ" in outcome.examples[0]
    assert "500157" in outcome.examples[0]
