"""Opening a file of unknown make: its content decides how it is read, never its name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from dashboard.errors import FileBrokenError, FileUnsafeError, LoadError
from data_loaders.files.archive import Archive
from data_loaders.files.delimited import Source, read_csv
from data_loaders.files.kind import OLE, ZIP, FileKind, kind_by_parts, kind_by_start, remark_on_name
from data_loaders.files.limits import Limits, check_size
from data_loaders.files.limits import limits as limits_set
from data_loaders.files.names import shown_name
from data_loaders.files.ods import read_ods
from data_loaders.files.sheet import Row, Sheet
from data_loaders.files.xls import read_xls
from data_loaders.files.xlsx import read_xlsx

LIST_TITLE: Final = "数据导入问题清单"
"""What the first cell of our own list in a marked workbook says; that sheet is not read."""

MOST_SHEET_NAME: Final = 100
"""What the store keeps of it; the programs themselves allow 31."""
_START: Final = 8192
_SMALLER: Final = "请按年度或区县拆成几个文件，或另存为CSV。"
_SPLIT: Final = "请按年度拆成几个文件。"


def open_sheets(
    source: Path | bytes, *, name: str = "", limits: Limits | None = None
) -> list[Sheet]:
    """The raw sheets of a workbook, or a CSV file as one sheet.

    The rows of a workbook lie on disk while the sheets are in use; a CSV file is read anew each
    time its rows are asked for, one row at a time. Formulas give the value last saved and are never
    worked out.

    Args:
        source: a file, or its content as uploaded.
        name: its name for messages; by default that of the file.
        limits: ceilings; by default those of the settings.

    Raises:
        LoadError: the file is refused whole; says why and what to do, in Chinese, file name first.
    """
    file = shown_name(name or (source.name if isinstance(source, Path) else ""))
    try:
        sheets = _sheets(source, file=file, limits=limits or limits_set())
    except LoadError as error:
        raise _named(error, file) from error
    return [replace(sheet, lines=_Lines(sheet)) for sheet in _without_our_list(sheets)]


def _sheets(source: Path | bytes, *, file: str, limits: Limits) -> list[Sheet]:
    opening, size = _source(source)
    check_size(size, most=max(limits.workbook, limits.text), mend=_SPLIT)
    with opening() as stream:
        start = stream.read(_START)
    if not start.startswith((ZIP, OLE)):
        kind_by_start(start)
        check_size(size, most=limits.text, mend=_SPLIT)
        return _remarked(read_csv(opening, file=file, limits=limits), FileKind.csv)
    check_size(size, most=limits.workbook, mend=_SMALLER)
    with opening() as stream:
        data = stream.read()
    if kind_by_start(start, whole=data) is FileKind.xls:
        return _remarked(read_xls(data, file=file, limits=limits), FileKind.xls)
    archive = Archive(data, limits=limits)
    kind = kind_by_parts(archive.names)
    read = read_xlsx if kind is FileKind.xlsx else read_ods
    return _remarked(
        read(archive, file=file, limits=limits), kind, left_aside=_left_aside(archive.names)
    )


def _without_our_list(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets without the list of an earlier marking, which is known by its first cell."""
    kept = [one for one in sheets if not one.name or next(one.rows(), ())[:1] != (LIST_TITLE,)]
    if len(kept) == len(sheets) or not kept:
        return kept
    said = "附有上次退回时的问题清单，没有读取。"
    return [replace(kept[0], remarks=(*kept[0].remarks, said)), *kept[1:]]


def _source(source: Path | bytes) -> tuple[Source, int]:
    """How to open the file anew, and its size in bytes."""
    if isinstance(source, bytes):
        return lambda: io.BytesIO(source), len(source)
    try:
        size = source.stat().st_size
        if not source.is_file():
            raise FileBrokenError("不是文件，没有读取。请选择台账文件。")
    except OSError as error:
        raise FileBrokenError("文件不存在或没有读取权限。", str(error)) from error
    return lambda: _opened(source), size


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise FileBrokenError("文件不存在或没有读取权限。", str(error)) from error


def _remarked(
    sheets: list[Sheet], kind: FileKind, *, left_aside: tuple[str, ...] = ()
) -> list[Sheet]:
    """The sheets with what a reader should know of the whole file on the first of them."""
    if not sheets:
        raise FileBrokenError("文件里没有工作表可读。请确认台账写在普通工作表里。")
    if any(len(sheet.name) > MOST_SHEET_NAME for sheet in sheets):
        raise FileUnsafeError(
            f"有工作表的名称超过{MOST_SHEET_NAME}字，没有读取。请改短名称后再导入。"
        )
    said = (remark_on_name(sheets[0].file, kind), *left_aside)
    remarks = tuple(one for one in said if one)
    return [replace(sheets[0], remarks=(*sheets[0].remarks, *remarks)), *sheets[1:]]


def _left_aside(names: tuple[str, ...]) -> tuple[str, ...]:
    lower = [name.casefold() for name in names]
    macros = any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in lower)
    links = any("externallinks/" in name for name in lower)
    return (
        *(("文件带有宏，已忽略，没有运行。",) if macros else ()),
        *(("文件引用了别的工作簿，只读取保存时的数值，没有打开引用。",) if links else ()),
    )


def _named(error: LoadError, file: str) -> LoadError:
    return type(error)(f"{file}：{error.zh}", error.en)


class _Lines:
    """The rows of a sheet, with the file's name in any error on the way."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __call__(self) -> Iterator[Row]:
        try:
            yield from self._sheet.lines()
        except LoadError as error:
            raise _named(error, self._sheet.file) from error
