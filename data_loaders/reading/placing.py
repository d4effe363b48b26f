"""Headings finding their columns: what a person must say of one that is unclear or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from data_loaders.files.sheet import Sheet
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.problems import Decisions, Level, Option, Problem, Question, question_key
from data_loaders.reading.columns import similar
from data_loaders.reading.header import Candidate, Top
from data_loaders.reading.likely import below, likeliest
from data_loaders.reading.sender import Sender
from data_loaders.reading.text import folded
from data_loaders.rules.personal import is_personal

_IGNORE: Final = "-"
_COUNTING: Final = frozenset(
    {
        CellKind.DATE,
        CellKind.MONTH,
        CellKind.CHOICE,
        CellKind.COUNT,
        CellKind.MONEY,
        CellKind.NUMBER,
    }
)
"""What a figure hangs on: a heading nobody knows may be a column of these that nobody found."""
_MOST_NAMED: Final = 4


@dataclass
class Placing:
    """Columns being placed, with the problems met on the way."""

    sheet: Sheet
    top: Top
    candidate: Candidate
    decisions: Decisions
    district_told: bool
    places: dict[str, list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    put_aside: list[str] = field(default_factory=list)

    @cached_property
    def free(self) -> tuple[LedgerColumn, ...]:
        """Columns that no heading means."""
        return tuple(
            one for one in self.candidate.ledger.columns if one.key not in self.candidate.keys
        )

    @cached_property
    def lacking(self) -> tuple[LedgerColumn, ...]:
        """Free columns that the ledger cannot be without."""
        return tuple(
            one
            for one in self.free
            if one.required and not (one.kind is CellKind.DISTRICT and self.district_told)
        )

    @cached_property
    def sender(self) -> Sender:
        """Who sends the sheet."""
        return Sender.of(self.sheet, self.top.texts)

    @property
    def waits(self) -> bool:
        """Whether a heading waits for an answer."""
        return any(one.level is Level.ASK for one in self.problems)

    def problem(
        self,
        level: Level,
        rule: str,
        message: str,
        *,
        place: int | None = None,
        question: Question | None = None,
    ) -> None:
        """Note a problem of the header, at the heading in column `place` if there is one."""
        heading = "" if place is None else self.candidate.headings.get(place, "")
        self.problems.append(
            Problem(
                level=level,
                rule=rule,
                message=message,
                file=self.sheet.file,
                sheet=self.sheet.name,
                row=self.candidate.last_row,
                column=heading,
                position=place,
                value=heading,
                question=question,
            )
        )

    def unclear(
        self,
        place: int,
        heading: str,
        columns: Sequence[LedgerColumn],
        *,
        others: Sequence[LedgerColumn] = (),
    ) -> None:
        """A heading that may be any of these columns, or one of the `others`: asked."""
        listed = "、".join(f"“{one.label}”" for one in columns)
        self._ask(
            place,
            heading,
            (*columns, *others),
            rule="unclear-column",
            message=f"列名“{heading}”可能是{listed}，请确认，或改用其中一个列名",
        )

    def unknown(self, place: int, heading: str) -> None:
        """A heading that no column has: asked while a figure may hang on it, else reported."""
        ledger = self.candidate.ledger
        cells = below(self.top.rows, last_row=self.candidate.last_row, place=place)
        columns = likeliest(heading, columns=self.free, cells=cells)
        like = similar(heading, columns=self.free)
        missed = [one for one in columns if one in self.lacking or _counts(one, heading)]
        if like:
            others = [one for one in columns if one not in like]
            self.unclear(place, heading, like, others=others)
        elif is_personal(heading):
            message = f"“{heading}”一列是个人信息，不读取、不保存"
            self.problem(Level.WARN, "personal-column", message, place=place)
        elif missed:
            named = [f"“{one.label}”" for one in missed[:_MOST_NAMED]]
            self._ask(
                place,
                heading,
                columns,
                rule="unknown-column",
                message=f"{ledger.label}中没有“{heading}”这一列，而{'、'.join(named)}"
                f"{'等' if len(missed) > len(named) else ''}还没有对应的列；"
                "请确认它是哪一列，或不导入这一列",
            )
        else:
            self._ask(
                place,
                heading,
                columns,
                rule="unknown-column",
                message=f"{ledger.label}中没有“{heading}”这一列，本列未导入",
                needed=False,
            )

    def _ask(
        self,
        place: int,
        heading: str,
        columns: Sequence[LedgerColumn],
        *,
        rule: str,
        message: str,
        needed: bool = True,
    ) -> None:
        ledger = self.candidate.ledger
        subject = (ledger.key, folded(heading))
        question = self.sender.question(
            "heading",
            *subject,
            text=f"{self.sender.unit}{ledger.label}的列名“{heading}”是哪一列？",
            options=(
                *(Option(answer=one.key, label=one.label) for one in columns),
                Option(answer=_IGNORE, label="不导入这一列"),
            ),
            formerly=question_key("heading", *subject),
            needed=needed,
        )
        answer = question.answered(self.decisions)
        if answer is None:
            level = Level.ASK if needed else Level.WARN
            self.problem(level, rule, message, place=place, question=question)
        if answer == _IGNORE:
            self.put_aside.append(heading)
        elif answer is not None:
            self.places.setdefault(answer, []).append(place)


def _counts(column: LedgerColumn, heading: str) -> bool:
    """Whether a figure hangs on a column that districts may keep under such a heading.

    What is ours beyond their ledgers they keep only where their heading speaks of such a thing.
    """
    if column.kind not in _COUNTING:
        return False
    return not column.ours or any(word in heading for word in _SPEAKS.get(column.kind, ()))


_SPEAKS: Final = {
    CellKind.DATE: ("日", "时间", "期", "时限", "月"),
    CellKind.CHOICE: ("结", "情况", "是否", "状态", "类", "果", "种"),
}
