"""One row into one record, cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from data_loaders.files.sheet import CellValue, Row, Sheet
from data_loaders.ledgers.declaration import Ledger, LedgerColumn, Values
from data_loaders.problems import Decisions, Level
from data_loaders.reading.asking import Asking
from data_loaders.reading.cells import Reader, Repeated, reader
from data_loaders.reading.day_words import settle, worded
from data_loaders.reading.records import Header, Record, plain
from data_loaders.reading.struck import Strikes
from data_loaders.reading.text import folded
from data_loaders.reading.totals import QUANTITIES
from data_loaders.reading.verdict import Faulty, Read, judge
from data_loaders.rules.faults import CellError

_NOTHING: Final[dict[int, CellError]] = {}
Planned = tuple[int, LedgerColumn, Reader]
"""Position (from 0) of a column, the column, and its reader."""


@dataclass(kw_only=True)
class _Row:
    """A row being read."""

    cells: Row
    number: int
    above: Row | None
    merged: Collection[int]
    values: Values
    asked: Mapping[int, CellError]
    faults: list[Faulty] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    def cell(self, place: int) -> CellValue:
        """The cell at a position from 0; None beyond the row's end."""
        return self.cells[place] if place < len(self.cells) else None

    def note(self, column: LedgerColumn, place: int, error: CellError) -> None:
        """Keep a fault; a cell that only warns counts as what the fault says."""
        self.faults.append((column, place, error))
        if error.level is Level.WARN:
            self.values[column.field] = error.value


@dataclass(frozen=True, kw_only=True)
class RowReader:
    """Reads the rows of one sheet; made once, as readers remember what cells repeat.

    `shared` are columns of which several headings stand in the file: a row fills one of them;
    `worded` those in which a word may stand for another column's day.
    """

    sheet: Sheet
    ledger: Ledger
    header: Header
    plan: tuple[Planned, ...]
    shared: tuple[tuple[tuple[int, ...], LedgerColumn, Reader], ...]
    worded: tuple[LedgerColumn, ...]
    decisions: Decisions
    uncalculated: Collection[tuple[int, int]]
    strikes: Strikes

    @classmethod
    def of(
        cls, sheet: Sheet, *, ledger: Ledger, header: Header, today: date, decisions: Decisions
    ) -> RowReader:
        """The reader of a sheet whose header was found."""
        plan: list[Planned] = []
        shared = []
        for column in ledger.columns:
            places = header.positions.get(column.key, ())
            asking = Asking(
                ledger=ledger.key,
                place=(folded(sheet.file), folded(sheet.name), column.key),
                today=today,
                decisions=decisions,
                scale=header.scales.get(places[0], 1) if places else 1,
            )
            if len(places) == 1:
                plan.append((places[0] - 1, column, reader(column, asking)))
            elif places:
                shared.append((tuple(one - 1 for one in places), column, reader(column, asking)))
        return cls(
            sheet=sheet,
            ledger=ledger,
            header=header,
            plan=tuple(plan),
            shared=tuple(shared),
            decisions=decisions,
            worded=worded(ledger, decisions),
            uncalculated={(one.row, one.column) for one in sheet.uncalculated},
            strikes=Strikes.over(sheet, ledger=ledger, header=header, decisions=decisions),
        )

    def read(
        self,
        cells: Row,
        *,
        number: int,
        above: Row | None,
        merged: Collection[int] = (),
        as_it_stands: bool = False,
    ) -> Read:
        """Read a row.

        Args:
            cells: Its cells, vertical merges filled in.
            number: Its number in the sheet.
            above: The row read before it, for 同上.
            merged: Columns (from 1) whose cell spans several rows.
            as_it_stands: Whether its cells count even where they are struck through.
        """
        values: Values = {}
        raw, asked = cells, _NOTHING
        if not as_it_stands and number in self.sheet.struck:
            cells, asked = self.strikes.standing(cells, number=number)
        if self.header.district is not None:
            values["district"] = self.header.district
        row = _Row(
            cells=cells, number=number, above=above, merged=merged, values=values, asked=asked
        )
        self._read_plan(row, watched=bool(merged or self.uncalculated or asked))
        for places, column, read in self.shared:
            _read_shared(row, places, column, read)
        if self.worded:
            for column, empty in settle(values, self.worded):
                row.note(column, self.header.positions[column.key][0] - 1, empty)
        return self._judged(row, raw=raw)

    def _read_plan(self, row: _Row, *, watched: bool) -> None:
        """Read the columns that stand once in the file, cell by cell."""
        cells, values = row.cells, row.values
        width = len(cells)
        for place, column, read in self.plan:
            cell = cells[place] if place < width else None
            try:
                if watched:
                    self._watch(row, place, column)
                read(cell, values)
            except CellError as error:
                row.note(column, place, error)
            except Repeated:
                _read_above(row, place, column, read)

    def _watch(self, row: _Row, place: int, column: LedgerColumn) -> None:
        """A number merged over several rows belongs to none; an unsaved formula is lost."""
        if place in row.asked:
            raise row.asked[place]
        if (row.number, place + 1) in self.uncalculated:
            raise CellError(
                rule="formula-unsaved",
                message="公式没有保存计算结果，请在Excel或WPS中打开、重新保存后再导入",
            )
        quantity = column.kind in QUANTITIES and row.cell(place) is not None
        if quantity and place + 1 in row.merged:
            raise CellError(
                rule="merged-number",
                message="数字所在的单元格跨几行合并，不能确定各行是多少，请取消合并后逐行填写",
            )

    def _judged(self, row: _Row, *, raw: Row) -> Read:
        private, restriction = self.ledger.private, self.ledger.restricted
        record = Record(
            ledger=self.ledger.key,
            file=self.sheet.file,
            sheet=self.sheet.name,
            row=row.number,
            values=row.values,
            raw=raw,
            header=self.header,
            hidden=private(row.values) if private is not None else frozenset(),
            inherited=bool(row.repeated or row.merged),
            restricted=restriction is not None and restriction.holds(row.values),
            words=self.ledger.words,
        )
        return judge(record, ledger=self.ledger, faults=row.faults, repeated=row.repeated)


def _read_above(row: _Row, place: int, column: LedgerColumn, read: Reader) -> None:
    """Read the cell above in place of one that says 同上."""
    above = row.above
    cell = above[place] if above is not None and place < len(above) else None
    row.repeated.append(place)
    try:
        if cell is None:
            raise Repeated
        read(cell, row.values)
    except CellError as error:
        row.note(column, place, error)
    except Repeated:
        message = "写了“同上”，但上一行没有内容，请填写实际内容"
        row.note(column, place, CellError(rule="nothing-above", message=message))


def _read_shared(row: _Row, places: Sequence[int], column: LedgerColumn, read: Reader) -> None:
    """Read the one of several columns that is filled."""
    filled = [place for place in places if row.cell(place) is not None]
    texts = {folded(plain(row.cell(place))) for place in filled}
    place = next((one for one in filled if one in row.asked), filled[0] if filled else places[0])
    try:
        if place in row.asked:
            raise row.asked[place]
        if len(texts) > 1:
            message = f"几列“{column.label}”填的内容不一致，请只留一列"
            raise CellError(rule="columns-disagree", message=message)
        read(row.cell(place), row.values)
    except CellError as error:
        row.note(column, place, error)
    except Repeated:
        _read_above(row, place, column, read)
