"""Two rows with the same key, told in a few bytes a row."""

from __future__ import annotations

from typing import Any

from data_loaders.ledgers.registry import LEDGERS
from data_loaders.reading.records import Header, Place, Record
from data_loaders.rules.duplicates import Same, Seen

HEADER = Header(first_row=1, last_row=1, positions={}, headings={})


def record(ledger: str, row: int, **values: Any) -> Record:
    return Record(
        ledger=ledger, file="a.csv", sheet="", row=row, values=values, raw=(), header=HEADER
    )


def met(ledger: str, *rows: dict[str, Any]) -> list[Same | None]:
    seen = Seen()
    return [
        seen.meet(record(ledger, number, **row), ledger=LEDGERS[ledger])
        for number, row in enumerate(rows, 2)
    ]


def visit(number: str | None, day: int, **more: Any) -> dict[str, Any]:
    return {"number": number, "district": "万州区", "unit": "甲", "inspected_on": day, **more}


def test_the_same_number_is_the_same_row() -> None:
    (_, same) = met("inspections", visit("1", 1), visit("1", 2))
    assert same == Same(
        first=Place(file="a.csv", sheet="", row=2), fields=("number",), identical=False
    )


def test_different_numbers_may_share_place_and_day() -> None:
    assert met("inspections", visit("1", 1), visit("2", 1)) == [None, None]


def test_a_row_without_number_is_the_same_as_any_that_shares_the_rest() -> None:
    for rows in (
        (visit("1", 1), visit(None, 1)),
        (visit(None, 1), visit("1", 1)),
        (visit(None, 1), visit(None, 1, mode="open")),
    ):
        (first, second) = met("inspections", *rows)
        assert first is None
        assert second is not None
        assert second.fields == ("district", "unit", "inspected_on")


def test_two_institutions_of_one_name_in_one_district_contradict() -> None:
    rows = ({"uscc": code, "district": "万州区", "name": "甲"} for code in ("A", "B"))
    (_, same) = met("institutions", *rows)
    assert same is not None
    assert same.fields == ("district", "name")


def test_identical_rows_are_told() -> None:
    (_, same) = met("inspections", visit("1", 1), visit("1", 1))
    assert same is not None
    assert same.identical


def test_a_row_without_any_whole_key_is_never_the_same() -> None:
    assert met("inspections", visit(None, None), visit(None, None)) == [None, None]  # type: ignore[arg-type]


def test_ledgers_do_not_mix() -> None:
    seen = Seen()
    row = {"number": "1"}
    assert seen.meet(record("inspections", 2, **row), ledger=LEDGERS["inspections"]) is None
    assert seen.meet(record("findings", 3, **row), ledger=LEDGERS["findings"]) is None


def test_many_rows_are_remembered_in_little_memory() -> None:
    seen = Seen()
    ledger = LEDGERS["exam_months"]
    for row in range(5000):
        values = {"district": "万州区", "unit": f"校{row}", "trade": "电工", "month": 1}
        assert seen.meet(record("exam_months", row, **values), ledger=ledger) is None
    values = {"district": "万州区", "unit": "校4321", "trade": "电工", "month": 1}
    same = seen.meet(record("exam_months", 9999, **values), ledger=ledger)
    assert same is not None
    assert same.first.row == 4321
    table = seen.table
    arrays = (table.keys, table.contents, table.sheets, table.rows)
    assert sum(one.itemsize * len(one) for one in arrays) < 60 * 5000
