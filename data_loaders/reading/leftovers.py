"""What a sheet holds beside what its rows say: hidden rows and columns, cells under no heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from data_loaders.files.sheet import Row, Sheet
from data_loaders.problems import Level
from data_loaders.reading.header import MOST_COLUMNS
from data_loaders.reading.once import Said, numbers
from data_loaders.reading.records import Header
from data_loaders.reading.widths import Widths


@dataclass(kw_only=True)
class Leftovers:
    """Takes them in row by row, and tells each once when all are read."""

    sheet: Sheet
    header: Header
    widths: Widths
    hidden: list[int] = field(default_factory=list)
    stray: dict[int, int] = field(default_factory=dict)

    def notice(self, row: Row, *, number: int) -> None:
        """Hidden rows, and cells under no heading."""
        if number in self.sheet.hidden_rows:
            self.hidden.append(number)
        headings = self.header.headings
        if len(row) > len(headings):
            for place, cell in enumerate(row, 1):
                if place not in headings and cell is not None and cell != "":
                    self.stray.setdefault(place, number)

    def said(self) -> Iterator[Said]:
        """What there is to say."""
        if self.hidden:
            message = f"第{numbers(self.hidden)}是隐藏的，已与其他行一样读取；不该导入的请删除"
            yield Said(rule="hidden-rows", message=message, row=self.hidden[0])
        yield from self._hidden_columns()
        yield from self._lost_zeros()
        for place, row in self.stray.items():
            lacking = (
                "没有列名" if place <= MOST_COLUMNS else f"在第{MOST_COLUMNS}列之后，列名不读取"
            )
            message = f"第{place}列{lacking}，从第{row}行起有内容，本列未导入"
            yield Said(rule="no-heading", message=message, row=row, place=place)

    def _hidden_columns(self) -> Iterator[Said]:
        read = {place for places in self.header.positions.values() for place in places}
        for place in sorted(self.sheet.hidden_columns & read):
            message = "本列是隐藏的，已与其他列一样读取；不该导入的请删除，或取消隐藏后核对"
            row = self.header.last_row
            yield Said(rule="hidden-column", message=message, row=row, place=place)

    def _lost_zeros(self) -> Iterator[Said]:
        """What closes the sheet: rows before the one that shows it may be wrong as well."""
        for one in self.widths.finish():
            yield Said(
                rule="lost-zeros",
                message=one.message,
                row=None,
                place=self.header.positions[one.column.key][0],
                level=Level.ASK,
                question=one.question,
            )
