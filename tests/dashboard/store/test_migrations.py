"""The migration history and the models are the same store, on both dialects."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, Table, UniqueConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from dashboard.paths import MIGRATIONS
from dashboard.store.dialects import changing_schema
from dashboard.store.engine import make_engine
from dashboard.store.models import Base
from dashboard.store.state import SCHEMA_VERSION, tables, upgrade

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


def test_a_filled_store_of_the_first_schema_keeps_its_rows(empty_engine: Engine) -> None:
    """The second step builds tables anew on SQLite, though others refer to them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with changing_schema(empty_engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    with empty_engine.begin() as connection:
        for statement in _FILLED:
            connection.execute(text(statement))
    upgrade(empty_engine)
    with empty_engine.connect() as connection:
        batch = connection.execute(text("SELECT load_number, mode FROM import_batch")).one()
        assert tuple(batch) == (7, "whole")
        kept = (
            "SELECT c.number, p.amount_fen FROM penalty p JOIN enforcement_case c ON c.id = case_id"
        )
        assert tuple(connection.execute(text(kept)).one()) == ("案1", 500)
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with pytest.raises(IntegrityError), empty_engine.begin() as connection:
        connection.execute(text("DELETE FROM enforcement_case"))


_FILLED = (
    "INSERT INTO district (id, code, name, short_name, kind, position) "
    "VALUES (1, '500112', '渝北区', '渝北', 'district', 1)",
    "INSERT INTO import_batch (id, ledger, file_name, sha256, loaded_by, loaded_at, rows_added, "
    "rows_updated, rows_unchanged, rows_refused, status) "
    "VALUES (7, 'cases', '案件.xlsx', '0', '张三', '2024-06-01 00:00:00', 1, 0, 0, 0, 'loaded')",
    "INSERT INTO enforcement_case "
    "(id, number, district_id, subject_kind, cause, lead_on, batch_id) "
    "VALUES (1, '案1', 1, 'employer', 'other', '2024-06-01', 7)",
    "INSERT INTO penalty (id, case_id, kind, amount_fen, decided_on, batch_id) "
    "VALUES (1, 1, 'fine', 500, '2024-06-02', 7)",
)
