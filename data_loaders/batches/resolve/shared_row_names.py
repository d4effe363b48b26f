"""Naming a shared row: a round, a campaign or an order that several lines speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.stage.shared_rows import differing


def say(
    entry: ParsedRow,
    *,
    table: str,
    column: str,
    line: int,
    given: Mapping[str, tuple[str, Any]],
    firm: frozenset[str] = frozenset(),
) -> int | None:
    """The key of the row that the cell of `column` names, with what the line says of it.

    Args:
        entry: The line; refused where it contradicts an earlier one.
        table: Table of the shared row.
        column: Column of the file that names it.
        line: Number of the line within the load.
        given: By column of the store, the column of the file and its value.
        firm: Columns of the store in which an empty value contradicts a filled one.
    """
    name = entry.values.get(column)
    if name is None:
        return None
    row = entry.context.shared.get(table, name, line=line)
    told = {key: value for key, (_, value) in given.items()}
    conflict = differing(row, told, where=entry.where, firm=firm)
    if conflict is not None:
        key, where = conflict
        entry.refuse(
            "said-otherwise",
            given[key][0],
            f"同一“{name}”在{where}填的不是这个内容，请改成一致",
        )
    return row.id
