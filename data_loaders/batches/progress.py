"""How far a load is as a whole, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from data_loaders.batches.parse.file_parts import FilePart
from data_loaders.batches.preview import Progress, Watch
from data_loaders.batches.uploads import Upload

_OPENING: Final = 0.3
_READING: Final = 0.5
"""Usual shares of opening and reading in a load; what is left is holding it against the store."""
_PACKED: Final = 400_000.0
_PLAIN: Final = 1_500_000.0
"""Bytes a second of a workbook and of a CSV file: a guess, until the load itself has told."""
_TELLING: Final = 0.1
"""From this share on what is left is told from the time spent."""


class Advance:
    """Tells a watch how far the files of one load are: opened, read, held against the store."""

    def __init__(self, watch: Watch, files: Sequence[Upload]) -> None:
        self._watch = watch
        self._files = files
        self._sizes = [_size(one) for one in files]
        self._rows: int | None = None
        self._ledgers = 0
        self._expected = sum(
            size / (_PLAIN if one.name.lower().endswith(".csv") else _PACKED)
            for one, size in zip(files, self._sizes, strict=True)
        )

    def opening(self, place: int) -> None:
        """The file at a place is being opened, those before it are."""
        done, total = sum(self._sizes[:place]), sum(self._sizes)
        several = f"（{place + 1}/{len(self._files)}）" if len(self._files) > 1 else ""
        self._tell(
            f"打开{self._files[place].name}{several}",
            done=done,
            total=total,
            unit="bytes",
            whole=_OPENING * done / (total or 1),
        )

    def opened(self, parts: Iterable[FilePart]) -> None:
        """All are open: now it is known how many rows there are."""
        read = [one.sheet.height for part in parts for one in part.readings]
        self._rows = None if None in read else sum(filter(None, read))
        self._ledgers = len({part.ledger.key for part in parts})

    def reading(self, upload: Upload, done: int) -> None:
        """So many rows of all are read, the last of them in this file."""
        share = min(1.0, done / self._rows) if self._rows else 0.0
        self._tell(
            f"读取{upload.name}", done=done, total=self._rows, whole=_OPENING + _READING * share
        )

    def judging(self, label: str, done: int) -> None:
        """A ledger is held against the store."""
        self._tell(f"核对{label}", done=done, total=None, whole=_OPENING + _READING)

    def _tell(
        self, label: str, *, done: int, total: int | None, whole: float, unit: str = "rows"
    ) -> None:
        self._watch(
            Progress(
                label=label,
                done=done,
                total=total,
                unit=unit,
                whole=whole,
                expected=self._expected,
            )
        )


class ProgressRate:
    """What a watcher says of the time left: made when the load begins."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    def words(self, progress: Progress) -> str:
        """How long it will still take, in Chinese; empty where nobody can say."""
        if progress.whole is None:
            return ""
        spent = self._clock() - self._began
        left = max(progress.expected - spent, 0.0)
        if progress.whole >= _TELLING:
            left = spent * (1 - progress.whole) / progress.whole
        if left < 5:
            return "约还需几秒"
        if left < 55:
            return f"约还需{round(left / 5) * 5}秒"
        return f"约还需{max(1, round(left / 60))}分钟"


def said(progress: Progress) -> str:
    """How far it is, in words."""
    if progress.unit == "bytes":
        megabytes = f"{(progress.total or 0) / 1e6:.1f} MB"
        return f"{progress.done / 1e6:.1f}/{megabytes}" if progress.done else megabytes
    if progress.total:
        return f"{min(progress.done, progress.total):,}/{progress.total:,}"
    return f"{progress.done:,}行"


def _size(upload: Upload) -> int:
    if isinstance(upload.content, Path):
        try:
            return upload.content.stat().st_size
        except OSError:
            return 0
    return len(upload.content)
