"""How much a file may ask of us: its size, what it unpacks to, and how many cells it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.errors import FileTooLargeError
from dashboard.settings import settings

MEGABYTE: Final = 1_000_000
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Ceilings of one file, each far above any honest ledger.

    Sizes are in bytes. `cells` counts the cells of a workbook's rows up to the last one filled,
    so that one stray cell far to the right costs its row alone.
    """

    workbook: int
    unpacked: int
    text: int
    entries: int = 5_000
    ratio: int = 250
    ratio_from: int = 20 * MEGABYTE
    sheets: int = 200
    cells: int = 4_000_000
    merges: int = 100_000
    uncalculated: int = 10_000
    elements: int = 12_000_000
    depth: int = 100
    token: int = MEGABYTE
    cell_letters: int = 100_000
    row_letters: int = 2_000_000


def limits() -> Limits:
    """The ceilings that the settings of this process state."""
    chosen = settings()
    return Limits(
        workbook=chosen.workbook_limit_mb * MEGABYTE,
        unpacked=chosen.unpacked_limit_mb * MEGABYTE,
        text=chosen.csv_limit_mb * MEGABYTE,
    )


def check_size(size: int, *, most: int, mend: str) -> None:
    """Refuse a file of `size` bytes above `most`, and say in `mend` what to do.

    Raises:
        FileTooLargeError: it is larger.
    """
    if size > most:
        raise FileTooLargeError(
            f"文件有{megabytes(size)}，超过上限{megabytes(most)}，没有读取。{mend}"
        )


def megabytes(size: int) -> str:
    """A size for people, as 12.3 MB."""
    return f"{size / MEGABYTE:.1f} MB"
