"""A chart as an office program draws it: editable, its figures in a workbook of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard import theme
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.surfaces.neutral import one_line, plain
from dashboard.surfaces.office.chart_xml import east_asian, every_label, spans, without_ends

FACE: Final = "微软雅黑"
LONGEST: Final = 24
"""Categories one lying chart holds before its labels are too small to read."""
_LABELLED: Final = 14
"""Categories up to which every value is written into the chart."""
_TYPES: Final = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked_bar": XL_CHART_TYPE.BAR_STACKED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked_column": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "interval": XL_CHART_TYPE.LINE_MARKERS,
    "scatter": XL_CHART_TYPE.XY_SCATTER,
}


@dataclass(frozen=True, kw_only=True)
class EmuBox:
    """Where something stands, in EMU."""

    left: int
    top: int
    width: int
    height: int


def add_chart(shapes: Any, native: OfficeChart, *, box: EmuBox, size: float, top: float = 0) -> Any:
    """Add `native` to a slide's shapes, `size` points its text; gives the graphic frame.

    `top` fixes the end of the value axis, so that charts side by side can be compared.
    """
    frame = shapes.add_chart(
        _TYPES[native.kind],
        Emu(box.left),
        Emu(box.top),
        Emu(box.width),
        Emu(box.height),
        _data(native),
    )
    _style(frame.chart, native, size=size, top=top)
    return frame


def parts(native: OfficeChart, *, most: int = LONGEST) -> tuple[OfficeChart, ...]:
    """A lying chart of many rows as two that stand side by side; others as they are."""
    count = len(native.categories)
    if native.kind not in ("bar", "stacked_bar") or count <= most:
        return (native,)
    middle = -(-count // 2)
    return tuple(
        replace(
            native,
            categories=native.categories[part],
            series=tuple(replace(one, values=one.values[part]) for one in native.series),
        )
        for part in (slice(0, middle), slice(middle, count))
    )


def longest(native: OfficeChart) -> float:
    """The longest bar or highest column; parts on each other count together."""
    rows = list(zip(*(one.values for one in native.series), strict=True))
    if native.kind.startswith("stacked"):
        return max((sum(value or 0 for value in row) for row in rows), default=0)
    return max((value for row in rows for value in row if value is not None), default=0)


def _data(native: OfficeChart) -> Any:
    if native.kind == "scatter":
        points = XyChartData(number_format="General")
        for one in native.series:
            series = points.add_series(one_line(one.name))
            for x, y in zip(one.x, one.values, strict=True):
                if y is not None:
                    series.add_data_point(x, y)
        return points
    data = CategoryChartData(number_format="#,##0.##")
    data.categories = [one_line(name) for name in native.categories]
    for one in native.series:
        data.add_series(one_line(one.name), one.values)
    return data


def _style(chart: Chart, native: OfficeChart, *, size: float, top: float) -> None:
    chart.font.size = Pt(size)
    chart.font.color.rgb = colour(theme.INK)
    chart.font.name = FACE
    east_asian(chart.font._element, FACE)
    chart.has_title = False
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    _axes(chart, native, size=size, top=top)
    for drawn, one in zip(list(chart.series), native.series, strict=True):
        _series(drawn, one, native)
    plot = chart.plots[0]
    if native.kind in ("bar", "column", "stacked_bar", "stacked_column"):
        plot.gap_width = 45
        _labels(plot, native, size=size)
    if native.kind.startswith("stacked"):
        plot.overlap = 100
    if native.kind == "interval":
        spans(plot._element.find(qn("c:ser")), native)
        without_ends(chart.legend._element)


def _axes(chart: Chart, native: OfficeChart, *, size: float, top: float) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.has_title = True
    values.axis_title.text_frame.text = plain(native.axis)
    title = values.axis_title.text_frame.paragraphs[0].font
    title.size, title.bold, title.color.rgb = Pt(size), False, colour(theme.MUTED)
    values.major_gridlines.format.line.color.rgb = colour(theme.LINE)
    values.format.line.fill.background()
    names.format.line.color.rgb = colour(theme.LINE)
    if top:
        values.minimum_scale, values.maximum_scale = 0, top
    if native.kind in ("bar", "stacked_bar"):
        # The first row on top, as in the table; the value axis stays below.
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        every_label(names._element)
    if native.kind == "interval":
        every_label(names._element)
    if native.top is not None:
        values.minimum_scale, values.maximum_scale = 0, native.top
    if native.kind == "scatter" and native.category_axis:
        names.has_title = True
        names.axis_title.text_frame.text = plain(native.category_axis)


def _series(drawn: Any, one: Series, native: OfficeChart) -> None:
    shade = colour(one.colour)
    if native.kind in ("line", "interval", "scatter"):
        joined = one.line or native.kind == "line"
        drawn.smooth = False
        if joined:
            drawn.format.line.color.rgb, drawn.format.line.width = shade, Pt(1.75)
        else:
            drawn.format.line.fill.background()
        marked = not one.line and not _is_end(one, native)
        drawn.marker.style = XL_MARKER_STYLE.CIRCLE if marked else XL_MARKER_STYLE.NONE
        if marked:
            drawn.marker.size = 6
            drawn.marker.format.fill.solid()
            drawn.marker.format.fill.fore_color.rgb = shade
            drawn.marker.format.line.fill.background()
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = shade
    drawn.invert_if_negative = False


def _is_end(one: Series, native: OfficeChart) -> bool:
    """Whether a series is the low or the high of an interval."""
    return native.kind == "interval" and one in native.series[1:3]


def _labels(plot: Any, native: OfficeChart, *, size: float) -> None:
    """Every value in the chart where there is room; zeros inside a stack are left out."""
    if len(native.categories) > _LABELLED and native.kind != "bar":
        return
    stacked = native.kind.startswith("stacked")
    for drawn, one in zip(plot.series, native.series, strict=True):
        labels = drawn.data_labels
        labels.show_value = True
        labels.number_format = "#,##0.##;-#,##0.##;;" if stacked else "#,##0.##"
        labels.number_format = labels.number_format.replace(".##", _decimals(native.series))
        labels.number_format_is_linked = False
        labels.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size = Pt(max(8, size - 2))
        labels.font.color.rgb = colour(theme.ink_on(one.colour) if stacked else theme.INK)


def _decimals(series: Sequence[Series]) -> str:
    """Two places where a value has any, so that whole numbers carry no stray point."""
    values = [value for one in series for value in one.values if value is not None]
    return "" if all(value == round(value) for value in values) else ".00"


def flat(shape: Any) -> None:
    """Take from a shape what the theme would add: shadow, gloss, its own ink."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def colour(code: str) -> Any:
    """A colour of the theme for an office file."""
    return RGBColor(*theme.rgb(code))
