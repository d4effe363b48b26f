"""Reading CSV row by row: as many rows as the file has, one in memory at a time."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import islice
from typing import IO, Final

from dashboard.errors import FileBrokenError, FileUnsafeError
from data_loaders.files.limits import MOST_COLUMNS, Limits
from data_loaders.files.sheet import Row, Sheet
from data_loaders.files.text import encoding_of

Source = Callable[[], IO[bytes]]
"""Opens the file anew, from its start."""

DELIMITERS: Final = {",": "逗号", "\t": "制表符", ";": "分号"}
RARE_DELIMITERS: Final = {"|": "竖线“|”", "，": "全角逗号“，”", "｜": "全角竖线“｜”"}
"""What stands in texts as well: they part columns only where none of the usual ones does."""
_SAMPLE_ROWS: Final = 50
_FEWEST_COLUMNS: Final = 3
"""So many columns a table of a ledger has at least."""


def read_csv(source: Source, *, file: str, limits: Limits) -> list[Sheet]:
    """The file as its only sheet, named "" as it has none.

    The file is gone through once to its end, so that a fault in its last row is met before any row
    of it is used.

    Raises:
        FileEncodingError: neither UTF-8 nor GB 18030 nor UTF-16.
        FileBrokenError: quotes do not pair.
        FileUnsafeError: a row is absurdly long or wide.
    """
    with source() as stream:
        encoding = encoding_of(stream)
    delimiter = _delimiter(source, encoding=encoding, limits=limits)
    records = _records(source, encoding=encoding, delimiter=delimiter, limits=limits)
    height = sum(1 for _ in records)
    lines = partial(_rows, source, encoding=encoding, delimiter=delimiter, limits=limits)
    rare = RARE_DELIMITERS.get(delimiter)
    said = f"各列以{rare}分隔，已按此读取；文字里也有这个符号的行请加双引号。" if rare else ""
    return [
        Sheet(
            file=file,
            name="",
            lines=lines,
            remarks=(said,) if said else (),
            delimited=True,
            height=height,
        )
    ]


def _rows(source: Source, *, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    for cells in _records(source, encoding=encoding, delimiter=delimiter, limits=limits):
        while cells and not cells[-1]:
            cells.pop()
        yield tuple(cell or None for cell in cells)


def _records(
    source: Source, *, encoding: str, delimiter: str, limits: Limits
) -> Generator[list[str]]:
    """The cells of each row, a blank line being a row without cells."""
    with _text(source, encoding) as text:
        feed = _Feed(text, limits=limits)
        number = 0
        try:
            for number, cells in enumerate(csv.reader(feed, delimiter=delimiter, strict=True), 1):
                feed.restart(row=number + 1)
                if len(cells) > MOST_COLUMNS:
                    raise FileUnsafeError(f"第{number}行有{len(cells)}列，多得不合常理，没有读取。")
                yield cells
        except csv.Error as error:
            raise FileBrokenError(
                f"第{number + 1}行读不下去：引号不成对，或一个单元格的文字过长。"
                "请检查这一行的双引号，或另存为xlsx再导入。"
            ) from error


class _Feed:
    """Lines of a text, none longer than a row may be, however long the file makes them."""

    def __init__(self, text: io.TextIOWrapper, *, limits: Limits) -> None:
        self._text = text
        self._most = limits.row_letters
        self._row = 1
        self._taken = 0

    def restart(self, *, row: int) -> None:
        """A row is complete; count anew for the next."""
        self._row = row
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(self._most + 1):
            self._taken += len(line)
            if self._taken > self._most:
                raise FileUnsafeError(
                    f"第{self._row}行长得不合常理（超过{self._most}字），没有读取。"
                    "请检查是否有双引号不成对。"
                )
            yield line


def _delimiter(source: Source, *, encoding: str, limits: Limits) -> str:
    """The delimiter under which most of the first rows have the same columns; comma in doubt.

    Another than the comma must split at least half of them, lest a text be torn apart.
    """
    best, chosen = (0, 0), ","
    for delimiter in (*DELIMITERS, *RARE_DELIMITERS):
        if delimiter in RARE_DELIMITERS and best[1] >= _FEWEST_COLUMNS:
            break
        records = _records(source, encoding=encoding, delimiter=delimiter, limits=limits)
        sample = _sample(records)
        score = _agreement(sample)
        fewest = (2, _FEWEST_COLUMNS) if delimiter in RARE_DELIMITERS else (1, 2)
        enough = score[0] >= fewest[0] and score[1] >= fewest[1] and 2 * score[0] >= len(sample)
        if score > best and (delimiter == "," or enough):
            best, chosen = score, delimiter
    return chosen


def _sample(records: Generator[list[str]]) -> list[list[str]]:
    """The first rows that hold anything, up to the first fault."""
    found = []
    with closing(records), suppress(FileBrokenError, FileUnsafeError):
        for cells in islice(records, _SAMPLE_ROWS):
            if any(cells):
                found.append(cells)
    return found


def _agreement(sample: list[list[str]]) -> tuple[int, int]:
    """How many rows agree on a number of columns above one, and on which number."""
    counts = Counter(len(cells) for cells in sample if len(cells) > 1)
    return max(((rows, columns) for columns, rows in counts.items()), default=(0, 0))


@contextmanager
def _text(source: Source, encoding: str) -> Iterator[io.TextIOWrapper]:
    with source() as stream, io.TextIOWrapper(stream, encoding=encoding, newline="") as text:
        yield text
