"""A file of which no row was read: a fault, told with its first lines as they were seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from data_loaders.files.sheet import Row, Sheet
from data_loaders.problems import Level, Problem
from data_loaders.reading.read import Reading
from data_loaders.reading.records import plain

_MOST_SHEETS: Final = 3
_MOST_LINES: Final = 3
_MOST_LETTERS: Final = 60


def is_settled(readings: Sequence[Reading]) -> bool:
    """Whether a person left a sheet aside, or a ledger says already why it could not be read."""
    return any(
        one.told.declined
        or (one.told.ledger is not None and not one.told.readable and not one.told.skipped)
        for one in readings
    )


def nothing_read(file: str, readings: Sequence[Reading]) -> Problem:
    """Refuses a file that was opened and held no row of a ledger.

    Raises:
        LoadError: the file breaks off.
    """
    sheets = [one.sheet for one in readings]
    seen = "；".join(_seen(sheet) for sheet in sheets[:_MOST_SHEETS])
    more = f"；另有{len(sheets) - _MOST_SHEETS}张工作表" if len(sheets) > _MOST_SHEETS else ""
    return Problem(
        level=Level.REFUSE,
        rule="nothing-read",
        message=f"没有读到任何台账数据行。看到的是：{seen}{more}。请确认选对了文件、数据写在表头之下；"
        "若看到的是乱码或各列挤在一格，请用WPS或Excel打开后另存为xlsx再导入",
        file=file,
    )


def _seen(sheet: Sheet) -> str:
    lines = list(islice(_lines(sheet), _MOST_LINES))
    return f"{sheet.called}{'，'.join(lines)}" if lines else f"{sheet.called}没有内容"


def _lines(sheet: Sheet) -> Iterator[str]:
    for number, row in enumerate(sheet.rows(), 1):
        text = _text(row)
        if text:
            yield f"第{number}行“{text}”"


def _text(row: Row) -> str:
    """A row on one line, its cells apart."""
    cells = (" ".join(plain(cell).split()) for cell in row)
    text = " | ".join(cell for cell in cells if cell)
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
