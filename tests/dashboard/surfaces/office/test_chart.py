"""Native charts: kinds, values, gaps and looks, read back from the file."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from dashboard import theme
from dashboard.charts.office_chart import Kind, OfficeChart, Series
from dashboard.surfaces.office.chart import EmuBox, add_chart, longest, parts

BOX = EmuBox(left=0, top=0, width=8_000_000, height=4_000_000)


def native(kind: Kind = "stacked_bar", *, rows: int = 3) -> OfficeChart:
    names = tuple(f"第{at}行" for at in range(rows))
    return OfficeChart(
        kind=kind,
        categories=names,
        series=(
            Series(name="合格", values=(1.0, None, *(2.0,) * (rows - 2)), colour=theme.NAVY),
            Series(name="整改", values=(0.5,) * rows, colour=theme.ACCENT),
            Series(name="淘汰", values=(3.0,) * rows, colour=theme.MUTED),
        ),
        axis="机构（家）",
    )


def drawn(one: OfficeChart) -> Any:
    deck: Any = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    add_chart(slide.shapes, one, box=BOX, size=10)
    buffer = io.BytesIO()
    deck.save(buffer)
    again = Presentation(io.BytesIO(buffer.getvalue()))
    (frame,) = again.slides[0].shapes
    return frame.chart


@pytest.mark.parametrize("kind", ["bar", "stacked_bar", "column", "stacked_column", "line"])
def test_a_chart_has_the_values_and_gaps_it_was_given(kind: Kind) -> None:
    chart = drawn(native(kind))
    assert [one.name for one in chart.series] == ["合格", "整改", "淘汰"]
    assert [tuple(one.values) for one in chart.series] == [
        one.values for one in native(kind).series
    ]
    assert list(chart.plots[0].categories) == ["第0行", "第1行", "第2行"]


def test_its_workbook_can_be_edited() -> None:
    blob = drawn(native()).part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["第0行", 1, 0.5, 3]
    assert sheet["B3"].value is None


def test_the_first_row_of_lying_bars_is_on_top() -> None:
    assert drawn(native("bar")).category_axis.reverse_order
    assert not drawn(native("column")).category_axis.reverse_order


def test_an_interval_is_an_error_bar_and_its_ends_are_not_marked() -> None:
    chart = drawn(native("interval"))
    bars = chart._chartSpace.find(f".//{qn('c:errBars')}")
    assert [one.text for one in bars.findall(f"./{qn('c:plus')}//{qn('c:v')}")] == ["2", "1"]
    hidden = chart._chartSpace.findall(f".//{qn('c:legendEntry')}/{qn('c:idx')}")
    assert [one.get("val") for one in hidden] == ["1", "2"]


def test_a_reference_line_is_joined_and_points_are_not() -> None:
    points = Series(name="单位", values=(0.5, 0.7), x=(10.0, 20.0), colour=theme.NAVY)
    limit = Series(name="上限", values=(0.9, 0.8), x=(10.0, 20.0), colour=theme.MUTED, line=True)
    chart = drawn(
        OfficeChart(kind="scatter", categories=(), series=(points, limit), axis="率（%）")
    )
    assert [tuple(one.values) for one in chart.series] == [(0.5, 0.7), (0.9, 0.8)]
    assert chart.series[0].format.line.fill.type is not None


def test_a_long_lying_chart_becomes_two_of_one_scale() -> None:
    long = native("bar", rows=41)
    first, second = parts(long)
    assert first.categories + second.categories == long.categories
    assert first.series[0].values + second.series[0].values == long.series[0].values
    assert parts(native("column", rows=41)) == (native("column", rows=41),)


def test_parts_on_each_other_count_together() -> None:
    assert longest(native("stacked_bar")) == 5.5
    assert longest(native("bar")) == 3.0
