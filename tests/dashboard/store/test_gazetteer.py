"""Places are read whole, in few statements, from whatever is at hand."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from dashboard.errors import UnknownPlaceError
from dashboard.store.gazetteer import read_places

BEFORE = date(2024, 11, 20)


def test_read_in_three_statements_from_a_session_or_a_connection(circular_engine: Engine) -> None:
    statements: list[str] = []

    def count(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(circular_engine, "before_cursor_execute", count)
    try:
        with Session(circular_engine) as session:
            from_session = read_places(session)
        assert len(statements) == 3
    finally:
        event.remove(circular_engine, "before_cursor_execute", count)
    with circular_engine.connect() as connection:
        assert read_places(connection) == from_session


def test_an_empty_store_has_no_places(empty_engine: Engine) -> None:
    with empty_engine.connect() as connection:
        nowhere = read_places(connection)
    assert nowhere.valid_on(BEFORE) == ()
    with pytest.raises(UnknownPlaceError):
        nowhere.resolve("万州区", on=BEFORE)
