"""An xlsx opened to be marked in place: formats stay, what reaches outside the file goes."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.errors import FileTooLargeError
from data_loaders.files.archive import Archive
from data_loaders.files.grid import span_of
from data_loaders.files.limits import Limits
from data_loaders.files.markup import Visitor, attribute
from data_loaders.files.sheet import CellValue, FormattedCell, Sheet
from data_loaders.marked.marks import MOST_MERGED
from data_loaders.marked.notes import filled

MOST_BYTES: Final = 30_000_000
"""How large the parts may be when unpacked; openpyxl takes some fifty times as much memory."""
_XML: Final = (".xml", ".rels", ".vml")
_REACHING: Final = re.compile(
    r"\[|\||://|\b(?:WEBSERVICE|HYPERLINK|FILTERXML|IMAGE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC)\b",
    re.IGNORECASE,
)
"""Formulas that would open another file, program or address."""


def opened(data: bytes, *, sheets: Mapping[str, Sheet], limits: Limits) -> Workbook:
    """The workbook with its formats and formulas, without macros and links to other files.

    A formula that reaches outside is replaced by the value it last had. Call it with warnings
    off: the library warns of each feature that it does not keep.

    Args:
        data: An xlsx that `open_sheets` has read.
        sheets: What it read, by name.
        limits: Ceilings of the parts that `open_sheets` did not look at.

    Raises:
        LoadError: a part is unsafe, or the whole too large for this library.
        Exception: whatever the library lets out at parts that it cannot hold.
    """
    _check(Archive(data, limits=limits))
    book = load_workbook(io.BytesIO(data), keep_vba=False, keep_links=False, rich_text=True)
    for sheet in book.worksheets:
        _calm(sheet, sheets.get(sheet.title))
    book.template = False
    return book


def _check(archive: Archive) -> None:
    if archive.size > MOST_BYTES:
        raise FileTooLargeError("文件较大，不能保留原格式。")
    merged = _Merged()
    for name in archive.names:
        if name.casefold().endswith(_XML):
            archive.walk(name, merged)
    if merged.cells > MOST_MERGED:
        raise FileTooLargeError("合并单元格过多，不能保留原格式。")


class _Merged(Visitor):
    """Counts the cells that lie in merges."""

    cells = 0

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        if name == "mergeCell":
            span = span_of(attribute(attributes, "ref"))
            if span is not None:
                high = span.last_row - span.first_row + 1
                self.cells += high * (span.last_column - span.first_column + 1)
        return False


def _calm(sheet: Worksheet, read: Sheet | None) -> None:
    """Put the last value in place of a formula that reaches outside the workbook."""
    reaching = [
        cell
        for cell in filled(sheet)
        if cell.data_type == "f" and _REACHING.search(_formula(cell.value))
    ]
    if not reaching:
        return
    rows = dict(enumerate(read.rows(), start=1)) if read is not None else {}
    for cell in reaching:
        row = rows.get(cell.row, ())
        found: CellValue = row[cell.column - 1] if cell.column <= len(row) else None
        value = found.stored if isinstance(found, FormattedCell) else found
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def _formula(value: Any) -> str:
    """The text of a formula; one over several cells comes as an object of its own."""
    return str(getattr(value, "text", value) or "")
