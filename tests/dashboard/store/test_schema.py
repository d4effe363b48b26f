"""Versions of the schema: which there are, forward, all the way back, and what is in a store."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from dashboard.errors import StoreDamagedError, StoreTooNewError, StoreTooOldError
from dashboard.store.dialects import changing_schema
from dashboard.store.schema import (
    SCHEMA_VERSION,
    check_known,
    filled,
    migrate,
    read_version,
    remove,
    table_names,
    unfit,
    versions,
)
from dashboard.store.state import tables
from tests.ledger import Ledger


def test_versions_begin_with_the_first_and_end_with_this_programs() -> None:
    assert versions()[0] == "0001"
    assert versions()[-1] == SCHEMA_VERSION


def test_a_store_goes_back_to_nothing_and_forward_again(empty_engine: Engine) -> None:
    with changing_schema(empty_engine) as connection:
        remove(connection)
        assert (read_version(connection), table_names(connection)) == (None, set())
        for version in versions():
            migrate(connection, to=version)
            assert read_version(connection) == version
        assert table_names(connection) == {table.name for table in tables()}


def test_only_tables_with_rows_are_filled(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        assert filled(connection, table_names(connection)) == []
        Ledger(connection).add("penalty")
        found = filled(connection, table_names(connection))
    assert found == ["district", "enforcement_case", "import_batch", "penalty"]


def test_a_step_that_fails_leaves_the_version_before(empty_engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        _remove_and_fail(empty_engine)
    with empty_engine.connect() as connection:
        assert read_version(connection) == SCHEMA_VERSION
        assert connection.scalar(text("SELECT count(*) FROM briefing_version")) == 0


def _remove_and_fail(engine: Engine) -> None:
    with changing_schema(engine) as connection:
        remove(connection)
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("version", "kind", "word"),
    [
        (None, StoreDamagedError, "oversight restore"),
        (SCHEMA_VERSION, StoreDamagedError, "oversight restore"),
        ("0001", StoreTooOldError, "oversight upgrade"),
        ("9999", StoreTooNewError, "升级本程序"),
    ],
)
def test_what_is_wrong_depends_on_the_version(
    version: str | None, kind: type[Exception], word: str
) -> None:
    error = unfit(version)
    assert type(error) is kind
    assert word in error.zh
    assert error.en.isascii()


def test_a_version_of_the_future_is_not_known() -> None:
    check_known(None)
    check_known("0001")
    with pytest.raises(StoreTooNewError):
        check_known("9999")
