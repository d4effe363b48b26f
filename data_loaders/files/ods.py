"""Reading ods in one pass: repeated cells are unrolled within the limits, notes left aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dashboard.errors import FileEncryptedError, FileUnsafeError
from data_loaders.files.archive import Archive
from data_loaders.files.grid import Grid
from data_loaders.files.limits import MOST_COLUMNS, MOST_ROWS, Limits
from data_loaders.files.markup import Visitor, attribute, whole
from data_loaders.files.ods_values import strikes_through, value_of
from data_loaders.files.sheet import CellRange, CellValue, Sheet

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_HIDDEN: Final = ("collapse", "filter")


def read_ods(archive: Archive, *, file: str, limits: Limits) -> list[Sheet]:
    """All sheets in the order of their tabs.

    Raises:
        FileEncryptedError: locked with a password.
        LoadError: the content is missing, damaged or unsafe, or more than `limits` allow.
    """
    manifest = _Manifest()
    if _MANIFEST in archive:
        archive.walk(_MANIFEST, manifest)
    if manifest.encrypted:
        raise FileEncryptedError("文件加了打开密码，无法读取。请取消密码后另存再导入。")
    content = _Content(limits=limits)
    archive.walk(_CONTENT, content)
    return [
        table.grid.sheet(file=file, name=table.name, hidden=table.style in content.hidden_styles)
        for table in content.tables
    ]


class _Manifest(Visitor):
    encrypted = False

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        self.encrypted = self.encrypted or name == "encryption-data"
        return False


class _Content(Visitor):
    """Collects the tables that stand in the spreadsheet itself, not in a cell or behind a link."""

    def __init__(self, *, limits: Limits) -> None:
        self.tables: list[_Table] = []
        self.hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._limits = limits
        self._path: list[str] = []
        self._style = ""
        self._table: _Table | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Begin a table, or pass on what stands in one."""
        self._path.append(name)
        if self._table is not None:
            return self._table.opened(name, attributes, heard=self.heard)
        if name == "table" and self._path[-2:-1] == ["spreadsheet"]:
            self._begin_table(attributes)
        elif name == "style":
            self._style = attribute(attributes, "name")
        elif name == "table-properties" and attribute(attributes, "display") == "false":
            self.hidden_styles.add(self._style)
        elif name == "text-properties" and strikes_through(attributes):
            self._struck_styles.add(self._style)
        return False

    def closed(self, name: str, text: str) -> None:
        """Pass on an end, or end the table."""
        self._path.pop()
        if self._table is None:
            return
        if name == "table" and self._path[-1:] == ["spreadsheet"]:
            self._table = None
        else:
            self._table.closed(name, text)

    def _begin_table(self, attributes: dict[str, str]) -> None:
        if len(self.tables) >= self._limits.sheets:
            raise FileUnsafeError("文件的工作表多得不合常理，没有读取。")
        self._table = _Table(
            name=attribute(attributes, "name"),
            style=attribute(attributes, "style-name"),
            grid=Grid(limits=self._limits),
            struck_styles=self._struck_styles,
        )
        self.tables.append(self._table)


@dataclass(kw_only=True)
class _Cell:
    """A cell while its paragraphs are read; `times` says how often it stands side by side."""

    attributes: dict[str, str]
    times: int
    struck: bool
    depth: int = 1
    within: str = ""
    paragraphs: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str | None:
        """The text it shows; None where it holds no paragraph."""
        return "\n".join(self.paragraphs) if self.paragraphs else None


@dataclass(kw_only=True)
class _Table:
    """One table: where the next cell goes, and what the row holds so far.

    `struck_styles` are the styles that strike text through, `struck_columns` the first and last of
    columns whose cells have one of them unless they name their own.
    """

    name: str
    style: str
    grid: Grid
    struck_styles: set[str]
    struck_columns: list[tuple[int, int]] = field(default_factory=list)
    columns: int = 0
    row: int = 1
    column: int = 1
    times: int = 1
    row_style: str = ""
    hidden_groups: list[bool] = field(default_factory=list)
    cells: list[tuple[int, _Cell]] = field(default_factory=list)
    cell: _Cell | None = None

    def opened(self, name: str, attributes: dict[str, str], *, heard: list[str]) -> bool:
        """Begin a row or cell; ask for the text of a cell's own paragraphs."""
        if self.cell is not None:
            return self._inside(self.cell, name, attributes, heard=heard)
        if name == "table-row":
            self._begin_row(attributes)
        elif name in ("table-cell", "covered-table-cell"):
            times = whole(attribute(attributes, "number-columns-repeated")) or 1
            struck = bool(self.struck_styles) and self._is_struck(attributes)
            self.cell = _Cell(attributes=attributes, times=times, struck=struck)
        elif name == "table-column":
            self._columns(attributes)
        elif name == "table-row-group":
            self.hidden_groups.append(attribute(attributes, "display") == "false")
        return False

    def closed(self, name: str, text: str) -> None:
        """Take a paragraph, or end a cell or row."""
        if self.cell is not None:
            self._left(self.cell, name, text)
        elif name == "table-row":
            self._end_row()
        elif name == "table-row-group" and self.hidden_groups:
            self.hidden_groups.pop()

    def _inside(
        self, cell: _Cell, name: str, attributes: dict[str, str], *, heard: list[str]
    ) -> bool:
        cell.depth += 1
        if cell.depth == 2:
            cell.within = name
            return name == "p"
        if name == "span" and attribute(attributes, "style-name") in self.struck_styles:
            cell.struck = True
        if cell.within == "p" and name in _SPACES:
            times = whole(attribute(attributes, "c")) or 1
            heard.append(_SPACES[name] * min(times, 1000))
        return False

    def _left(self, cell: _Cell, name: str, text: str) -> None:
        cell.depth -= 1
        if cell.depth == 1 and name == "p":
            cell.paragraphs.append(text)
        elif cell.depth == 0:
            self.cells.append((self.column, cell))
            self.column += cell.times
            self.cell = None

    def _columns(self, attributes: dict[str, str]) -> None:
        """Columns side by side: whether they are hidden, and how their cells look by default."""
        first = self.columns + 1
        times = whole(attribute(attributes, "number-columns-repeated")) or 1
        self.columns = min(self.columns + times, MOST_COLUMNS)
        if attribute(attributes, "visibility") in _HIDDEN:
            self.grid.hidden_columns.update(range(first, self.columns + 1))
        if attribute(attributes, "default-cell-style-name") in self.struck_styles:
            self.struck_columns.append((first, self.columns))

    def _is_struck(self, attributes: dict[str, str]) -> bool:
        style = attribute(attributes, "style-name") or self.row_style
        if style:
            return style in self.struck_styles
        return any(first <= self.column <= last for first, last in self.struck_columns)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self.column = 1
        self.cells.clear()
        self.row_style = attribute(attributes, "default-cell-style-name")
        self.times = whole(attribute(attributes, "number-rows-repeated")) or 1
        if attribute(attributes, "visibility") in _HIDDEN or any(self.hidden_groups):
            last = min(self.row + self.times, MOST_ROWS + 1)
            self.grid.hidden_rows.update(range(self.row, last))

    def _end_row(self) -> None:
        filled = [
            (column, cell, value_of(cell.attributes, cell.shown)) for column, cell in self.cells
        ]
        for column, cell, _ in filled:
            self._merge(column, cell.attributes)
        kept = [
            one for one in filled if one[2] is not None or attribute(one[1].attributes, "formula")
        ]
        # Wherever the row is repeated; the grid refuses what is absurd before long.
        last = self.row if not kept else min(self.row + self.times, MOST_ROWS + 2)
        for row in range(self.row, last):
            for column, cell, value in kept:
                self._put(row, column, cell, value)
        self.row += self.times

    def _put(self, row: int, column: int, cell: _Cell, value: CellValue) -> None:
        """Put a cell wherever it is repeated within its row."""
        for at in range(column, min(column + cell.times, MOST_COLUMNS + 2)):
            if value is None:
                self.grid.leave(row, at)
            else:
                self.grid.put(row, at, value)
                if cell.struck:
                    self.grid.strike(row, at)

    def _merge(self, column: int, attributes: dict[str, str]) -> None:
        wide = whole(attribute(attributes, "number-columns-spanned")) or 1
        high = whole(attribute(attributes, "number-rows-spanned")) or 1
        if wide > 1 or high > 1:
            self.grid.merge(
                CellRange(
                    first_row=self.row,
                    last_row=self.row + high - 1,
                    first_column=column,
                    last_column=column + wide - 1,
                )
            )


_SPACES: Final = {"s": " ", "tab": "\t", "line-break": "\n"}
