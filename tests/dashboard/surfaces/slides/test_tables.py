"""Tables are split so that no row is cut, and are measured so that none grows off the slide."""

from __future__ import annotations

from typing import Any

import pytest
from pptx import Presentation

from dashboard.sections.answer import Column, Table
from dashboard.surfaces.office.chart import EmuBox
from dashboard.surfaces.slides.tables import draw_table, measured, portions
from dashboard.surfaces.slides.text import PT

COLUMNS = (
    Column(label="机构名称"),
    Column(label="发现日期"),
    Column(label="问题", unit="findings"),
    Column(label="问题描述"),
)


def table(rows: int, *, text: str = "培训档案要件缺失") -> Table:
    return Table(
        key="t",
        title="清单",
        columns=COLUMNS,
        rows=[(f"示例机构{at}", "2024-11-05", at, text) for at in range(rows)],
    )


def test_every_row_is_on_one_slide_and_in_order() -> None:
    sheet = measured(table(100, text="很长的描述" * 20), width=800)
    pages = portions(sheet, first=200, most=300)
    assert [row for page in pages for row in page] == list(sheet.rows)
    head = sheet.height(sheet.head)
    assert all(head + sum(map(sheet.height, page)) <= 300 for page in pages)
    assert head + sum(map(sheet.height, pages[0])) <= 200


def test_columns_fill_the_width_and_days_do_not_wrap() -> None:
    sheet = measured(table(20, text="很长的描述" * 20), width=800)
    assert sum(sheet.widths) == pytest.approx(800, rel=0.01)
    assert sheet.height(("x", "2024-11-05", "1", "x")) < 2 * sheet.size * 1.3 + 4


def test_a_table_is_native_and_says_what_the_screen_says() -> None:
    deck: Any = Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    sheet = measured(table(3), width=800)
    box = EmuBox(left=0, top=0, width=800 * PT, height=300 * PT)
    used = draw_table(shapes, sheet, sheet.rows, box=box, name="清单")
    (frame,) = shapes
    cells = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert cells[0] == ["机构名称", "发现日期", "问题（项）", "问题描述"]
    assert cells[3] == ["示例机构2", "2024-11-05", "2", "培训档案要件缺失"]
    assert used == frame.height == sum(row.height for row in frame.table.rows)


def test_an_empty_cell_is_as_high_as_the_others() -> None:
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    sheet = measured(table(2, text=""), width=800)
    box = EmuBox(left=0, top=0, width=800 * PT, height=400 * PT)
    draw_table(slide.shapes, sheet, sheet.rows, box=box, name="清单")
    (drawn,) = [shape for shape in slide.shapes if shape.has_table]
    for row in drawn.table.rows:
        for cell in row.cells:
            end = cell.text_frame.paragraphs[0]._p.endParaRPr
            assert end.get("sz") == str(round(sheet.size * 100))
