"""The product over a database that is PostgreSQL by protocol alone: its quirks, simulated.

openGauss calls itself otherwise, says that it is compatible with 9.2, lacks what came later (ON
CONFLICT, jsonb, identity columns, FILTER), and may hold '' as NULL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import pytest
from sqlalchemy import Engine, event

from dashboard.metrics.checks import verify
from dashboard.store.engine import make_engine, reading
from dashboard.store.models.base import Base
from dashboard.store.state import read_state, upgrade
from tests.conftest import load_circular_alone
from tests.handed_in import PUBLICITY as ACTIVITIES
from tests.handed_in import changed, put, sheet, sheets
from tests.screen import LISTING, screen_on
from tests.stores import Stores

_SAYS: Final = {
    "select pg_catalog.version()": "(openGauss 5.0.0 build a07d57c3) compiled at 2023-03-29",
    "SHOW server_version": "9.2.4",
}
_LACKS: Final = re.compile(
    r"\bON CONFLICT\b|\bjsonb|\bMERGE INTO\b|\bGENERATED\b|\bLATERAL\b|\bGROUPING SETS\b"
    r"|\bFILTER \(|\bIF NOT EXISTS\b|\bSKIP LOCKED\b|\bMATERIALIZED\b",
    re.IGNORECASE,
)

_EMPTY: Final = re.compile(r"(?<![\w'])''(?![\w'])")


class Says:
    """A connection to a server that says of itself what openGauss says."""

    def exec_driver_sql(self, asked: str) -> Says:
        self._said = _SAYS[asked]
        return self

    def scalar(self) -> str:
        return self._said


class Kin:
    """What was asked of a server that stands for openGauss."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.asked: list[tuple[str, Any]] = []
        dialect: Any = engine.dialect
        version = dialect._get_server_version_info
        dialect._get_server_version_info = lambda _connection: version(Says())
        event.listen(engine, "before_cursor_execute", self.note)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def note(self, _connection: Any, _cursor: Any, said: str, values: Any, *_more: Any) -> None:
        """Take down a statement and its values."""
        self.asked.append((said, values))


@pytest.fixture
def kin(stores: Stores) -> Iterator[Kin]:
    """A store in such a database, its schema made through it, with a district's ledgers."""
    with stores.fresh("postgresql") as empty:
        with empty.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine = make_engine(empty.url.render_as_string(hide_password=False))
        with closing(Kin(engine)) as kin:
            upgrade(engine)
            load_circular_alone(engine)
            put(engine, sheets())
            later = changed(ACTIVITIES, 0, 名称="又一场", 日期="2024-10-09")
            put(engine, [sheet("publicity", later)])
            yield kin


def test_a_server_of_another_name_is_taken_at_its_word(kin: Kin) -> None:
    assert kin.engine.dialect.server_version_info == (9, 2, 4)  # type: ignore[attr-defined]
    state = read_state(kin.engine)
    with reading(kin.engine) as session:
        broken = {one.key for one in verify(session, data_until=state.data_until) if not one.passed}
    assert broken <= {"circular"}, "a district alone does not hold what the circular says of all"


def test_nothing_is_asked_that_kin_do_not_know(kin: Kin) -> None:
    _draw_everything(kin)
    assert len(kin.asked) > 1_000
    assert [said for said, _ in kin.asked if _LACKS.search(said)] == []


def test_no_empty_text_is_written_or_compared(kin: Kin) -> None:
    """Where '' is NULL, a column that must be filled refuses it, and no row equals it.

    Rules of tables may say <> '', which is then unknown and holds.
    """
    _draw_everything(kin)
    asked = [(said, values) for said, values in kin.asked if not said.lstrip().startswith("CREATE")]
    assert [said for said, values in asked if "" in _texts(values) or _EMPTY.search(said)] == []
    held = []
    with kin.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for column in table.c:
                if column.type.python_type is str and not column.nullable:
                    asked = f'SELECT count(*) FROM "{table.name}" WHERE "{column.name}" = %s'
                    if connection.exec_driver_sql(asked, ("",)).scalar_one():
                        held.append(f"{table.name}.{column.name}")
    assert held == []


def _draw_everything(kin: Kin) -> None:
    url = kin.engine.url.render_as_string(hide_password=False)
    with screen_on(url) as screen:
        event.listen(screen.engine, "before_cursor_execute", kin.note)
        for page in LISTING:
            assert screen.open(page.path, district="500112").text


def _texts(values: Any) -> Iterator[Any]:
    if isinstance(values, dict):
        yield from values.values()
    elif isinstance(values, list | tuple):
        for one in values:
            yield from _texts(one) if isinstance(one, dict | list | tuple) else (one,)
