"""What is struck through: a person says once for a sheet or column whether it still counts.

A row counts as struck where all it holds is; other struck cells are asked about by column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from data_loaders.files.sheet import Row, Sheet
from data_loaders.ledgers.declaration import Ledger, LedgerColumn
from data_loaders.problems import Decisions, Option, Question, question_key
from data_loaders.reading.columns import is_ignored
from data_loaders.reading.kinds import says
from data_loaders.reading.records import Header
from data_loaders.reading.text import folded
from data_loaders.rules.faults import CellError, decided

_LEFT_OUT, _KEPT = "left-out", "kept"


@dataclass(frozen=True, kw_only=True)
class Strikes:
    """The strikes of one sheet and what was answered about them.

    `columns` are those that are read, by position from 0; `counting` the positions of 序号 columns.
    """

    sheet: Sheet
    ledger: str
    columns: Mapping[int, LedgerColumn]
    counting: Collection[int]
    decisions: Decisions = field(default_factory=dict)

    @classmethod
    def over(cls, sheet: Sheet, *, ledger: Ledger, header: Header, decisions: Decisions) -> Strikes:
        """The strikes of a sheet whose header was found."""
        return cls(
            sheet=sheet,
            ledger=ledger.key,
            columns={
                place - 1: ledger.column(key)
                for key, places in header.positions.items()
                for place in places
            },
            counting=[
                place - 1 for place, heading in header.headings.items() if is_ignored(heading)
            ],
            decisions=decisions,
        )

    def covers(self, row: Row, *, number: int) -> bool:
        """Whether all that a row holds is struck through, its 序号 aside."""
        struck = self.sheet.struck.get(number, ())
        filled = [at for at, cell in enumerate(row) if says(cell) and at not in self.counting]
        return bool(struck) and bool(filled) and all(at + 1 in struck for at in filled)

    def leaves_out(self) -> bool:
        """Whether struck rows are not loaded.

        Raises:
            CellError: nobody has said yet.
        """
        question = Question(
            key=self._key("struck-rows"),
            text=f"{self.sheet.called}有整行加了删除线的行，还导入吗？",
            options=(
                Option(answer=_LEFT_OUT, label="不导入加了删除线的行"),
                Option(answer=_KEPT, label="照常导入"),
            ),
            lasting=False,
        )
        said = "整行加了删除线，不知是否作废；作废的请删除，有效的请去掉删除线，或确认是否导入"
        return decided(question, self.decisions, rule="struck-row", message=said) == _LEFT_OUT

    def standing(self, row: Row, *, number: int) -> tuple[Row, dict[int, CellError]]:
        """The row without the struck cells that do not count, and what to ask, by position."""
        cells, asked = list(row), dict[int, CellError]()
        for place in sorted(one - 1 for one in self.sheet.struck.get(number, ())):
            if place in self.columns and place < len(cells) and says(cells[place]):
                try:
                    if self._blanks(self.columns[place]):
                        cells[place] = None
                except CellError as error:
                    asked[place] = error
        return tuple(cells), asked

    def _blanks(self, column: LedgerColumn) -> bool:
        question = Question(
            key=self._key("struck-cells", column.key),
            text=f"{self.sheet.called}“{column.label}”一列有内容全部或部分加了删除线，还算吗？",
            options=(
                Option(answer=_LEFT_OUT, label="不算，整个单元格按空白计"),
                Option(answer=_KEPT, label="照常计，不管删除线"),
            ),
            lasting=False,
        )
        said = "内容全部或部分加了删除线，不知是否有效；请删去作废的文字，或确认还算不算"
        return decided(question, self.decisions, rule="struck-cell", message=said) == _LEFT_OUT

    def _key(self, kind: str, *more: str) -> str:
        return question_key(
            kind, self.ledger, folded(self.sheet.file), folded(self.sheet.name), *more
        )
