"""Rows go out to text and come back the same, whatever kind of database they are of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from dashboard.store.archive import Shape, shapes
from dashboard.store.models import Base
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.state import tables


@pytest.fixture(scope="module")
def shaped() -> dict[str, Shape]:
    return {one.table.name: one for one in shapes(SCHEMA_VERSION)}


def test_the_newest_shapes_are_the_models(shaped: dict[str, Shape]) -> None:
    assert {name: set(one.columns) for name, one in shaped.items()} == {
        table.name: set(table.columns.keys()) for table in tables()
    }


def test_tables_come_in_the_order_of_their_references(shaped: dict[str, Shape]) -> None:
    order = list(shaped)
    for name in order:
        for key in Base.metadata.tables[name].foreign_keys:
            assert order.index(key.column.table.name) <= order.index(name)


@pytest.mark.parametrize(
    ("table", "column", "given", "back"),
    [
        ("penalty", "decided_on", date(2024, 6, 1), date(2024, 6, 1)),
        ("penalty", "decided_on", "2024-06-01", date(2024, 6, 1)),
        ("penalty", "amount_fen", 12_345_678_901, 12_345_678_901),
        ("audit_event", "at", "2024-06-01 08:00:00.000001", datetime(2024, 6, 1, 8, 0, 0, 1, UTC)),
        (
            "audit_event",
            "at",
            datetime(2024, 6, 1, 8, tzinfo=timezone(timedelta(hours=8))),
            datetime(2024, 6, 1, tzinfo=UTC),
        ),
        ("briefing_item", "hidden", 0, False),
        ("briefing_item", "hidden", True, True),
        ("published_figure", "value", Decimal("99999999999999.5678"),
         Decimal("99999999999999.5678")),
        ("published_figure", "value", 0.1, Decimal("0.1")),
        ("district", "note", 'a"\n,台账\u2028\\', 'a"\n,台账\u2028\\'),
        ("district", "note", None, None),
    ],
)  # fmt: skip
def test_a_value_comes_back(
    shaped: dict[str, Shape], table: str, column: str, given: object, back: object
) -> None:
    shape = shaped[table]
    place = shape.columns.index(column)
    row = [given if at == place else None for at in range(len(shape.columns))]
    line = shape.line(row)
    assert line.count(b"\n") == 1
    found = shape.row(line)[place]
    assert (found, type(found)) == (back, type(back))


@pytest.mark.parametrize("line", [b"{}\n", b"[1]\n", b"nonsense\n", b"\xff\n", b"\n"])
def test_what_is_no_row_is_refused(shaped: dict[str, Shape], line: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        shaped["penalty"].row(line)
