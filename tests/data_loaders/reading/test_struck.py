"""Struck-through rows are asked about once a sheet, other struck cells once a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from data_loaders.reading.records import LineKind
from tests.data_loaders.workbooks import Outcome, answers, good, read, sheet, table

ROWS = [
    {"序号": number, **good("findings", 问题描述=f"问题{number}", 备注="备")}
    for number in (1, 2, 3)
]
WIDTH = len(ROWS[0])
ALL = range(1, WIDTH + 1)


@pytest.mark.parametrize("columns", [ALL, range(2, WIDTH + 1)], ids=["all", "but its number"])
def test_struck_rows_are_asked_about_once(columns: Iterable[int]) -> None:
    asked = _read({2: columns, 4: columns})
    assert asked.said == [("ask", "struck-row", 2, ""), ("ask", "struck-row", 4, "")]
    assert [one["description"] for one in asked.values] == ["问题2"]
    left = _read({2: columns, 4: columns}, **answers(asked, "left-out"))
    assert (left.said, [one["description"] for one in left.values]) == ([], ["问题2"])
    assert left.kinds[2] is left.kinds[4] is LineKind.STRUCK
    kept = _read({2: columns, 4: columns}, **answers(asked, "kept"))
    assert (kept.said, len(kept.values)) == ([], 3)


@pytest.mark.parametrize(
    ("heading", "key"), [("备注", "note"), ("整改期限", "due_on"), ("问题编号", "number")]
)
def test_struck_cells_are_asked_about_once_for_their_column(heading: str, key: str) -> None:
    rows = [{**row, "问题编号": f"号{row['序号']}"} for row in ROWS]
    place = list(rows[0]).index(heading) + 1
    struck = {2: [place], 3: [place]}
    asked = _read(struck, rows=rows)
    assert asked.said == [("ask", "struck-cell", row, heading) for row in (2, 3)]
    kept = _read(struck, rows=rows, **answers(asked, "kept"))
    assert all(one[key] is not None for one in kept.values)
    blank = _read(struck, rows=rows, **answers(asked, "left-out"))
    refused = [one for one in blank.said if one[1] == "missing"]
    assert refused or [one[key] is None for one in blank.values] == [True, True, False]


def test_a_required_cell_that_does_not_count_is_missing() -> None:
    place = list(ROWS[0]).index("问题描述") + 1
    asked = _read({3: [place]})
    assert asked.said == [("ask", "struck-cell", 3, "问题描述")]
    blank = _read({3: [place]}, **answers(asked, "left-out"))
    assert blank.said == [("refuse", "missing", 3, "问题描述")]
    assert blank.lines[2].unfit is not None
    assert blank.lines[2].unfit.cells["问题描述"] == "问题2", "the cell is told as it stands"


def test_strikes_where_nothing_is_read_ask_nothing() -> None:
    rows = [{**row, "局内批注": "x"} for row in ROWS]
    struck = {1: ALL, 2: [1], 3: [WIDTH + 1]}
    found = _read(struck, rows=rows, **answers(_read(struck, rows=rows), "-"))
    assert found.values[0]["description"] == "问题1"
    assert not [one for one in found.said if one[1].startswith("struck")]


def _read(
    struck: Mapping[int, Iterable[int]],
    *,
    rows: list[dict[str, object]] = ROWS,
    **decisions: str,
) -> Outcome:
    raw = sheet(table(rows), name="表", struck=struck)
    return read(raw, ledger="findings", decisions=decisions)
