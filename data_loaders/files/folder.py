"""Which files a load means when it is given files and folders: every other file is named, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.errors import LoadError
from data_loaders.files.kind import USUAL
from data_loaders.files.names import shown_name

MOST_FILES: Final = 500
_MOST_DEPTH: Final = 5
_LOCK: Final = ("~$", ".~")
"""How Excel, WPS and LibreOffice begin the name of a file that says another is open."""
_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A file in a folder that is not read, and why, in Chinese."""

    path: Path
    reason: str


@dataclass(frozen=True, kw_only=True)
class FolderFiles:
    """The files to read, in the order of their names, and those left aside."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...]


def find_files(paths: Iterable[Path]) -> FolderFiles:
    """All files meant by `paths`: files as named, folders with what lies in them.

    A file named itself is always read, so that whatever is wrong with it is said. Links to folders
    are not followed.

    Raises:
        LoadError: a path leads nowhere, nothing to read is found, or there are too many files.
    """
    files: dict[Path, None] = {}
    skipped: list[Skipped] = []
    for path in paths:
        if not path.exists():
            raise LoadError(f"{shown_name(path.name)}：没有这个文件或文件夹。请检查路径。")
        for file in _within(path) if path.is_dir() else (path,):
            reason = "" if file == path else _reason(file)
            if reason:
                skipped.append(Skipped(path=file, reason=reason))
            else:
                files[file] = None
            if len(files) > MOST_FILES:
                raise LoadError(f"文件超过{MOST_FILES}个，没有读取。请分几次导入。")
    if not files:
        raise LoadError("没有找到可读的台账文件（xlsx、xls、et、ods或CSV）。")
    return FolderFiles(files=tuple(files), skipped=tuple(skipped))


def _within(folder: Path, *, depth: int = 0) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif not path.is_symlink() and depth < _MOST_DEPTH:
            yield from _within(path, depth=depth + 1)


def _reason(path: Path) -> str:
    name = path.name.casefold()
    if name.startswith(_LOCK):
        return "是另一个文件正被打开时的临时文件，关闭表格程序后会消失"
    if name.startswith(".") or name in _SYSTEM:
        return "是系统文件"
    if name.rpartition(".")[2] not in USUAL:
        return "不是台账工作簿或CSV"
    return ""
