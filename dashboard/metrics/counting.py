"""Counting: any number of branches in one statement, each ledger read as rarely as they allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Float,
    Integer,
    Row,
    Select,
    String,
    case,
    cast,
    exists,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.metrics.branch import Branch, Group, TallyCount
from dashboard.metrics.facts import Fact, on_day
from dashboard.metrics.scan import MOST_BITS, Scan

MOST_TERMS: Final = 450
"""SELECTs of one statement; SQLite takes 500. Many documents state many figures of one day."""


def count(
    session: Session, branches: Sequence[Branch], facts: Sequence[Fact] = (), *, as_of: date
) -> tuple[list[dict[Group, TallyCount]], frozenset[Fact]]:
    """Count all branches as of a day, and ask which ledgers are empty, in one statement.

    Returns:
        The branches' groups in their order, groups without rows absent; and those of `facts` whose
        ledger has no row at all.
    """
    scans = scans_of(branches)
    amounts = max((len(scan.amounts) for scan in scans), default=0)
    width = max((scan.width for scan in scans), default=0)
    selects = [
        scan.statement(number=at, amounts=amounts, width=width) for at, scan in enumerate(scans)
    ]
    first = len(scans)
    selects += [
        _is_kept(fact, number=first + at, amounts=amounts, width=width)
        for at, fact in enumerate(facts)
    ]
    counted = [_nothing(branch) for branch in branches]
    empty = set()
    for row in _told(session, selects, as_of=as_of):
        if row.scan < first:
            scans[row.scan].add(row, counted, amounts=amounts)
        elif not row.row_count:
            empty.add(facts[row.scan - first])
    return counted, frozenset(empty)


def scans_of(branches: Sequence[Branch]) -> list[Scan]:
    """The branches' scans: those that read alike together, coarse groups out of finer ones."""
    alike: dict[Hashable, dict[int, Branch]] = defaultdict(dict)
    for at, branch in enumerate(branches):
        alike[branch.reads_alike][at] = branch
    return [scan for together in alike.values() for scan in _by_groups(together)]


def _by_groups(branches: dict[int, Branch]) -> Iterator[Scan]:
    """Scans of branches that read alike."""
    finest_first = sorted({one.by for one in branches.values()}, key=lambda by: (-len(by), by))
    hosted: dict[tuple[str, ...], dict[int, Branch]] = {}
    for by in finest_first:
        own = {at: one for at, one in branches.items() if one.by == by}
        clock = next(iter(own.values())).tally.clock
        hosts = [host for host in hosted if set(by) <= set(host)] if clock is None else []
        hosted.setdefault(min(hosts, key=len) if hosts else by, {}).update(own)
    for by, together in hosted.items():
        for part in _parts(together):
            yield Scan(part, by=by)


def _parts(branches: dict[int, Branch]) -> Iterator[dict[int, Branch]]:
    """The branches, parted where one mask cannot hold what all of them ask."""
    part: dict[int, Branch] = {}
    bits: set[Hashable] = set()
    for at, branch in branches.items():
        asked = set(branch.asks)
        if part and len(bits | asked) > MOST_BITS:
            yield part
            part, bits = {}, set()
        part[at] = branch
        bits |= asked
    yield part


def _nothing(branch: Branch) -> dict[Group, TallyCount]:
    """What a branch comes to before any row: of all it is a count, of groups there are none."""
    if branch.by or branch.tally.clock is not None:
        return {}
    return {(): TallyCount(amount=0.0 if branch.tally.is_count else None)}


def _told(session: Session, selects: Sequence[Select[Any]], *, as_of: date) -> Iterator[Row[Any]]:
    """The rows of all SELECTs, in one statement where the database can take it whole."""
    for at in range(0, len(selects), MOST_TERMS):
        yield from session.execute(union_all(*selects[at : at + MOST_TERMS]), on_day(as_of))


def _is_kept(fact: Fact, *, number: int, amounts: int, width: int) -> Select[Any]:
    """Whether the fact's ledger has any row of whatever day, as a count of one or none."""
    return select(
        literal(number, Integer).label("scan"),
        literal(0, BigInteger).label("mask"),
        case((exists(select(fact.table.c.id)), 1), else_=0).label("row_count"),
        *(cast(null(), Float).label(f"amount_{at}") for at in range(amounts)),
        *(cast(null(), String).label(f"group_{at}") for at in range(width)),
    )
