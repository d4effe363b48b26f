"""How far each unit has reported is kept by every load, and one early file moves nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import Engine, delete, text
from sqlalchemy.orm import Session

from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.reporting import (
    EVENTS,
    complete_until,
    count_reports,
    read_reports,
    record_reports,
)
from dashboard.store.state import loading, read_state, upgrade
from tests.ledger import Ledger
from tests.old_stores import to_version

YEAR_END, EARLY = date(2024, 12, 31), date(2025, 1, 20)


def _reports(engine: Engine) -> Mapping[tuple[str, int], date]:
    with Session(engine) as session:
        return read_reports(session)


@pytest.mark.parametrize(("ledger", "day", "owner"), EVENTS, ids=lambda one: str(one))
def test_any_ledger_says_how_far_its_unit_has_reported(
    empty_engine: Engine, ledger: str, day: object, owner: object
) -> None:
    column = day.property.columns[0]  # type: ignore[attr-defined]
    last = date(2025, 3, 31)
    with loading(empty_engine, dataset="production") as session:
        rows = Ledger(session)
        unit = rows.add("district")
        owning = owner.__tablename__  # type: ignore[attr-defined]
        if owning == column.table.name:
            needed = {"district_id": unit}
        else:
            body = {"institution": "institution_id", "enforcement_case": "case_id"}[owning]
            needed = {body: rows.add(owning, district_id=unit)}
        if owning == "exam_month":
            needed["institution_id"] = rows.add("institution", district_id=unit)
        rows.add(column.table.name, **needed, **{column.name: last})
    assert _reports(empty_engine)[ledger, unit] == last
    assert read_state(empty_engine).data_until == last


def test_one_early_file_does_not_move_the_citys_day(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        rows = Ledger(session)
        units = [rows.add("district") for _ in range(5)]
        for unit in units:
            rows.add("inspection", district_id=unit, inspected_on=YEAR_END)
        for number in range(5):
            rows.add("publicity_activity", district_id=units[0], held_on=EARLY, name=f"早{number}")
    assert read_state(empty_engine).data_until == YEAR_END
    assert _reports(empty_engine)["publicity", units[0]] == EARLY
    assert _reports(empty_engine)["inspections", units[0]] == YEAR_END


def test_the_citys_day_goes_on_when_half_have_reported(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        rows = Ledger(session)
        units = [rows.add("district") for _ in range(4)]
        for unit in units:
            rows.add("inspection", district_id=unit, inspected_on=YEAR_END)
    for done, expected in ((1, YEAR_END), (2, EARLY)):
        with loading(empty_engine, dataset="production") as session:
            Ledger(session).add("finding", district_id=units[done - 1], found_on=EARLY)
        assert read_state(empty_engine).data_until == expected


def test_what_goes_is_no_longer_reported(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        Ledger(session).add("publicity_activity", held_on=EARLY)
    assert len(_reports(empty_engine)) == 1
    with loading(empty_engine, dataset="production") as session:
        session.execute(delete(PublicityActivity))
    assert _reports(empty_engine) == {}
    assert read_state(empty_engine).data_until is None


@pytest.mark.parametrize(
    ("days", "complete"),
    [
        ((), None),
        ((3,), 3),
        ((3, 9), 9),
        ((3, 5, 9), 5),
        ((3, 5, 7, 9), 7),
        ((1, 1, 1, 1, 9), 1),
    ],
)
def test_half_of_the_units_make_a_day_complete(days: tuple[int, ...], complete: int | None) -> None:
    newest = {("findings", unit): date(2025, 1, day) for unit, day in enumerate(days)}
    expected = None if complete is None else date(2025, 1, complete)
    assert complete_until(newest) == expected


def test_a_unit_counts_once_by_its_newest_day() -> None:
    newest = {
        ("findings", 1): date(2025, 1, 9),
        ("classes", 1): date(2025, 1, 2),
        ("findings", 2): date(2025, 1, 3),
        ("findings", 3): date(2025, 1, 3),
    }
    assert complete_until(newest) == date(2025, 1, 3)


def test_recording_twice_changes_nothing(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        Ledger(session).add("inspection", inspected_on=EARLY)
        assert record_reports(session) == EARLY
        first = read_reports(session)
        assert record_reports(session) == EARLY
        assert read_reports(session) == first == count_reports(session)


def test_a_store_of_before_is_told_as_a_load_would(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        rows = Ledger(session)
        units = [rows.add("district") for _ in range(3)]
        for unit, day in zip(units, (3, 5, 20), strict=True):
            body = rows.add("institution", district_id=unit)
            rows.add("inspection", district_id=unit, inspected_on=date(2024, 6, day))
            rows.add("review_decision", institution_id=body, decided_on=date(2024, 5, day))
            rows.add("penalty", case_id=rows.add("enforcement_case", district_id=unit))
            rows.add("exam_month", district_id=unit, institution_id=body, month=date(2024, 2, 1))
    before, until = _reports(empty_engine), read_state(empty_engine).data_until
    assert len(before) == 12
    to_version(empty_engine, "0004")
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE store_state SET data_until = '2024-06-20'"))
    upgrade(empty_engine)
    assert _reports(empty_engine) == before
    assert read_state(empty_engine).data_until == until == date(2024, 6, 5)


def test_a_store_of_before_knows_the_three_days_of_the_change(empty_engine: Engine) -> None:
    to_version(empty_engine, "0004")
    with empty_engine.begin() as connection:
        for unit in (1, 2, 3):
            connection.execute(
                text(
                    "INSERT INTO district (id, code, name, short_name, kind, position) "
                    f"VALUES ({unit}, 'X{unit}', '区{unit}', '区{unit}', 'district', {unit})"
                )
            )
        for unit, day in ((2, "2025-11-06"), (3, "2011-10-27")):
            connection.execute(
                text(
                    "INSERT INTO district_succession "
                    "(predecessor_id, successor_id, on_date, extent) "
                    f"VALUES (1, {unit}, '{day}', 'part')"
                )
            )
    upgrade(empty_engine)
    asked = "SELECT successor_id, coded_on, in_office_on FROM district_succession ORDER BY 1"
    with empty_engine.connect() as connection:
        told = [(row[0], *map(str, row[1:])) for row in connection.execute(text(asked))]
    assert told == [(2, "2025-12-05", "2026-01-25"), (3, "None", "None")]
