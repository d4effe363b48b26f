"""What becomes of a row once its cells are read: what follows from them, and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data_loaders.ledgers.declaration import Ledger, LedgerColumn
from data_loaders.problems import Level, Problem, Question
from data_loaders.reading.records import HIDDEN, MOST_VALUE, Record, plain
from data_loaders.rules.faults import CellError
from data_loaders.rules.personal import masked

Faulty = tuple[LedgerColumn, int, CellError]
"""A column, the position (from 0) of its cell, and why it cannot be taken as it is."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A row as read: the record in any case, with its problems and the fields not read.

    `repeated` are the positions (from 0) of cells that said 同上.
    """

    record: Record
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    repeated: tuple[int, ...] = ()

    def asked(self, rule: str, message: str, *, question: Question, column: str = "") -> Read:
        """The same row, with a question that its cells alone do not ask."""
        problem = self.record.problem(
            level=Level.ASK, rule=rule, message=message, column=column, question=question
        )
        return replace(self, problems=(*self.problems, problem))

    @property
    def good(self) -> bool:
        """Whether nothing refuses or asks."""
        return all(one.level is Level.WARN for one in self.problems)


def judge(
    record: Record, *, ledger: Ledger, faults: Sequence[Faulty], repeated: Sequence[int] = ()
) -> Read:
    """Derive, ask the rules, and forget what may name a person.

    Nothing is derived in a row of which a cell could not be read, and a rule is asked only if all
    it looks at was read, so that one bad cell is explained once.
    """
    unread = frozenset(column.field for column, _, error in faults if error.level is not Level.WARN)
    problems = [_of_cell(record, *fault) for fault in faults]
    if not unread and ledger.derivations:
        told = dict(record.values)
        problems += _derived(record, ledger=ledger)
        if told != record.values:
            derived = (key for key, value in record.values.items() if told.get(key) != value)
            record = replace(record, derived=frozenset(derived))
    problems += _broken(record, ledger=ledger, unread=unread)
    for key in record.hidden:
        record.values[ledger.column(key).field] = None
    return Read(record=record, problems=tuple(problems), unread=unread, repeated=tuple(repeated))


def _of_cell(record: Record, column: LedgerColumn, place: int, error: CellError) -> Problem:
    problem = record.problem(
        level=error.level,
        rule=error.rule,
        message=error.message,
        column=column.key,
        question=error.question,
    )
    if problem.position == place + 1:
        return problem
    cell = record.raw[place] if place < len(record.raw) else None
    return replace(
        problem,
        column=record.header.headings[place + 1],
        position=place + 1,
        value=HIDDEN
        if column.key in record.hidden
        else record.told(masked(plain(cell))[:MOST_VALUE]),
    )


def _derived(record: Record, *, ledger: Ledger) -> Iterator[Problem]:
    for one in ledger.derivations:
        fault = one.apply(record.values)
        if fault is not None:
            yield record.problem(
                level=Level.WARN, rule="derived", message=fault.message, column=fault.column
            )


def _broken(record: Record, *, ledger: Ledger, unread: frozenset[str]) -> Iterator[Problem]:
    for rule in ledger.rules:
        if unread and unread & rule.reads:
            continue
        fault = rule.check(record.values)
        if fault is not None:
            yield record.problem(
                level=Level.REFUSE if rule.refuses else Level.WARN,
                rule=rule.key,
                message=fault.message,
                column=fault.column,
            )
