"""Codes that may have lost the zeros they began with: 123 where the others are 00123."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.problems import Decisions, Option, Question, question_key

_KEPT: Final = "kept"


class Short(NamedTuple):
    """Where the first of the short codes stands, how many there are, and what to ask."""

    column: LedgerColumn
    row: int
    message: str
    question: Question


@dataclass(kw_only=True)
class _Widths:
    """The lengths of the codes of one column that are nothing but digits."""

    padded: set[int] = field(default_factory=set)
    bare: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    """By length the first row, how many, and the first of them."""


@dataclass(kw_only=True)
class Widths:
    """Looks at every code of a sheet as it is read, and tells at its end which are too short.

    `place` tells file and sheet apart; `quoted` is whether codes may be repeated.
    """

    ledger: str
    columns: Sequence[LedgerColumn]
    place: tuple[str, ...]
    quoted: bool
    decisions: Decisions
    found: dict[str, _Widths] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes = [one for one in self.columns if one.kind is CellKind.CODE]
        self._fields = tuple((one.field, self.decisions.get(self._key(one), "")) for one in codes)

    def look(self, values: dict[str, Any], *, row: int) -> None:
        """Take in the codes of a row, and give back their zeros where a person said so."""
        for name, answer in self._fields:
            code = values.get(name)
            if not code or not code.isdigit():
                continue
            if answer.isdigit():
                values[name] = code.zfill(int(answer[:2]))
            widths = self.found.setdefault(name, _Widths())
            if code[0] == "0":
                widths.padded.add(len(code))
            else:
                first, count, said = widths.bare.get(len(code), (row, 0, code))
                widths.bare[len(code)] = (first, count + 1, said)

    def finish(self) -> Iterator[Short]:
        """The columns whose codes are padded to one width, and some of them shorter."""
        for column in self.columns:
            widths = self.found.get(column.field)
            if widths is None or column.kind is not CellKind.CODE or len(widths.padded) != 1:
                continue
            (width,) = widths.padded
            short = [one for length, one in widths.bare.items() if length < width]
            if short:
                found = self._short(column, width=width, short=sorted(short))
                if found.question.answered(self.decisions) is None:
                    yield found

    def _short(
        self, column: LedgerColumn, *, width: int, short: list[tuple[int, int, str]]
    ) -> Short:
        row, _, said = short[0]
        count = sum(one[1] for one in short)
        which = f"如第{row}行的“{said}”" if self.quoted else f"如第{row}行"
        told = (
            f"本列以0开头的编号都是{width}位，另有{count}个不足{width}位（{which}），"
            "可能被Excel去掉了开头的0"
        )
        question = Question(
            key=self._key(column),
            text=f"“{column.label}”{told}，怎样计？",
            options=(
                Option(answer=str(width), label=f"在前面补0，补足{width}位"),
                Option(answer=_KEPT, label="编号就是这样，照常导入"),
            ),
            lasting=False,
        )
        message = f"{told}，整张工作表未导入；请补全编号并把单元格格式设为“文本”，或确认怎样计"
        return Short(column, row, message, question)

    def _key(self, column: LedgerColumn) -> str:
        return question_key("lost-zeros", self.ledger, *self.place, column.key)
