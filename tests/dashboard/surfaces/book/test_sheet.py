import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from dashboard.sections.answer import Column, Table
from dashboard.surfaces.book.sheet import Formats, SheetWriter
from tests.briefings import TABLE
from tests.exports import HOSTILE


def written(*tables: Table) -> Any:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = SheetWriter(book.add_worksheet("页"), Formats(book))
        for table in tables:
            sheet.table(table)
        sheet.end()
    return openpyxl.load_workbook(io.BytesIO(buffer.getvalue())).active


def test_numbers_are_numbers_in_the_unit_of_the_head_and_gaps_are_dashes() -> None:
    sheet = written(TABLE)
    assert [cell.value for cell in sheet[2]] == ["机构", "发现日期", "问题（项）", "合格率（%）"]
    assert [cell.value for cell in sheet[3]][2:] == [3, 50]
    assert [cell.value for cell in sheet[4]] == ["示例二", "—", 0, "—"]
    assert sheet["D3"].number_format == "#,##0.0"
    assert sheet["A5"].value == "注：注"


def test_tables_stand_below_each_other() -> None:
    titles = [cell.value for cell in written(TABLE, TABLE)["A"] if cell.value == "机构"]
    assert len(titles) == 4


def test_an_empty_table_says_why() -> None:
    sheet = written(Table(key="t", title="清单", columns=TABLE.columns, rows=(), empty="没有记录"))
    assert [cell.value for cell in sheet["A"]][:2] == ["清单", "没有记录"]


@pytest.mark.parametrize("text", HOSTILE[:6])
def test_text_is_never_a_formula_or_a_link(text: str) -> None:
    sheet = written(Table(key="t", title=text, columns=(Column(label=text),), rows=((text,),)))
    for cell in (sheet["A1"], sheet["A2"], sheet["A3"]):
        assert cell.data_type == "s"
        assert cell.hyperlink is None
