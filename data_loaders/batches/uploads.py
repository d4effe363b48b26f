"""Files handed in: a name, and the content either in memory or on disk."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from dashboard.errors import FileBrokenError
from data_loaders.files.folder import find_files
from data_loaders.files.names import shown_name

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


@dataclass(frozen=True, kw_only=True)
class GatheredFiles:
    """Files to load, and in Chinese what was found beside them and left aside."""

    files: tuple[Upload, ...]
    notes: tuple[str, ...]


def gather(paths: Iterable[Path]) -> GatheredFiles:
    """The files named, and those of the folders named (with their own folders), in order of name.

    Raises:
        LoadError: a path leads nowhere, nothing to read is found, or there are too many files.
    """
    found = find_files(paths)
    return GatheredFiles(
        files=_uploads(found.files),
        notes=tuple(f"{shown_name(one.path.name)}没有读取：{one.reason}" for one in found.skipped),
    )


def told_apart(files: Iterable[Upload]) -> tuple[Upload, ...]:
    """The files under names that differ, as the page may be given two of the same name."""
    uploads: dict[str, Upload] = {}
    times: Counter[str] = Counter()
    for file in files:
        name = file.name
        while name in uploads:
            times[file.name] += 1
            others = times[file.name]
            name = shown_name(
                f"另一个{file.name}" if others == 1 else f"第{others + 1}个{file.name}"
            )
        uploads[name] = Upload(name=name, content=file.content)
    return tuple(uploads.values())


def _uploads(paths: Sequence[Path]) -> tuple[Upload, ...]:
    """Files under names that differ: the same name in two folders is told apart by the folder."""
    names = Counter(shown_name(path.name) for path in paths)
    found = []
    for path in paths:
        name = shown_name(path.name)
        if names[name] > 1:
            name = shown_name(f"{path.absolute().parent.name}-{name}")
        found.append(Upload(name=name, content=path))
    return told_apart(found)
