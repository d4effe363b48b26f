"""Reading xlsx (and the xlsx that WPS names et): cells as saved, formulas by their last value.

Our own pass over the parts instead of a library's: of those tried, one loses error cells and ends
the process at a far cell, the other gives up at stylesheets that some programs write.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dashboard.errors import FileKindError, FileUnsafeError
from data_loaders.files.archive import Archive
from data_loaders.files.grid import Grid
from data_loaders.files.limits import Limits
from data_loaders.files.sheet import Sheet
from data_loaders.files.sparse import WithoutEmptyCells
from data_loaders.files.xlsx_cells import Cells
from data_loaders.files.xlsx_parts import Relation, SharedStrings, Styles, Workbook
from data_loaders.files.xlsx_parts import relations as relations_of

_OFFICE_DOCUMENT: Final = "/officeDocument"
_SHARED: Final = "/sharedStrings"
_STYLES: Final = "/styles"
_WORKSHEET: Final = "/worksheet"


def read_xlsx(archive: Archive, *, file: str, limits: Limits) -> list[Sheet]:
    """All worksheets in the order of their tabs; charts, macros and links are left aside.

    Raises:
        LoadError: a part is missing, damaged or unsafe, or there is more than `limits` allow.
    """
    main = _one(relations_of(archive, "").values(), _OFFICE_DOCUMENT)
    if not main.endswith(".xml"):
        raise FileKindError(
            "文件是二进制工作簿（xlsb），不能读取。请用WPS或Excel另存为xlsx再导入。"
        )
    book = Workbook()
    archive.walk(main, book)
    if len(book.tabs) > limits.sheets:
        raise FileUnsafeError(f"文件有{len(book.tabs)}张工作表，多得不合常理，没有读取。")
    relations = relations_of(archive, main)
    shared, styles = SharedStrings(), Styles(since=book.since)
    for kind, visitor in ((_SHARED, shared), (_STYLES, styles)):
        part = _one(relations.values(), kind)
        if part in archive:
            archive.walk(part, visitor)
    sheets = []
    for tab in book.tabs:
        relation = relations.get(tab.relation)
        if relation is None or not relation.kind.endswith(_WORKSHEET):
            continue
        grid = Grid(limits=limits)
        cells = Cells(grid, shared=shared, styles=styles)
        archive.walk(relation.target, cells, through=WithoutEmptyCells)
        sheets.append(grid.sheet(file=file, name=tab.name, hidden=tab.hidden))
    return sheets


def _one(relations: Iterable[Relation], kind: str) -> str:
    """The part of a kind, "" where there is none."""
    return next((one.target for one in relations if one.kind.endswith(kind)), "")
