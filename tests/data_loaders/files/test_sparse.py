"""A sheet without its empty cells is the same sheet, however its bytes are cut."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.files.limits import Limits
from data_loaders.files.opening import open_sheets
from data_loaders.files.sparse import WithoutEmptyCells
from tests.data_loaders.files import hostile

EMPTY = ('<c r="{0}" s="7"/>', '<c s="7" r="{0}"/>', '<c r="{0}"/>', '<c r="{0}" s="1"></c>')
FILLED = ('<c r="{0}"><v>1</v></c>', '<c r="{0}" t="inlineStr"><is><t>甲</t></is></c>')
NOT_EMPTY = ('<c r="{0}" s="7"><f>1+1</f></c>', "<c><v>3</v></c>", "<c/>")

ROWS = st.lists(
    st.lists(st.sampled_from((*EMPTY, *FILLED, *NOT_EMPTY)), max_size=9), min_size=1, max_size=6
)


@given(rows=ROWS, size=st.integers(min_value=1, max_value=200))
@settings(max_examples=150)
def test_the_sheet_is_the_same_with_and_without_them(rows: list[list[str]], size: int) -> None:
    body = "".join(
        f'<row r="{number}">{_cells(cells, number)}</row>' for number, cells in enumerate(rows, 1)
    )
    through = _read(body.encode(), size=size).decode()
    assert _seen(through) == _seen(body)


@pytest.mark.parametrize(
    "part",
    [
        '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1"/></row>]]></t></is></c>',
        '<row r="1"><!-- <c r="B1"/> --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="1"/><c><v>2</v></c></row>',
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_what_may_be_text_or_tells_no_place_stays(part: str, size: int) -> None:
    assert _read(part.encode(), size=size) == part.encode()


def test_a_format_painted_to_the_last_row_costs_no_cells() -> None:
    cells = "".join(f'<c r="{letter}{{0}}" s="0"/>' for letter in "ABCDEF")
    filled = '<row r="1"><c r="A1"><v>1</v></c></row>'
    painted = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, 20_002))
    limits = Limits(
        workbook=10_000_000, unpacked=20_000_000, text=1, elements=30_000, ratio_from=50_000_000
    )
    (sheet,) = open_sheets(hostile.xlsx(filled + painted), limits=limits)
    assert list(sheet.rows()) == [(1,)]


def _cells(cells: list[str], row: int) -> str:
    return "".join(cell.format(f"{chr(65 + place)}{row}") for place, cell in enumerate(cells))


def _read(data: bytes, *, size: int) -> bytes:
    stream, kept = WithoutEmptyCells(io.BytesIO(data)), b""
    while piece := stream.read(size):
        kept += piece
    return kept


def _seen(body: str) -> object:
    """The sheet, its cells put in place by our own reader without the filter in its way."""
    # The comment, which no cell is told by, switches the filter off.
    (sheet,) = open_sheets(hostile.xlsx(f"<!-- -->{body}"))
    return list(sheet.rows()), sheet.uncalculated
