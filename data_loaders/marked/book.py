"""The workbook that goes back to its sender."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from openpyxl.workbook import Workbook

from data_loaders.files.archive import Archive
from data_loaders.files.kind import ZIP, FileKind, kind_by_parts
from data_loaders.files.limits import Limits
from data_loaders.files.limits import limits as limits_set
from data_loaders.files.names import shown_name
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import Sheet
from data_loaders.marked.converted import copied
from data_loaders.marked.listing_sheet import add_list, is_our_list
from data_loaders.marked.marks import MOST_NOTES, marks_of
from data_loaders.marked.notes import take_away, write_marks
from data_loaders.marked.original import opened
from data_loaders.problems import Problem

MOST_CELLS: Final = 400_000
"""How many cells are copied where a file cannot be marked in place."""
_ENDING: Final = "（已标注）"
_COPIED: Final = "原文件不是xlsx，标注在转换成xlsx的副本上，只含数值。"
_LIST_ALONE: Final = "文件行数过多，标注副本只含问题清单，请按清单中的行号在原文件中修改。"
_PLAIN: Final = "原文件的格式无法完整保留，标注在只含数值的副本上。"


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A marked workbook: a name to save it under, its bytes, and in Chinese what was not kept."""

    name: str
    data: bytes
    remarks: tuple[str, ...] = ()


def marked_workbook(
    source: Path | bytes,
    *,
    name: str = "",
    problems: Sequence[Problem],
    limits: Limits | None = None,
) -> Marked:
    """The same workbook with every bad cell coloured and explained, and the list in front.

    An xlsx keeps its formats and formulas; anything else is marked on a copy of its values. What
    an earlier marking left is replaced.

    Args:
        source: The file handed in, or its content.
        name: Its name, by default that of the file.
        problems: Those of this file alone.
        limits: Ceilings; by default those of the settings.

    Raises:
        LoadError: the file cannot be read at all; then there is nothing to mark.
    """
    chosen = limits or limits_set()
    file = shown_name(name or (source.name if isinstance(source, Path) else ""))
    sheets = open_sheets(source, name=file, limits=chosen)
    with warnings.catch_warnings():
        # openpyxl warns of every feature that it does not keep.
        warnings.simplefilter("ignore")
        book, told, remark = _book(source, sheets, problems, limits=chosen)
        _mark(book, told)
        buffer = io.BytesIO()
        book.save(buffer)
    stem = PurePosixPath(file).stem.removesuffix(_ENDING)
    return Marked(
        name=f"{stem}{_ENDING}.xlsx",
        data=buffer.getvalue(),
        remarks=(remark,) if remark else (),
    )


def _book(
    source: Path | bytes, sheets: Sequence[Sheet], problems: Sequence[Problem], *, limits: Limits
) -> tuple[Workbook, Sequence[Problem], str]:
    """A workbook to mark, the problems under its sheets' names, and what was not kept."""
    data = _xlsx(source, limits=limits)
    if data is not None:
        try:
            named = {sheet.name: sheet for sheet in sheets}
            return opened(data, sheets=named, limits=limits), problems, ""
        except Exception as error:
            # openpyxl gives up at many a part that Excel and WPS overlook; the values are at hand.
            logging.getLogger(__name__).info("marked on a copy of its values: %r", error)
    if not _fits(sheets):
        return (*copied((), problems), _LIST_ALONE)
    return (*copied(sheets, problems), _PLAIN if data is not None else _COPIED)


def _xlsx(source: Path | bytes, *, limits: Limits) -> bytes | None:
    """The content of an xlsx, None of any other file, which may be too large to hold."""
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream:
        start = stream.read(len(ZIP))
        data = start + stream.read() if start == ZIP else b""
    if not data or kind_by_parts(Archive(data, limits=limits).names) is not FileKind.xlsx:
        return None
    return data


def _fits(sheets: Sequence[Sheet]) -> bool:
    total = 0
    for sheet in sheets:
        for row in sheet.rows():
            total += len(row) + 1
            if total > MOST_CELLS:
                return False
    return True


def _mark(book: Workbook, problems: Sequence[Problem]) -> None:
    left = MOST_NOTES
    for sheet in list(book.worksheets):
        if is_our_list(sheet):
            book.remove(sheet)
            continue
        take_away(sheet)
        left -= write_marks(sheet, marks_of(problems, sheet=sheet.title), most=left)
    add_list(book, problems)
