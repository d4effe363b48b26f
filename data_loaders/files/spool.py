"""Rows and texts of a workbook on disk while it is read, so that memory does not grow with it.

They lie in files without a name that only this process can open and that are gone with it.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Final
from weakref import finalize

from data_loaders.files.sheet import Row

_IN_MEMORY: Final = 4_000_000
"""Bytes up to which nothing is written to disk."""
_ROWS: Final = 500
_TEXTS_KEPT: Final = 8_192


class SpooledRows:
    """Rows in order, added once and read as often as asked; blank ones between cost nothing."""

    def __init__(self) -> None:
        self._file = _Pieces()
        self._starts: list[tuple[int, int]] = []
        self._rows: list[tuple[int, Row]] = []
        self.last = 0

    def add(self, number: int, row: Row) -> None:
        """Take the row of that number, which is higher than any before."""
        self._rows.append((number, row))
        self.last = number
        if len(self._rows) >= _ROWS:
            self._put()

    def read(self) -> Iterator[Row]:
        """The rows from row 1 on, blank ones as empty tuples."""
        self._put()
        expected = 1
        for start, length in self._starts:
            # Our own bytes, from a file that nobody else can open.
            for number, row in pickle.loads(self._file.read(start, length)):
                for _ in range(expected, number):
                    yield ()
                yield row
                expected = number + 1

    def _put(self) -> None:
        if self._rows:
            self._starts.append(self._file.write(pickle.dumps(self._rows, protocol=5)))
            self._rows = []


class SpooledTexts:
    """Texts by the order in which they were added."""

    def __init__(self) -> None:
        self._file = _Pieces()
        self._ends = array("Q", [0])
        self._waiting = bytearray()
        self._kept: dict[int, str] = {}

    def append(self, text: str) -> None:
        """Take one more text."""
        data = text.encode("utf-8", "surrogatepass")
        self._waiting += data
        self._ends.append(self._ends[-1] + len(data))
        if len(self._waiting) >= _IN_MEMORY // 4:
            self._put()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> str:
        text = self._kept.get(index)
        if text is None:
            if len(self._kept) >= _TEXTS_KEPT:
                self._kept.clear()
            text = self._kept[index] = self._text(index)
        return text

    def _text(self, index: int) -> str:
        self._put()
        start, end = self._ends[index], self._ends[index + 1]
        return self._file.read(start, end - start).decode("utf-8", "surrogatepass")

    def _put(self) -> None:
        if self._waiting:
            self._file.write(bytes(self._waiting))
            self._waiting.clear()


class _Pieces:
    """Bytes put one behind another, and read anywhere."""

    def __init__(self) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        finalize(self, self._file.close)
        self._size = 0
        self._lock = Lock()

    def write(self, data: bytes) -> tuple[int, int]:
        with self._lock:
            start = self._size
            self._file.seek(start)
            self._file.write(data)
            self._size += len(data)
            return start, len(data)

    def read(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)
