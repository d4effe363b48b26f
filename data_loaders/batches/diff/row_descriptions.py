"""A row of the store or a line by its number and what else tells it apart, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.access.restricted import WITHHELD, Restricted
from dashboard.access.restriction import restriction_of
from data_loaders.batches.diff.differences import Names, said
from data_loaders.batches.stage.target_tables import Target


def described(values: Mapping[str, Any], *, ledger: str, target: Target, name: Names) -> str:
    """The row in words, restricted where one of its columns is."""
    told, shown = [], []
    for column in dict.fromkeys(column for keys in target.keys for column in keys):
        if column == "district_id" or values[column] is None:
            continue
        words = said(ledger, target.table.name, column, values[column], name)
        restriction = restriction_of(target.table.c[column])
        hidden = restriction is not None and restriction.holds(values)
        told.append(words)
        shown.append(WITHHELD if hidden else words)
    whole, withheld = ("，".join(words) for words in (told, shown))
    return whole if whole == withheld else Restricted(whole, withheld=withheld)
