"""The demo as a plan: rows of every table with references in place of keys, before any store.

Planning apart from writing keeps the rows the same whatever keys a store hands out, so that their
digest in `import_batch` is the same everywhere.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple


class Ref(NamedTuple):
    """A row by its table and either its place in the plan or its natural key."""

    table: str
    key: str | int


Value = str | int | float | date | Ref | None
Row = dict[str, Value]

TABLES: Final = MappingProxyType(
    {
        "institution": "institutions",
        "exam_site": "exam_sites",
        "review_round": "reviews",
        "review_decision": "reviews",
        "campaign": "inspections",
        "inspection": "inspections",
        "rectification_order": "findings",
        "finding": "findings",
        "enforcement_case": "cases",
        "penalty": "cases",
        "case_person_count": "cases",
        "publicity_activity": "publicity",
        "training_class": "classes",
        "exam_month": "exam_months",
    }
)
"""The planned tables in the order they are written, each with the ledger its rows stand in."""

LINES: Final = MappingProxyType(
    {
        "institutions": "institution",
        "exam_sites": "exam_site",
        "reviews": "review_decision",
        "inspections": "inspection",
        "findings": "finding",
        "cases": "enforcement_case",
        "publicity": "publicity_activity",
        "classes": "training_class",
        "exam_months": "exam_month",
    }
)
"""For each ledger the table whose rows are its lines; its other tables are read off them."""

DEADLINES: Final = frozenset({"due_on", "deadline"})
"""Columns whose days may lie after the last event."""

_FIRST_LINE = 4  # a title, a 填报单位 line and the header stand above the rows


class Plan:
    """Rows by table, in the order added."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}

    def add(self, table: str, **values: Value) -> Ref:
        """Add a row and say how to refer to it."""
        rows = self.rows[table]
        rows.append(values)
        return Ref(table, len(rows) - 1)

    def ledger(self, name: str) -> dict[str, list[Row]]:
        """The rows of one ledger by table."""
        return {table: self.rows[table] for table, ledger in TABLES.items() if ledger == name}

    def line_numbers(self, table: str) -> list[int]:
        """On which line of its ledger each row of `table` stands.

        A row that is no line itself stands where it is first named (an order, on the line of its
        first finding) or where what it belongs to stands (a penalty, on the line of its case).
        """
        main = LINES[TABLES[table]]
        if table == main:
            return [_FIRST_LINE + place for place in range(len(self.rows[table]))]
        named = _first_named(self.rows[main])
        places = [
            named.get(Ref(table, place), _place_named(row, table=main))
            for place, row in enumerate(self.rows[table])
        ]
        return [_FIRST_LINE + place for place in places]


def _first_named(rows: list[Row]) -> dict[Ref, int]:
    return {
        value: place
        for place, row in reversed(list(enumerate(rows)))
        for value in row.values()
        if isinstance(value, Ref)
    }


def _place_named(row: Row, *, table: str) -> int:
    keys = (value.key for value in row.values() if isinstance(value, Ref) and value.table == table)
    return next((key for key in keys if isinstance(key, int)), 0)
