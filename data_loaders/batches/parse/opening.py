"""The files of a load as they are opened: sheets by ledger, and files that gave nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.errors import LoadError
from data_loaders.batches.parse.demo_mark import refuse_demo, refuse_real
from data_loaders.batches.parse.file_parts import Collected, FilePart
from data_loaders.batches.parse.unread_files import is_settled, nothing_read
from data_loaders.batches.progress import Advance
from data_loaders.batches.uploads import Upload
from data_loaders.files.opening import open_sheets
from data_loaders.ledgers.registry import SHEETS as DECLARED
from data_loaders.problems import Decisions, Level, Problem
from data_loaders.reading.read import Reading, read_sheet
from data_loaders.reading.records import LineKind


class Opened:
    """The parts of a load, in the order of its files and sheets; `notes` say what was left aside.

    What is wrong with a file or sheet goes to `collected`.
    """

    def __init__(
        self,
        files: Sequence[Upload],
        *,
        ledger: str | None,
        today: date,
        decisions: Decisions,
        dataset: str,
        collected: Collected,
        advance: Advance,
    ) -> None:
        self.parts: list[FilePart] = []
        self.notes: list[str] = []
        self._collected = collected
        self._readings: dict[str, list[Reading]] = {}
        wanted = DECLARED[ledger] if ledger else None
        for place, upload in enumerate(files):
            advance.opening(place)
            try:
                sheets = open_sheets(upload.content, name=upload.name)
                if dataset == "production":
                    refuse_demo(sheets, file=upload.name)
                read = [
                    read_sheet(sheet, ledger=wanted, today=today, decisions=decisions)
                    for sheet in sheets
                ]
                if dataset == "demo":
                    refuse_real((one.sheet for one in read if _taken(one)), file=upload.name)
            except LoadError as error:
                collected.add([_whole(upload, error)], part=None)
                continue
            self._readings[upload.name] = read
            for reading in read:
                self._take(upload, reading)

    def miss(self) -> None:
        """Refuse files that gave no row: that something was loaded must mean that it was read."""
        read = {part.upload.name for part in self.parts if part.lines[LineKind.RECORD]}
        for file, readings in self._readings.items():
            if file not in read and not is_settled(readings):
                self._collected.add([nothing_read(file, readings)], part=None)

    def _take(self, upload: Upload, reading: Reading) -> None:
        told = reading.told
        remarks = list(reading.sheet.remarks)
        if told.skipped:
            remarks.append(f"{reading.sheet.called}没有导入：{told.skipped}")
        self.notes += [f"{upload.name}：{remark}" for remark in remarks]
        part = None
        if told.ledger is not None and _taken(reading):
            part = self._part(upload, told.ledger.key)
            part.readings.append(reading)
            part.notes += remarks
            if told.header is not None:
                part.headers[reading.sheet.name] = told.header
        self._collected.add(told.problems, part=part.number if part else None)
        # A header that waits for an answer stands in a row and still closes its whole sheet.
        self._collected.closed |= any(one.level is not Level.WARN for one in told.problems)

    def _part(self, upload: Upload, ledger: str) -> FilePart:
        for part in self.parts:
            if part.upload is upload and part.ledger.key == ledger:
                return part
        part = FilePart(number=len(self.parts), upload=upload, ledger=DECLARED[ledger])
        self.parts.append(part)
        return part


def _taken(reading: Reading) -> bool:
    """Whether the rows of a sheet are loaded."""
    told = reading.told
    return told.readable and told.ledger is not None and not told.skipped


def _whole(upload: Upload, error: LoadError) -> Problem:
    """A file refused whole."""
    told = error.zh.removeprefix(f"{upload.name}：")
    return Problem(level=Level.REFUSE, rule=error.error_id, message=told, file=upload.name)
