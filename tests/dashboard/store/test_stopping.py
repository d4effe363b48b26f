"""A statement that nobody wants any more is stopped, and its connection serves the next."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine, event, text

from dashboard.store.engine import reading
from dashboard.store.stopping import GivenUpError, stopped_when
from tests.slow import SLOW


def test_what_nobody_wants_is_stopped_while_it_runs(empty_engine: Engine) -> None:
    unwanted = threading.Event()
    event.listen(empty_engine, "before_cursor_execute", lambda *_: unwanted.set())
    with (
        pytest.raises(GivenUpError),
        reading(empty_engine) as session,
        stopped_when(unwanted.is_set, session),
    ):
        session.execute(text(SLOW[empty_engine.dialect.name]))
    with reading(empty_engine) as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_what_is_wanted_runs_to_its_end(empty_engine: Engine) -> None:
    asked = threading.Event()

    def wanted() -> bool:
        asked.set()
        return False

    with reading(empty_engine) as session, stopped_when(wanted, session):
        assert session.scalar(text("SELECT 1")) == 1
        assert asked.wait(60), "somebody looks again and again"
        assert session.scalar(text("SELECT 2")) == 2


def test_other_errors_pass_through(empty_engine: Engine) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        reading(empty_engine) as session,
        stopped_when(lambda: False, session),
    ):
        raise ZeroDivisionError


def test_a_connection_given_back_is_another_readers(empty_engine: Engine) -> None:
    """Whoever took it next must not be stopped for one who left before."""
    unwanted, looked = threading.Event(), threading.Event()

    def gone() -> bool:
        looked.set()
        return unwanted.is_set()

    with reading(empty_engine) as session:
        with stopped_when(gone, session):
            session.scalar(text("SELECT 1"))
            assert looked.wait(60)
        unwanted.set()
        looked.clear()
        with stopped_when(lambda: False, session):
            assert session.scalar(text("SELECT 2")) == 2
        assert not looked.is_set()
