"""One pass over a sheet: every non-empty line in turn, with what was made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise

from dashboard.access.restricted import restricted_message
from data_loaders.files.sheet import Row, Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.problems import Decisions, Problem, Question
from data_loaders.reading.fill import Filler, effective
from data_loaders.reading.groups import Carrier
from data_loaders.reading.kinds import Sorter, is_bare, is_header, is_title, total_label
from data_loaders.reading.leftovers import Leftovers
from data_loaders.reading.once import differing, said_once
from data_loaders.reading.records import Header, LineKind, SheetLine
from data_loaders.reading.rows import RowReader
from data_loaders.reading.sections import HEADS, Sections
from data_loaders.reading.telling import Telling
from data_loaders.reading.text import folded
from data_loaders.reading.totals import QUANTITIES, ROW, Totals, read_total
from data_loaders.reading.verdict import Read
from data_loaders.reading.widths import Widths
from data_loaders.rules.faults import CellError


@dataclass(kw_only=True)
class Pass:
    """The state of one pass."""

    sheet: Sheet
    ledger: Ledger
    header: Header
    rows: RowReader
    sorter: Sorter
    filler: Filler
    carrier: Carrier
    totals: Totals
    sections: Sections
    telling: Telling
    leftovers: Leftovers
    above: Row | None = None
    second_header: int = 0

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
        where = (folded(sheet.file), folded(sheet.name))
        placed = [one for one in ledger.columns if one.key in header.positions]
        sums = {one.field: one for one in placed if one.kind in QUANTITIES}
        return cls(
            sheet=sheet,
            ledger=ledger,
            header=header,
            rows=rows,
            sorter=Sorter.over(header, ledger=ledger),
            filler=Filler.over(sheet.merges, after=header.last_row, columns=header.headings.keys()),
            carrier=Carrier.over(header, ledger=ledger, place=where, decisions=decisions),
            sections=Sections(place=(ledger.key, *where)),
            telling=Telling(sheet=sheet, header=header),
            totals=Totals(columns=tuple(sums.values())),
            leftovers=Leftovers(
                sheet=sheet,
                header=header,
                widths=Widths(
                    ledger=ledger.key,
                    columns=placed,
                    place=where,
                    quoted=ledger.restricted is None,
                    decisions=decisions,
                ),
            ),
        )

    def lines(self) -> Iterator[SheetLine]:
        """Every non-empty line, and at the end what can be said only then."""
        number = 0
        filled = (
            (number, row)
            for number, row in enumerate(self.sheet.rows(), 1)
            if row and not all(cell is None or cell == "" for cell in row)
        )
        for (number, row), (_, below) in pairwise(chain(filled, ((0, ()),))):
            if number <= self.header.last_row:
                yield self._head(row, number=number)
            else:
                yield self._line(row, number=number, below=below)
        problems = tuple(self._once())
        if problems:
            yield SheetLine(row=number, kind=LineKind.END, problems=problems)

    def _head(self, row: Row, *, number: int) -> SheetLine:
        if number < self.header.first_row and not is_title(row):
            message = (
                "本行在表头之上，又不像标题或填报信息，未导入；"
                "是数据请移到表头之下，不需要请删除，一张工作表只放一个台账"
            )
            return self.telling.refused(number, rule="above-header", message=message)
        kind = LineKind.TITLE if number < self.header.first_row else LineKind.HEADER
        self.sorter.repeated[row] = kind
        return SheetLine(row=number, kind=kind)

    def _line(self, row: Row, *, number: int, below: Row) -> SheetLine:
        kind = self.sorter.kind(row, below=below)
        named: dict[int, str] = {}
        lone = kind is LineKind.RECORD and not self.sorter.whole and self.sorter.is_lone(row)
        if lone or kind is LineKind.SECTION:
            named = self.carrier.names(row, below=below)
            kind = LineKind.SECTION if named else kind
        data = kind is LineKind.RECORD or (kind is LineKind.TOTAL and self.sorter.whole)
        if data and (self.second_header or is_header(row)):
            return self._after_second_header(number)
        if lone and not named and self.sorter.may_head(row, below=below):
            doubt = self.sections.doubt(number=number)
            answer = doubt.answered(self.rows.decisions)
            if answer is None:
                return self.telling.refused(
                    number, rule="lone-text", message=doubt.text, question=doubt
                )
            kind = LineKind.SECTION if answer == HEADS.answer else kind
        if kind is LineKind.RECORD:
            return self._record(row, number=number)
        if kind is LineKind.TOTAL:
            return self._total(row, number=number)
        self.filler.fill((), number=number)
        if kind is LineKind.SECTION:
            self.sections.add(row, number=number)
            self.carrier.part(named=named, number=number)
        return SheetLine(row=number, kind=kind)

    def _total(self, row: Row, *, number: int) -> SheetLine:
        """A line that calls itself a total, or a row whose name only ends like one."""
        stated = read_total(row, number=number, label=total_label(row), plan=self.rows.plan)
        if self.sorter.whole:
            question = self.totals.doubt(stated, bare=is_bare(row), place=self.carrier.place)
            answer = None if question is None else question.answered(self.rows.decisions)
            if question is None or answer == ROW.answer:
                return self._record(row, number=number)
            if answer is None:
                return self._record(row, number=number, doubt=question)
        elif self.sorter.is_begun(row) and not self.totals.agrees(stated):
            return self._record(row, number=number)
        self.filler.fill((), number=number)
        self.carrier.part()
        problems = tuple(
            self.telling.problems(differing(self.totals.meet(stated), header=self.header))
        )
        return SheetLine(row=number, kind=LineKind.TOTAL, problems=problems)

    def _record(self, row: Row, *, number: int, doubt: Question | None = None) -> SheetLine:
        if self.sheet.delimited and len(row) > self.header.width:
            return self._shifted(row, number=number)
        whole = number in self.sheet.struck and self.rows.strikes.covers(row, number=number)
        struck = None
        if whole:
            try:
                if self.rows.strikes.leaves_out():
                    self.filler.fill((), number=number)
                    return SheetLine(row=number, kind=LineKind.STRUCK)
            except CellError as error:
                struck = error
        read = self._read(row, number=number, as_it_stands=whole)
        if doubt is not None:
            read = read.asked("unclear-total", doubt.text, question=doubt)
        else:
            self.totals.add(read.record.values, row=number, unread=read.unread)
        if struck is not None and struck.question is not None:
            read = read.asked(struck.rule, struck.message, question=struck.question)
        self.leftovers.widths.look(read.record.values, row=number)
        self.leftovers.notice(row, number=number)
        if not read.good:
            return SheetLine(
                row=number, kind=LineKind.RECORD, unfit=read.record, problems=read.problems
            )
        return SheetLine(
            row=number, kind=LineKind.RECORD, record=read.record, problems=read.problems
        )

    def _read(self, row: Row, *, number: int, as_it_stands: bool) -> Read:
        """The row with what merges and rows above it fill in."""
        cells, merged = self.filler.fill(row, number=number)
        whole = self.sorter.whole or self.sorter.is_whole(cells)
        filled, empty = (cells, ()) if whole else self.carrier.carry(cells, number=number)
        read = self.rows.read(
            filled, number=number, above=self.above, merged=merged, as_it_stands=as_it_stands
        )
        if read.repeated:
            filled = effective(filled, above=self.above, repeated=read.repeated)
        self.above = self.carrier.above = filled
        for one in empty:
            message = "空着，似与上面相同；请填写，或确认按上面的填"
            read = read.asked("empty-below", message, column=one.column.key, question=one.question)
        return read

    def _shifted(self, row: Row, *, number: int) -> SheetLine:
        message = (
            f"本行有{len(row)}格，表头只有{self.header.width}格，多半是文字里有分隔符而未加双引号，"
            "各格已错位；请给那段文字加上双引号，或另存为xlsx"
        )
        return self.telling.refused(number, rule="cells-shifted", message=message)

    def _after_second_header(self, number: int) -> SheetLine:
        """Rows under another header are not those of the first: none of them can be read."""
        if not self.second_header:
            self.second_header = number
            message = (
                "本行又是一个表头，与上面的表头不同，从本行起都未导入；"
                "请把下面的表另放一张工作表，或改成同样的列"
            )
        else:
            message = f"本行在第{self.second_header}行的另一个表头之下，未导入"
        return self.telling.refused(number, rule="second-header", message=message)

    def _once(self) -> Iterator[Problem]:
        """What is said once; texts of lines that head others are restricted where the rows are."""
        said = said_once(sections=self.sections, totals=self.totals, carrier=self.carrier)
        yield from self.telling.problems(differing(self.totals.finish(), header=self.header))
        for problem in self.telling.problems(chain(said, self.leftovers.said())):
            if self.ledger.restricted is None:
                yield problem
            else:
                told = restricted_message(
                    problem.message, cells=self.sections.texts, words=self.ledger.words
                )
                yield replace(problem, message=told)
