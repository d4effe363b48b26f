"""What of the store only the case role may read: declared at the column, known wherever it goes.

A column of the store, or a ledger's cells as they were written, declares its restriction once;
statements ask it what they may select, and loaders which words they may keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, String, case, literal, not_, or_
from sqlalchemy.orm import QueryableAttribute


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """Why a column is for the case role alone, and in which of its rows.

    Args:
        says: The rule in English, for the data dictionary.
        counts: Whether it counts persons, so that its total over the whole city may be told.
        where: Column and value of the rows it holds in; None: in all of them.
        filled: Columns of which one is filled in the rows it holds in; empty: in all of them.
    """

    says: str = "case role only"
    counts: bool = False
    where: tuple[str, str] | None = None
    filled: tuple[str, ...] = ()

    @property
    def always(self) -> bool:
        """Whether it holds in every row."""
        return self.where is None and not self.filled

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether it holds in a row, given by column; what decides it and is unknown restricts."""
        if self.where is not None:
            name, value = self.where
            return row.get(name) in (None, value)
        return self.always or any(row.get(name) is not None for name in self.filled)

    def condition(self, columns: Any) -> ColumnElement[bool]:
        """The rows it holds in, over the columns of their table; only for one not in all rows."""
        if self.where is not None:
            name, value = self.where
            return or_(columns[name].is_(None), columns[name] == value)
        return or_(*(columns[name].is_not(None) for name in self.filled))


NAMES: Final = Restriction()
"""Names whom a case concerns."""
COUNTS: Final = Restriction(says="by part: case role only", counts=True)
"""Counts persons of cases."""
VIOLATIONS: Final = Restriction(
    says="of a violation: case role only", where=("category", "violation")
)
"""What a finding of 违法违规 says may name a suspicion."""
HANDED_OVER: Final = Restriction(
    says="once referred or withdrawn: case role only", filled=("referred_on", "withdrawn_on")
)
"""Leads to whom a case concerns; told until it goes to the police or is withdrawn. Asked without
regard to the as-of day: a look at an earlier day must not give away what a later one hides."""


def restriction_of(column: Any) -> Restriction | None:
    """The restriction that a column of the store declares; None where anybody may read it."""
    # An alias's own columns know nothing: what is declared stands at the table's.
    own = column.property.columns[0] if isinstance(column, QueryableAttribute) else column
    found: Restriction | None = own.info.get("restricted")
    return found


def readable(column: QueryableAttribute[Any], *, case_role: bool) -> Any:
    """What a statement may select of a column: null in the rows where it is restricted."""
    restriction = restriction_of(column)
    if case_role or restriction is None:
        return column
    if restriction.always:
        return literal(None, String)
    return case((not_(restriction.condition(column.parent.selectable.c)), column))
