"""The migration history and the models are the same store, on both dialects."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, Table, UniqueConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from dashboard.paths import MIGRATIONS
from dashboard.store.engine import make_engine
from dashboard.store.models import Base
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.state import tables, upgrade
from tests.old_stores import OLDER, fill_at, rows_of

TABLES = Base.metadata.sorted_tables


SMALL = {
    "district_host.host_id",
    "district_succession.successor_id",
    "published_figure.district_id",
    "review_round.standard_id",
}
"""References without an index, in tables that hold a few dozen rows."""


@pytest.fixture(scope="module")
def history() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_the_history_has_one_head_and_it_is_the_programs(history: ScriptDirectory) -> None:
    assert history.get_heads() == [SCHEMA_VERSION]


def test_every_step_says_what_it_does(history: ScriptDirectory) -> None:
    for step in history.walk_revisions():
        assert step.doc
        assert Path(step.path).name.startswith(f"{step.revision}_")


def test_migrations_make_what_the_models_say(empty_engine: Engine) -> None:
    """Tables, columns, types, keys, indexes, defaults; comments where the database has them."""
    with empty_engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_make_every_check_and_unique_constraint(empty_engine: Engine) -> None:
    """Alembic does not compare checks, so their names are compared here."""
    found = inspect(empty_engine)
    for table in TABLES:
        checks = {one["name"] for one in found.get_check_constraints(table.name)}
        uniques = {one["name"] for one in found.get_unique_constraints(table.name)}
        assert checks == _names(table, CheckConstraint)
        assert uniques == _names(table, UniqueConstraint)


def test_checks_read_the_same(dialect: str, empty_engine: Engine) -> None:
    """The rule itself, on SQLite, which keeps it as it was written."""
    if dialect != "sqlite":
        pytest.skip("PostgreSQL writes rules anew in its own words")
    for table in TABLES:
        kept = {
            one["name"]: _plain(one["sqltext"])
            for one in inspect(empty_engine).get_check_constraints(table.name)
        }
        told = {
            str(one.name): _plain(str(one.sqltext))
            for one in table.constraints
            if isinstance(one, CheckConstraint)
        }
        assert kept == told


def test_postgresql_keeps_the_documentation(dialect: str, empty_engine: Engine) -> None:
    if dialect != "postgresql":
        pytest.skip("SQLite has no comments")
    found = inspect(empty_engine)
    for table in TABLES:
        assert found.get_table_comment(table.name)["text"] == table.comment
        for column in found.get_columns(table.name):
            assert column["comment"] == table.columns[column["name"]].comment


def test_every_reference_has_an_index(empty_engine: Engine) -> None:
    """Deleting a batch or a district must not read whole ledgers; nor must joins."""
    found = inspect(empty_engine)
    bare = set()
    for table in TABLES:
        first = {index["column_names"][0] for index in found.get_indexes(table.name)}
        first |= {one["column_names"][0] for one in found.get_unique_constraints(table.name)}
        keys = found.get_pk_constraint(table.name)["constrained_columns"]
        first |= set(keys[:1])
        for column in table.columns:
            if column.foreign_keys and column.name not in first:
                bare.add(f"{table.name}.{column.name}")
    assert bare == SMALL


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'store.db'}")
    for _ in range(2):
        upgrade(engine)
        assert set(inspect(engine).get_table_names()) == {
            "alembic_version",
            *(table.name for table in TABLES),
        }
    engine.dispose()


def test_tables_come_in_the_order_of_their_references() -> None:
    seen: set[str] = set()
    for table in tables():
        needed = {key.column.table.name for key in table.foreign_keys} - {table.name}
        assert needed <= seen
        seen.add(table.name)


def _names(table: Table, kind: type) -> set[str]:
    return {str(one.name) for one in table.constraints if isinstance(one, kind)}


def _plain(rule: str) -> str:
    return " ".join(rule.split()).strip("()")


@pytest.mark.parametrize("version", OLDER)
def test_every_step_keeps_what_a_filled_store_holds(empty_engine: Engine, version: str) -> None:
    """Steps build tables anew on SQLite, though others refer to them."""
    before = fill_at(empty_engine, version)
    upgrade(empty_engine)
    after = rows_of(empty_engine)
    for table, rows in before.items():
        assert len(after[table]) == len(rows)
    assert len(after["penalty"]) > 0
    if empty_engine.dialect.name == "sqlite":
        with empty_engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with pytest.raises(IntegrityError), empty_engine.begin() as connection:
        connection.execute(text("DELETE FROM enforcement_case"))


def test_batches_of_the_first_schema_are_loads_of_their_own(empty_engine: Engine) -> None:
    fill_at(empty_engine, "0001")
    upgrade(empty_engine)
    asked = "SELECT id, load_number, mode, status, notes FROM import_batch ORDER BY id"
    with empty_engine.connect() as connection:
        first, undone, refused, *_ = connection.execute(text(asked)).all()
    assert tuple(first) == (1, 1, "whole", "loaded", None)
    assert tuple(undone) == (2, 2, "whole", "undone", "撤销时间未记录")
    assert tuple(refused) == (3, 3, "whole", "undone", "导入时被拒绝，没有写入")


def test_the_circulars_figures_are_linked_to_its_look_back(empty_engine: Engine) -> None:
    """Twice the same place in a document, which nothing forbade, becomes two places."""
    fill_at(empty_engine, "0004")
    figures = (
        (101, "lookback_problems_found", "2024年11月", 7),
        (102, "findings", "未注明", 7),
        (103, "lookback_persons_wanted", "2024年11月起", 7),
    )
    with empty_engine.begin() as connection:
        for key, metric, period, position in figures:
            connection.execute(
                text(
                    "INSERT INTO published_figure (id, document_id, key, label, value, unit, "
                    "qualifier, scope, entity, period_label, section, position) VALUES (:id, 2, "
                    ":key, '数', 1, 'findings', 'exact', '全市', '机构', :period, '二', :at)"
                ),
                {"id": key, "key": metric, "period": period, "at": position},
            )
    upgrade(empty_engine)
    asked = (
        "SELECT id, campaign, period_start, position FROM published_figure WHERE id > 100 "
        "ORDER BY id"
    )
    with empty_engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(asked))]
    assert [(key, campaign, str(start)) for key, campaign, start, _ in found] == [
        (101, "回头看", "2024-11-01"),
        (102, None, "None"),
        (103, "回头看", "2024-11-01"),
    ]
    assert [position for *_, position in found] == [7, 8, 9]
