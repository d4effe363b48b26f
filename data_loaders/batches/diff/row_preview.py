"""The rows that a person is shown, from what is staged: each as it will stand in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping, select, tuple_

from dashboard import units
from dashboard.access.restricted import restricted
from dashboard.access.restriction import restriction_of
from data_loaders.batches.diff.differences import Names, names, said
from data_loaders.batches.diff.ledger_words import column_words
from data_loaders.batches.diff.row_samples import SampleRow
from data_loaders.batches.diff.shown_rows import ShownCell, ShownRow
from data_loaders.batches.parse.file_parts import FilePart
from data_loaders.batches.resolve.lookups import Lookups
from data_loaders.batches.stage.projected_state import Stages
from data_loaders.batches.stage.shared_row_staging import REFERENCES
from data_loaders.batches.stage.staging_table import (
    CHANGED,
    GONE,
    NEW,
    REFUSED,
    REPEATED,
    TOUCHED,
    StagingTable,
)
from data_loaders.batches.stage.target_tables import MAIN, SHARED, SIDES
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.reading.columns import is_ignored
from data_loaders.reading.records import Record

_BECOMES: Final[Mapping[str | None, str]] = {
    NEW: "新增",
    CHANGED: "更新",
    TOUCHED: "更新",
    REPEATED: "与前面的行重复",
    None: "库中已有，不变",
}
_NOT_STORED: Final = "只供核对，不存入"
_AT_ONCE: Final = 5_000

Words = dict[str, str]
"""What is stored of a row, by the heading of its column."""


def shown_rows(
    connection: Connection, stages: Stages, parts: Sequence[FilePart], known: Lookups
) -> dict[int, tuple[ShownRow, ...]]:
    """By part the rows that are shown of it, in the order of the file."""
    name = names(connection, known, stages)
    found: dict[int, tuple[ShownRow, ...]] = {}
    for ledger in dict.fromkeys(part.ledger.key for part in parts):
        own = [part for part in parts if part.ledger.key == ledger]
        stage = stages[MAIN[ledger].table.name]
        for part in own:
            _notice(connection, stage, part)
        rows = _rows(connection, stage, [line for part in own for line in part.samples.kept])
        words = _stored(connection, stages, ledger, rows, name)
        for part in own:
            found[part.number] = tuple(
                _shown(part.ledger, one, rows[line], words[line])
                for line, one in sorted(part.samples.kept.items())
                if line in rows and rows[line]["state"] != REFUSED
            )
    return found


def _notice(connection: Connection, stage: StagingTable, part: FilePart) -> None:
    """Find the lines of rows that were warned of when all were there."""
    if not part.samples.noticed:
        return
    s = stage.table
    there = tuple_(s.c.origin_sheet, s.c.origin_row).in_(list(part.samples.noticed))
    for line in connection.scalars(select(s.c.line).where(s.c.part == part.number, there)):
        part.samples.noticed_line(line)


def _rows(
    connection: Connection, stage: StagingTable, lines: Sequence[int]
) -> dict[int, RowMapping]:
    s = stage.table
    return {
        row["line"]: row
        for some in _chunks(lines)
        for row in connection.execute(select(s).where(s.c.line.in_(some))).mappings()
    }


def _stored(
    connection: Connection,
    stages: Stages,
    ledger: str,
    rows: Mapping[int, RowMapping],
    name: Names,
) -> dict[int, Words]:
    """By line, in the ledger's words, what the row and those that belong to it will hold."""
    main = stages[MAIN[ledger].table.name]
    found = {line: _words(row, main, ledger, name) for line, row in rows.items()}
    for target in SIDES.get(ledger, ()):
        side = stages[target.table.name]
        s = side.table
        for some in _chunks(list(rows)):
            for row in connection.execute(select(s).where(s.c.line.in_(some))).mappings():
                if row["state"] != GONE:
                    found[row["line"]] |= _words(row, side, ledger, name)
    for target in SHARED.get(ledger, ()):
        reference = REFERENCES[target.table.name]
        shared = stages[target.table.name]
        keys = {row[reference] for row in rows.values()} - {None}
        s = shared.table
        by_key = {
            row["id"]: _words(row, shared, ledger, name)
            for some in _chunks(sorted(keys))
            for row in connection.execute(select(s).where(s.c.id.in_(some))).mappings()
        }
        for line, row in rows.items():
            # What the line itself says of a heading stands before what its shared row does.
            found[line] = by_key.get(row[reference], {}) | found[line]
    return found


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _words(row: RowMapping, stage: StagingTable, ledger: str, name: Names) -> Words:
    """A staged row by heading; what is restricted is the uploader's own where the file tells it."""
    table = stage.target.table
    kept = {*stage.layouts.get(row["layout"], ()), *stage.target.kept, stage.target.number}
    values = {one: row[one] for one in stage.target.columns}
    found: Words = {}
    for column in stage.target.columns:
        label = column_words(ledger, table.name, column, kind=row.get("kind"))
        if not label or column == stage.target.owner or row[column] is None:
            continue
        if column.endswith("_qualifier") and row[column] == "exact":
            continue
        text = said(ledger, table.name, column, row[column], name)
        restriction = restriction_of(table.c[column])
        if restriction is not None and restriction.holds(values):
            text = restricted(text, own=column not in kept)
        found[label] = text
    return found


def _shown(ledger: Ledger, kept: SampleRow, row: RowMapping, words: Words) -> ShownRow:
    record = kept.record
    cells = tuple(_cells(ledger, record, words))
    return ShownRow(
        sheet=row["origin_sheet"],
        row=row["origin_row"],
        becomes=_BECOMES[row["state"]],
        why=kept.why,
        cells=cells,
        left=() if record is None else tuple(_left(record)),
    )


def _cells(ledger: Ledger, record: Record | None, words: Words) -> Iterator[ShownCell]:
    """The columns that the file has or the store will hold, in the order of the template."""
    labels = {one.field: one.label for one in reversed(ledger.columns) if one.printed}
    raws: Words = {}
    stored = dict(words)
    for column in ledger.columns:
        label = labels.get(column.field, column.label)
        raw = None if record is None else _raw(record, column)
        raws[label] = raws.get(label) or raw or ("" if raw is None else raw)
        if raw is None and label not in stored and not raws[label]:
            raws.pop(label)
    for label in dict.fromkeys((*raws, *stored)):
        missing = units.MISSING if _is_kept(ledger, label) else _NOT_STORED
        yield ShownCell(column=label, raw=raws.get(label, ""), stored=stored.get(label, missing))


def _is_kept(ledger: Ledger, label: str) -> bool:
    """Whether the store has a place for a column."""
    tables = (MAIN[ledger.key], *SIDES.get(ledger.key, ()), *SHARED.get(ledger.key, ()))
    return any(
        column_words(ledger.key, one.table.name, column) == label
        for one in tables
        for column in one.columns
    )


def _raw(record: Record, column: LedgerColumn) -> str | None:
    """The cell as the sheet shows it; None where the sheet has no such column."""
    places = record.header.positions.get(column.key, ())
    if places:
        return next((record.told(text) for place in places if (text := record.text(place))), "")
    if column.kind is CellKind.DISTRICT and record.header.district is not None:
        return f"（{record.header.district_from}：{record.header.district}）"
    return None


def _left(record: Record) -> Iterable[tuple[str, str]]:
    taken = {place for places in record.header.positions.values() for place in places}
    for place, heading in record.header.headings.items():
        text = record.text(place)
        if place not in taken and text and not is_ignored(heading.split(" ")[-1]):
            yield heading, record.told(text)
