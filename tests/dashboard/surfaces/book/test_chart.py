"""Excel's own charts over figures that stand in the workbook."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from dashboard.charts.office_chart import Kind, OfficeChart
from dashboard.surfaces.book.chart import DATA, Charts
from dashboard.surfaces.book.sheet import Formats
from tests.dashboard.surfaces.office.test_chart import native
from tests.exports import parts


def book_of(*natives: OfficeChart) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        formats = Formats(book)
        front = book.add_worksheet("页")
        charts = Charts(book, book.add_worksheet(DATA), formats)
        for at, one in enumerate(natives):
            made, lines = charts.made(one, title=f"图{at}")
            assert lines > 10
            front.insert_chart(40 * at, 0, made)
    return buffer.getvalue()


def chart_roots(data: bytes) -> list[Any]:
    return [root for name, root in parts(data).items() if name.startswith("xl/charts/")]


@pytest.mark.parametrize("kind", ["bar", "stacked_bar", "column", "stacked_column", "line"])
def test_a_chart_points_at_its_figures(kind: Kind) -> None:
    data = book_of(native("column"), native(kind))
    sheet = openpyxl.load_workbook(io.BytesIO(data))[DATA]
    for root in chart_roots(data):
        for series in root.iterfind(".//{*}ser"):
            where = series.find("{*}val//{*}f").text.partition("!")[2].replace("$", "")
            values = [cell.value for row in sheet[where] for cell in row]
            name = sheet[series.find("{*}tx//{*}f").text.partition("!")[2].replace("$", "")].value
            wanted = {one.name: list(one.values) for one in native(kind).series}
            assert values == wanted[name]


def test_an_interval_has_error_bars_and_a_legend_without_its_ends() -> None:
    (root,) = chart_roots(book_of(native("interval")))
    assert root.find(".//{*}errBars") is not None
    assert [one.get("val") for one in root.iterfind(".//{*}legendEntry/{*}idx")] == ["1", "2"]


def test_the_first_row_of_lying_bars_is_on_top() -> None:
    (root,) = chart_roots(book_of(native("bar")))
    assert root.find(".//{*}catAx/{*}scaling/{*}orientation").get("val") == "maxMin"
    (root,) = chart_roots(book_of(native("column")))
    assert root.find(".//{*}catAx/{*}scaling/{*}orientation").get("val") == "minMax"
