"""One pass over a sheet: every non-empty line in turn, with what was made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from data_loaders.files.sheet import Row, Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.problems import Decisions, Level, Problem
from data_loaders.reading.columns import is_ignored
from data_loaders.reading.fill import Filler
from data_loaders.reading.header import MOST_COLUMNS
from data_loaders.reading.kinds import Sorter, is_header, is_title, total_label
from data_loaders.reading.records import Header, Line, LineKind
from data_loaders.reading.rows import RowReader
from data_loaders.reading.totals import QUANTITIES, Difference, Totals, read_total

_MOST_NAMED = 20


@dataclass(kw_only=True)
class Pass:
    """The state of one pass."""

    sheet: Sheet
    ledger: Ledger
    header: Header
    rows: RowReader
    sorter: Sorter
    filler: Filler
    totals: Totals
    above: Row | None = None
    second_header: int = 0
    hidden: list[int] = field(default_factory=list)
    stray: dict[int, int] = field(default_factory=dict)

    @classmethod
    def over(
        cls,
        sheet: Sheet,
        *,
        ledger: Ledger,
        header: Header,
        today: date,
        decisions: Decisions,
    ) -> Pass:
        """A fresh pass over a sheet whose header was found."""
        rows = RowReader.of(sheet, ledger=ledger, header=header, today=today, decisions=decisions)
        placed = {key: places[0] - 1 for key, places in header.positions.items()}
        sums = [one for one in ledger.columns if one.kind in QUANTITIES and one.key in placed]
        return cls(
            sheet=sheet,
            ledger=ledger,
            header=header,
            rows=rows,
            sorter=Sorter(
                needed=[
                    placed[one.key] for one in ledger.columns if one.required and one.key in placed
                ],
                counting=frozenset(
                    place - 1 for place, text in header.headings.items() if is_ignored(text)
                ),
            ),
            filler=Filler.over(sheet.merges, after=header.last_row, columns=header.headings.keys()),
            totals=Totals(columns=tuple({one.field: one for one in sums}.values())),
        )

    def lines(self) -> Iterator[Line]:
        """Every non-empty line, and at the end what can be said only then."""
        number = 0
        for number, row in enumerate(self.sheet.rows(), 1):
            if not row or all(cell is None or cell == "" for cell in row):
                continue
            if number <= self.header.last_row:
                yield self._head(row, number=number)
            else:
                yield self._line(row, number=number)
        problems = (*self._from_totals(self.totals.finish()), *self._leftovers())
        if problems:
            yield Line(row=number, kind=LineKind.END, problems=problems)

    def _head(self, row: Row, *, number: int) -> Line:
        if number < self.header.first_row and not is_title(row):
            message = (
                "本行在表头之上，又不像标题或填报信息，未导入；"
                "是数据请移到表头之下，不需要请删除，一张工作表只放一个台账"
            )
            return self._refused(number, rule="above-header", message=message)
        kind = LineKind.TITLE if number < self.header.first_row else LineKind.HEADER
        self.sorter.repeated[row] = kind
        return Line(row=number, kind=kind)

    def _line(self, row: Row, *, number: int) -> Line:
        kind = self.sorter.kind(row)
        if kind is LineKind.RECORD and (self.second_header or is_header(row)):
            return self._after_second_header(number)
        if kind is LineKind.RECORD:
            return self._record(row, number=number)
        self.filler.fill((), number=number)
        if kind is LineKind.TOTAL:
            stated = read_total(row, number=number, label=total_label(row), plan=self.rows.plan)
            problems = tuple(self._from_totals(self.totals.meet(stated)))
            return Line(row=number, kind=kind, problems=problems)
        return Line(row=number, kind=kind)

    def _record(self, row: Row, *, number: int) -> Line:
        filled, merged = self.filler.fill(row, number=number)
        read = self.rows.read(filled, number=number, above=self.above, merged=merged)
        self.above = self._effective(filled, repeated=read.repeated)
        self.totals.add(read.record.values, row=number, unread=read.unread)
        self._notice(row, number=number)
        if not read.good:
            return Line(row=number, kind=LineKind.RECORD, unfit=read.record, problems=read.problems)
        return Line(row=number, kind=LineKind.RECORD, record=read.record, problems=read.problems)

    def _after_second_header(self, number: int) -> Line:
        """Rows under another header are not those of the first: none of them can be read."""
        if not self.second_header:
            self.second_header = number
            message = (
                "本行又是一个表头，与上面的表头不同，从本行起都未导入；"
                "请把下面的表另放一张工作表，或改成同样的列"
            )
        else:
            message = f"本行在第{self.second_header}行的另一个表头之下，未导入"
        return self._refused(number, rule="second-header", message=message)

    def _refused(self, number: int, *, rule: str, message: str) -> Line:
        problem = self._problem(level=Level.REFUSE, rule=rule, message=message, row=number)
        return Line(row=number, kind=LineKind.RECORD, problems=(problem,))

    def _effective(self, row: Row, *, repeated: Collection[int]) -> Row:
        """The row as the next one's 同上 reads it: its own 同上 stand for what is above them."""
        above = self.above
        if not repeated or above is None:
            return row
        return tuple(
            above[place] if place in repeated and place < len(above) else cell
            for place, cell in enumerate(row)
        )

    def _notice(self, row: Row, *, number: int) -> None:
        """Hidden rows, and cells under no heading."""
        if number in self.sheet.hidden_rows:
            self.hidden.append(number)
        headings = self.header.headings
        if len(row) > len(headings):
            for place, cell in enumerate(row, 1):
                if place not in headings and cell is not None and cell != "":
                    self.stray.setdefault(place, number)

    def _from_totals(self, found: Iterator[Difference]) -> Iterator[Problem]:
        for one in found:
            places = self.header.positions.get(one.column.key, ())
            yield self._problem(
                rule="total-differs",
                message=one.message,
                row=one.row,
                place=places[0] if places else None,
            )

    def _leftovers(self) -> Iterator[Problem]:
        if self.hidden:
            named = "、".join(str(row) for row in self.hidden[:_MOST_NAMED])
            more = f"等{len(self.hidden)}行" if len(self.hidden) > _MOST_NAMED else "行"
            message = f"第{named}{more}是隐藏的，已与其他行一样读取；不该导入的请删除"
            yield self._problem(rule="hidden-rows", message=message, row=self.hidden[0])
        for place, row in self.stray.items():
            lacking = (
                "没有列名" if place <= MOST_COLUMNS else f"在第{MOST_COLUMNS}列之后，列名不读取"
            )
            message = f"第{place}列{lacking}，从第{row}行起有内容，本列未导入"
            yield self._problem(rule="no-heading", message=message, row=row, place=place)

    def _problem(
        self,
        *,
        rule: str,
        message: str,
        row: int,
        place: int | None = None,
        level: Level = Level.WARN,
    ) -> Problem:
        return Problem(
            level=level,
            rule=rule,
            message=message,
            file=self.sheet.file,
            sheet=self.sheet.name,
            row=row,
            column=self.header.headings.get(place, "") if place else "",
            position=place,
        )
