"""What is said once of a sheet when its rows are read: lines left out, cells filled from above."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from data_loaders.problems import Level, Question
from data_loaders.reading.groups import Carrier
from data_loaders.reading.records import Header
from data_loaders.reading.sections import MOST_NAMED, Sections
from data_loaders.reading.totals import TotalDifference, Totals


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing said of several rows, at the first of them, or of the whole sheet.

    `place` is the number of the column it is about.
    """

    rule: str
    message: str
    row: int | None
    place: int | None = None
    level: Level = Level.WARN
    question: Question | None = None


def said_once(*, sections: Sections, totals: Totals, carrier: Carrier) -> Iterator[Said]:
    """What there is to say."""
    heads = sections.listed
    if heads:
        listed = "、".join(f"第{row}行“{text}”" for row, text in heads[:MOST_NAMED])
        message = f"{listed}{_more(heads)}是分节行，未作为数据导入；是数据的请补全必填列"
        yield Said(rule="section-lines", message=message, row=heads[0][0])
    for rows, held in ((totals.agreeing, "与各行之和一致"), (totals.unheld, "没有可核对的数")):
        if rows:
            message = f"第{numbers(rows)}是合计行，{held}，未导入"
            yield Said(rule="total-left-out", message=message, row=rows[0])
    for one in carrier.filled():
        message = (
            f"“{one.column.label}”空着的{len(one.rows)}行（第{numbers(one.rows)}）已按上面的填"
        )
        yield Said(rule="filled-down", message=message, row=one.rows[0], place=one.place)


def differing(found: Iterable[TotalDifference], *, header: Header) -> Iterator[Said]:
    """The totals that are not the sums of their rows."""
    for one in found:
        place = next(iter(header.positions.get(one.column.key, ())), None)
        yield Said(rule="total-differs", message=one.message, row=one.row, place=place)


def numbers(rows: Sequence[int]) -> str:
    """Numbers of rows in words, the first of them one by one."""
    return "、".join(map(str, rows[:MOST_NAMED])) + (_more(rows) or "行")


def _more(rows: Collection[object]) -> str:
    return f"等{len(rows)}行" if len(rows) > MOST_NAMED else ""
