"""The store's state: loads are all or nothing, and every kind of unusable store says what it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError

from dashboard.errors import (
    DatasetMismatchError,
    StoreDamagedError,
    StoreNotMigratedError,
    StoreTooNewError,
    StoreTooOldError,
    StoreUnreachableError,
)
from dashboard.store.engine import make_engine, reading
from dashboard.store.models import Base
from dashboard.store.models.operation import StoreState
from dashboard.store.models.places import District
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.state import (
    loading,
    read_dataset,
    read_state,
    require_schema,
    upgrade,
)
from tests.ledger import Ledger
from tests.old_stores import OLDER, fill_at, rows_of
from tests.views import counted


def _districts(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.scalar(select(func.count()).select_from(District)) or 0)


def _load(engine: Engine, *, dataset: str = "production") -> None:
    with loading(engine, dataset=dataset) as session:
        Ledger(session).add("district", code=f"Y{_districts(engine)}")


def _fail(engine: Engine) -> None:
    with loading(engine, dataset="production") as session:
        Ledger(session).add("finding", district_id=1, found_on=date(2024, 12, 24))
        raise ZeroDivisionError


def _load_bad(engine: Engine) -> None:
    with loading(engine, dataset="production") as session:
        ledger = Ledger(session)
        ledger.add("district", code="GOOD")
        ledger.add("district", kind="city")


def _seen(engine: Engine) -> tuple[str, int, date | None]:
    state = read_state(engine)
    return state.dataset, state.revision, state.data_until


def test_the_first_load_makes_the_state(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="demo"):
        pass
    assert _seen(empty_engine) == ("demo", 1, None)


def test_every_load_raises_the_revision_by_one(empty_engine: Engine) -> None:
    for revision in (1, 2, 3):
        _load(empty_engine)
        assert read_state(empty_engine).revision == revision
        assert _districts(empty_engine) == revision


def test_the_time_of_the_load_is_kept(empty_engine: Engine) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    _load(empty_engine)
    with reading(empty_engine) as session:
        told = session.scalar(select(StoreState.changed_at))
    assert told is not None
    # SQLite forgets the zone; what is written is UTC.
    assert before <= told.replace(tzinfo=UTC) <= datetime.now(UTC)


def test_a_failed_load_leaves_everything_as_it_was(empty_engine: Engine) -> None:
    _load(empty_engine)
    with pytest.raises(ZeroDivisionError):
        _fail(empty_engine)
    assert _seen(empty_engine) == ("production", 1, None)
    assert _districts(empty_engine) == 1
    with reading(empty_engine) as session:
        assert session.execute(text("SELECT count(*) FROM finding")).scalar() == 0


def test_a_load_refused_by_the_database_leaves_everything_as_it_was(empty_engine: Engine) -> None:
    _load(empty_engine)
    with pytest.raises(IntegrityError):
        _load_bad(empty_engine)
    assert read_state(empty_engine).revision == 1
    assert _districts(empty_engine) == 1


def test_a_failed_first_load_leaves_an_empty_store(empty_engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), loading(empty_engine, dataset="demo"):
        raise ZeroDivisionError
    with pytest.raises(StoreNotMigratedError):
        read_state(empty_engine)
    _load(empty_engine, dataset="production")
    assert read_state(empty_engine).dataset == "production"


@pytest.mark.parametrize(
    ("first", "then", "said"), [("production", "demo", "演示"), ("demo", "production", "正式")]
)
def test_demo_and_production_never_meet(
    empty_engine: Engine, first: str, then: str, said: str
) -> None:
    _load(empty_engine, dataset=first)
    with pytest.raises(DatasetMismatchError) as caught:
        _load(empty_engine, dataset=then)
    assert f"不能写入{said}数据" in caught.value.zh
    assert f"{then} data must not be mixed in" in caught.value.en
    assert read_state(empty_engine).dataset == first
    assert _districts(empty_engine) == 1


def test_the_last_day_goes_back_when_its_row_goes(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        ledger = Ledger(session)
        for day in (3, 5):
            ledger.add("inspection", inspected_on=date(2024, 7, day), number=f"检{day}")
    with loading(empty_engine, dataset="production") as session:
        session.execute(text("DELETE FROM inspection WHERE number = '检5'"))
    assert read_state(empty_engine).data_until == date(2024, 7, 3)


def test_the_state_costs_one_statement(circular_engine: Engine) -> None:
    with counted(circular_engine) as statements:
        read_state(circular_engine)
    assert len(statements) == 1


def test_a_store_without_tables_is_not_migrated(bare_engine: Engine) -> None:
    for asked in (read_state, _load):
        with pytest.raises(StoreNotMigratedError) as caught:
            asked(bare_engine)
        assert "oversight init" in caught.value.zh
        assert "oversight init" in caught.value.en


def test_a_migrated_store_with_nothing_in_it_says_so(empty_engine: Engine) -> None:
    with pytest.raises(StoreNotMigratedError, match="oversight init"):
        read_state(empty_engine)


@pytest.mark.parametrize("version", OLDER)
def test_an_older_store_asks_for_an_upgrade(empty_engine: Engine, version: str) -> None:
    fill_at(empty_engine, version)
    with pytest.raises(StoreTooOldError, match="oversight upgrade") as caught:
        read_state(empty_engine)
    assert version in caught.value.zh
    assert "oversight upgrade" in caught.value.en
    assert read_dataset(empty_engine) == "production"


def test_a_store_without_its_version_is_damaged(empty_engine: Engine) -> None:
    _load(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    for asked in (read_state, require_schema):
        with pytest.raises(StoreDamagedError, match="oversight restore"):
            asked(empty_engine)


def test_what_comes_first_stops_an_upgrade(empty_engine: Engine) -> None:
    before = fill_at(empty_engine, "0001")
    told: list[str] = []

    def first(version: str) -> None:
        told.append(version)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        upgrade(empty_engine, first=first)
    assert told == ["0001"]
    assert rows_of(empty_engine) == before


def test_a_newer_store_asks_for_a_newer_program(empty_engine: Engine) -> None:
    _load(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for asked in (read_state, upgrade):
        with pytest.raises(StoreTooNewError) as caught:
            asked(empty_engine)
        assert "升级本程序" in caught.value.zh
        assert "upgrade the program" in caught.value.en


@pytest.mark.parametrize("asked", [read_state, upgrade, _load])
def test_a_store_out_of_reach_says_so(asked: object) -> None:
    engine = make_engine("postgresql://reader:Geheim@127.0.0.1:1/oversight")
    with pytest.raises(StoreUnreachableError) as caught:
        asked(engine)  # type: ignore[operator]
    assert "Geheim" not in str(caught.value)
    engine.dispose()


def test_an_old_store_is_upgraded_once_and_keeps_its_rows(empty_engine: Engine) -> None:
    _load(empty_engine)
    upgrade(empty_engine)
    assert read_state(empty_engine).revision == 1
    assert _districts(empty_engine) == 1


def test_the_schemas_version_is_told_in_the_store(empty_engine: Engine) -> None:
    with empty_engine.connect() as connection:
        told = connection.scalar(text("SELECT version_num FROM alembic_version"))
    assert told == SCHEMA_VERSION


@pytest.fixture
def bare_engine(empty_engine: Engine) -> Engine:
    """A database without any table."""
    with empty_engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    return empty_engine
