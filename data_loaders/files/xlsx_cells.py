"""The cells of one xlsx sheet, each turned into the value a reader of the sheet would see."""

from __future__ import annotations

from dashboard.errors import FileBrokenError
from data_loaders.files.grid import Grid, cell_at, span_of
from data_loaders.files.limits import MOST_COLUMNS, MOST_ROWS
from data_loaders.files.markup import Visitor, attribute, whole
from data_loaders.files.sheet import CellValue
from data_loaders.files.values import iso_moment, number_of
from data_loaders.files.xlsx_parts import SharedStrings, Styles, is_on, unescaped


class Cells(Visitor):
    """Puts every cell of a sheet into `grid`."""

    def __init__(self, grid: Grid, *, shared: SharedStrings, styles: Styles) -> None:
        self._grid = grid
        self._shared = shared
        self._formats = styles.formats
        self._struck_styles = styles.struck
        self._row = 0
        self._column = 0
        self._kind = "n"
        self._style = 0
        self._formula = self._inline = self._reading = self._struck = False
        self._value: str | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Begin a row or a cell; ask for the text of values alone, never of formulas."""
        if name == "c":
            self._begin(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._formula = True
        elif self._inline:
            self._begin_inside(name, attributes)
        elif name == "is":
            self._inline = True
        elif name in ("col", "sheetView"):
            self._look(name, attributes)
        elif name == "mergeCell":
            self._grid.merge(span_of(attribute(attributes, "ref")))
        return name == "v" or (name == "t" and self._inline and not self._reading)

    def closed(self, name: str, text: str) -> None:
        """Take a value, or end a cell."""
        if name == "v":
            self._value = text
        elif name == "t" and self._inline and not self._reading:
            self._value = (self._value or "") + text
        elif name == "rPh":
            self._reading = False
        elif name == "is":
            self._inline = False
        elif name == "c":
            self._end()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = whole(attributes.get("r", ""))
        self._row = self._row + 1 if number is None else number
        self._column = 0
        if attributes.get("hidden") in ("1", "true") and self._row <= MOST_ROWS:
            self._grid.hidden_rows.add(self._row)

    def _begin(self, attributes: dict[str, str]) -> None:
        place = cell_at(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        if self._column > MOST_COLUMNS:
            raise FileBrokenError(
                "文件已损坏：有单元格在表格范围之外。请用WPS或Excel另存后再导入。"
            )
        self._kind = attributes.get("t", "n")
        self._style = whole(attributes.get("s", "")) or 0
        self._formula = self._struck = False
        self._value = None

    def _begin_inside(self, name: str, attributes: dict[str, str]) -> None:
        """A reading aid, or a strike through a part, within text that stands in the cell itself."""
        if name == "rPh":
            self._reading = True
        elif name == "strike" and is_on(attributes):
            self._struck = True

    def _look(self, name: str, attributes: dict[str, str]) -> None:
        """How the sheet is looked at: which columns are hidden, and whether zeros are shown."""
        if name == "sheetView":
            if attribute(attributes, "showZeros") in ("0", "false"):
                self._grid.hide_zeros()
            return
        first, last = whole(attribute(attributes, "min")), whole(attribute(attributes, "max"))
        if attribute(attributes, "hidden") in ("1", "true") and first and last:
            self._grid.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def _end(self) -> None:
        if self._formula and not self._value and self._kind != "str":
            self._grid.leave(self._row, self._column)
        elif self._value is not None:
            self._grid.put(self._row, self._column, self._seen(self._value))
            if self._struck or self._style in self._struck_styles:
                self._grid.strike(self._row, self._column)

    def _seen(self, text: str) -> CellValue:
        if self._kind == "s":
            return self._words(self._text(text))
        if self._kind == "b":
            return text.strip() in ("1", "true")
        if self._kind == "d":
            return iso_moment(text.strip(), otherwise=text)
        if self._kind == "e":
            return unescaped(text)
        if self._kind in ("str", "inlineStr"):
            return self._words(unescaped(text))
        number = number_of(text)
        found = self._formats.get(self._style)
        return number if found is None or isinstance(number, str) else found.number(number)

    def _text(self, text: str) -> str:
        """A shared text by its number; some programs write a cell of none where it is empty."""
        index = whole(text.strip())
        if index is None and not text.strip():
            return ""
        if index is None or index >= len(self._shared.texts):
            raise FileBrokenError("文件已损坏：有单元格的文字找不到。请用WPS或Excel另存后再导入。")
        self._struck = self._struck or index in self._shared.struck
        return self._shared.texts[index]

    def _words(self, text: str) -> CellValue:
        found = self._formats.get(self._style) if self._style else None
        return text if found is None else found.words(text)
