"""A zip file of unknown origin: counted before anything in it is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Final

from dashboard.errors import FileBrokenError, FileEncryptedError, FileUnsafeError
from data_loaders.files.limits import Limits, megabytes
from data_loaders.files.markup import Readable, Visitor, walk

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_RESAVE: Final = "请用WPS或Excel打开后另存一份再导入。"
_FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, RuntimeError, NotImplementedError),
)
"""What zipfile lets out at a damaged file, the last line for offsets before the start and names."""

Through = Callable[[IO[bytes]], Readable]


class Archive:
    """The parts of a workbook kept in a zip file; no part is read beyond its stated size."""

    def __init__(self, data: bytes, *, limits: Limits) -> None:
        """Look through the table of contents.

        Raises:
            FileBrokenError: it is no sound zip file.
            FileEncryptedError: a part is locked with a password.
            FileUnsafeError: too many parts, a part twice, or more inside than `limits` allow.
        """
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = self._zip.infolist()
        except _FAULTS as error:
            raise FileBrokenError(f"文件不完整或已损坏，解不开。{_RESAVE}") from error
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(part.filename for part in self._parts)

    @property
    def size(self) -> int:
        """What all parts unpack to, in bytes."""
        return sum(part.file_size for part in self._parts)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._by_name

    def walk(self, name: str, visitor: Visitor, *, through: Through | None = None) -> None:
        """Walk through the XML of one part.

        Args:
            name: The part.
            visitor: Told of its elements.
            through: Takes bytes out of the part that the visitor need not be told of.

        Raises:
            FileBrokenError: the part is missing, damaged or no XML.
            FileUnsafeError: see `walk`.
        """
        with self.part(name) as stream:
            source = stream if through is None else through(stream)
            walk(source, visitor, part=name, limits=self._limits)

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """One part for reading.

        Raises:
            FileBrokenError: the part is missing or damaged.
        """
        if name not in self:
            raise FileBrokenError(f"文件不完整：缺少部件{name}。{_RESAVE}")
        try:
            with self._zip.open(self._by_name[_key(name)]) as stream:
                yield stream
        except _FAULTS as error:
            raise FileBrokenError(f"文件不完整或已损坏：部件{name}解不开。{_RESAVE}") from error

    def _check(self) -> None:
        limits = self._limits
        self._by_name = {_key(part.filename): part for part in self._parts}
        if len(self._parts) > limits.entries or len(self._by_name) < len(self._parts):
            raise FileUnsafeError("压缩包里的部件过多或重名，不是正常的表格文件，没有读取。")
        if any(part.flag_bits & 0x1 for part in self._parts):
            raise FileEncryptedError("文件加了密码，无法读取。请取消密码后另存再导入。")
        if any(part.compress_type not in _METHODS for part in self._parts):
            raise FileUnsafeError(f"文件用了表格不使用的压缩方法，没有读取。{_RESAVE}")
        unpacked = self.size
        if unpacked > limits.unpacked or any(map(self._inflated, self._parts)):
            raise FileUnsafeError(
                f"文件解开后有{megabytes(unpacked)}，大得不合常理（上限{megabytes(limits.unpacked)}），"
                "没有读取。如果是把格式刷到了表底，请删除空白的行和列后另存再导入。"
            )

    def _inflated(self, part: zipfile.ZipInfo) -> bool:
        size = part.file_size
        return size > self._limits.ratio_from and size > self._limits.ratio * part.compress_size


def _key(name: str) -> str:
    """Some programs write backslashes, or other capitals than they refer to."""
    return name.replace("\\", "/").lstrip("/").casefold()
