"""Charts of Excel's own over figures that stand in the workbook."""

from __future__ import annotations

from typing import Any, Final

from dashboard import theme
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.surfaces.book.sheet import Formats
from dashboard.surfaces.neutral import plain

DATA: Final = "图表数据"
"""Name of the sheet the charts take their figures from."""
_KINDS: Final = {
    "bar": {"type": "bar"},
    "stacked_bar": {"type": "bar", "subtype": "stacked"},
    "column": {"type": "column"},
    "stacked_column": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"},
    "interval": {"type": "line"},
    "scatter": {"type": "scatter"},
}
_ROW_PX: Final = 20


class Charts:
    """Writes the figures of charts below each other on one sheet and makes charts of them."""

    def __init__(self, book: Any, sheet: Any, formats: Formats) -> None:
        self._book = book
        self._sheet = sheet
        self._formats = formats
        self._line = 0
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 12, 14)

    def made(self, native: OfficeChart, *, title: str) -> tuple[Any, int]:
        """A chart ready to be put on a sheet, and its height in lines."""
        first = self._written(native, title=title)
        chart = self._book.add_chart(_KINDS[native.kind])
        for at, one in enumerate(native.series):
            chart.add_series(self._series(native, one, at, first=first))
        high = _dressed(chart, native, title=title)
        return chart, -(-high // _ROW_PX) + 1

    def _written(self, native: OfficeChart, *, title: str) -> int:
        """The chart's figures; gives the first line of values."""
        self._sheet.write_string(self._line, 0, plain(title), self._formats.part)
        head = self._line + 1
        self._sheet.write_string(head, 0, plain(native.category_axis), self._formats.head)
        for at, one in enumerate(native.series):
            left = self._column(native, at)
            self._sheet.write_string(head, left, plain(one.name), self._formats.head)
            for line, value in enumerate(one.values, start=head + 1):
                if value is not None:
                    self._sheet.write_number(line, left, value)
            for line, value in enumerate(one.x, start=head + 1):
                self._sheet.write_number(line, left - 1, value)
        for line, name in enumerate(native.categories, start=head + 1):
            self._sheet.write_string(line, 0, plain(name))
        longest = max((len(one.values) for one in native.series), default=0)
        self._line = head + longest + 2
        return head + 1

    def _column(self, native: OfficeChart, at: int) -> int:
        """A scatter's series have their own horizontal values left of them."""
        return 2 * at + 1 if native.kind == "scatter" else at + 1

    def _series(self, native: OfficeChart, one: Series, at: int, *, first: int) -> dict[str, Any]:
        last, left = first + len(one.values) - 1, self._column(native, at)
        across = left - 1 if native.kind == "scatter" else 0
        made: dict[str, Any] = {
            "name": [DATA, first - 1, left],
            "categories": [DATA, first, across, last, across],
            "values": [DATA, first, left, last, left],
        }
        if native.kind in ("line", "interval", "scatter"):
            return made | _marks(native, one, at)
        return made | {"fill": {"color": one.colour}, "gap": 45}


def _marks(native: OfficeChart, one: Series, at: int) -> dict[str, Any]:
    """Points, lines and error bars of a series of numbers."""
    is_end = native.kind == "interval" and at in (1, 2)
    joined = one.line or native.kind == "line"
    marked = not one.line and not is_end
    made: dict[str, Any] = {
        "line": {"color": one.colour, "width": 1.75} if joined else {"none": True},
        "marker": {"type": "none"},
    }
    if marked:
        look = {"color": one.colour}
        made["marker"] = {"type": "circle", "size": 6, "fill": look, "border": look}
    if native.kind == "interval" and at == 0:
        made["y_error_bars"] = _error_bars(native)
    return made


def _error_bars(native: OfficeChart) -> dict[str, Any]:
    value, low, high = (one.values for one in native.series[:3])
    pairs = list(zip(value, low, high, strict=True))
    return {
        "type": "custom",
        "plus_values": [round((up or 0) - (mid or 0), 6) for mid, _, up in pairs],
        "minus_values": [round((mid or 0) - (down or 0), 6) for mid, down, _ in pairs],
        "line": {"color": theme.MUTED},
    }


def _dressed(chart: Any, native: OfficeChart, *, title: str) -> int:
    """Title, axes, legend and size; gives the height in pixels."""
    lying = native.kind in ("bar", "stacked_bar")
    chart.set_title({"name": plain(title), "name_font": {"size": 12}})
    grid = {"visible": True, "line": {"color": theme.LINE}}
    values: dict[str, Any] = {"name": plain(native.axis), "major_gridlines": grid}
    names: dict[str, Any] = {"name": "", "major_gridlines": {"visible": False}}
    if lying:
        names |= {"reverse": True, "interval_unit": 1}
        values["label_position"] = "high"
    # For lying bars xlsxwriter calls the axis x that lies, which holds the values.
    chart.set_x_axis(values if lying else names)
    chart.set_y_axis(names if lying else values)
    hidden = [1, 2] if native.kind == "interval" else []
    if len(native.series) > 1:
        chart.set_legend({"position": "top", "delete_series": hidden})
    else:
        chart.set_legend({"none": True})
    high = max(320, _ROW_PX * len(native.categories) + 120) if lying else 360
    chart.set_size({"width": 860, "height": high})
    return high
