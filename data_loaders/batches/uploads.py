"""Files handed in: a name, and the content either in memory or on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dashboard.errors import FileBrokenError
from data_loaders.files.names import shown_name

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".txt"})
"""Endings of the files taken from a folder; a file named by itself is tried whatever its end."""
_TEMPORARY: Final = ("~$", ".")
"""How names of files begin that an office program keeps beside an open workbook."""
_PIECE: Final = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One file: its name as shown and stored, and its content as bytes or as a path."""

    name: str
    content: bytes | Path

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal.

        Raises:
            FileBrokenError: the file is gone or may not be read.
        """
        if isinstance(self.content, bytes):
            return hashlib.sha256(self.content).hexdigest()
        digest = hashlib.sha256()
        try:
            with self.content.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
        except OSError as error:
            raise FileBrokenError(f"{self.name}：文件不存在或没有读取权限。", str(error)) from error
        return digest.hexdigest()


def gather(paths: Iterable[Path]) -> tuple[Upload, ...]:
    """The files named, and those of the folders named (with their own folders), in order of name.

    Raises:
        FileBrokenError: a path does not exist, or a folder holds no workbook and no CSV file.
    """
    found: dict[Path, Upload] = {}
    for path in paths:
        if not path.exists():
            raise FileBrokenError(f"没有这个文件或文件夹：{path}", f"no such path: {path}")
        for one in _within(path) if path.is_dir() else [path]:
            found.setdefault(one.resolve(), Upload(name=shown_name(one.name), content=one))
    return tuple(_told_apart(path, one, found.values()) for path, one in found.items())


def _told_apart(path: Path, upload: Upload, among: Iterable[Upload]) -> Upload:
    """The upload; under its folder's name too where another file is named alike."""
    if sum(one.name == upload.name for one in among) == 1:
        return upload
    return Upload(name=shown_name(f"{path.parent.name}_{path.name}"), content=path)


def _within(folder: Path) -> list[Path]:
    inside = [
        one
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.suffix.lower() in SUFFIXES and not one.name.startswith(_TEMPORARY)
    ]
    if not inside:
        raise FileBrokenError(
            f"文件夹里没有台账文件（xlsx、xls、et、ods、csv）：{folder}",
            f"the folder holds no workbook and no CSV file: {folder}",
        )
    return inside
