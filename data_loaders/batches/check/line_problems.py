"""What is wrong with staged lines: found by statements over whole tables, told line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select, update

from data_loaders.batches.stage.staging_table import REFUSED, StagingTable
from data_loaders.problems import Question

MOST_TOLD: Final = 20_000
"""Most lines with one kind of trouble that are told one by one; all of them count."""


@dataclass(frozen=True, kw_only=True)
class LineProblem:
    """A staged line that cannot be loaded, or needs a look: where it stands and why.

    `column` is a key of the ledger's declaration, or empty for the whole line. One with a
    `question` waits for its answer.
    """

    part: int
    sheet: str
    row: int
    rule: str
    column: str
    message: str
    refuses: bool = True
    question: Question | None = None


def refuse(
    connection: Connection, stage: StagingTable, which: ColumnElement[bool], *, rule: str
) -> None:
    """Refuse the lines of which a condition holds."""
    s = stage.table
    connection.execute(update(s).values(state=REFUSED, fault=rule).where(which))


def faulty(connection: Connection, stage: StagingTable, rule: str) -> Iterator[Any]:
    """The lines refused by a rule, in their order."""
    s = stage.table
    yield from connection.execute(
        select(s).where(s.c.fault == rule).order_by(s.c.line).limit(MOST_TOLD)
    )
