"""The workbook of a snapshot: a sheet per section, definitions beside figures, nothing executed."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.book.chart import DATA
from tests.exports import charts, file_of, hostile, parts


@pytest.fixture(scope="module")
def data(varied: Snapshot) -> bytes:
    return file_of("xlsx", varied)


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def column(sheet: Any, at: int = 1) -> list[Any]:
    return [row[at - 1] for row in sheet.iter_rows(values_only=True)]


def test_there_is_a_sheet_for_every_section_and_links_to_it(book: Any, varied: Snapshot) -> None:
    assert book.sheetnames[0] == "目录"
    assert book.sheetnames[-1] == DATA
    assert len(book.sheetnames) == len(varied.sections) + 2
    for name, section in zip(book.sheetnames[1:-1], varied.sections, strict=True):
        assert len(name) <= 31
        assert book[name]["A1"].value == section.title
        assert varied.number in book[name]["A2"].value
        assert "演示数据" in book[name]["A2"].value
    links = [cell.hyperlink.location for cell in book["目录"]["A"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:-1]]


def test_contents_say_number_day_and_hash(book: Any, varied: Snapshot) -> None:
    told = dict(zip(column(book["目录"]), column(book["目录"], 2), strict=True))
    assert told["快照"] == varied.number
    assert told["数据截至"] == "2024-12-31"
    assert told["内容校验值"] == varied.sha256


def test_definitions_stand_on_their_sheet(leadership: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", leadership)))
    sheet = book.worksheets[1]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    heads = next(row for row in rows if row[:3] == ("指标", "数字", "单位"))
    assert [one for one in heads if one] == [
        *("指标", "数字", "单位", "口径", "不含", "分子", "分母", "范围", "数据截至"),
        *("来源", "通报", "核对"),
    ]
    told = {(row[0], row[1]) for row in rows}
    for one in leadership.sections[0].definitions:
        assert (one.label, one.text or None) in told or (one.label, one.text) in told


def test_every_chart_is_excels_own(data: bytes, varied: Snapshot) -> None:
    drawn = [name for name in parts(data) if name.startswith("xl/charts/chart")]
    assert len(drawn) == len(list(charts(varied)))


def test_a_figure_is_text_and_number(leadership: Snapshot) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", leadership))).worksheets[1]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if row[1]}
    assert rows["行政处罚金额（本年）"][2:5] == ("31.9万元", 319_000, "元")
    assert rows["复核培训机构总数"][2:4] == ("98家", 98)


def test_nothing_in_it_is_executed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", hostile())))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
