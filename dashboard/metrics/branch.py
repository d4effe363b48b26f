"""A branch: one tally of the rows a reader filters for, by groups; and what it comes to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement

from dashboard.analysis.survival import DurationCount
from dashboard.metrics.campaigns import of_one
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Tally

Group: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A tally of the rows a reader filters for, by their dimensions.

    A `timed` one counts those of the filters' period alone.
    """

    tally: Tally
    by: tuple[str, ...]
    filters: Filters
    timed: bool = False

    @property
    def reads_alike(self) -> Hashable:
        """What branches share that one reading of a ledger can count together."""
        tally = self.tally
        alone = id(tally), self.by, self.timed
        return (
            tally.fact,
            self.filters.without_period(),
            tally.clock,
            (*alone, self.filters) if tally.tells_apart is not None else None,
        )

    @property
    def filtered(self) -> list[ColumnElement[bool]]:
        """What the filters ask of a row, but for the period."""
        return self.filters.conditions(self.tally.fact, timed=False)

    @property
    def conditions(self) -> Mapping[Hashable, ColumnElement[bool]]:
        """What the tally and the period ask of a row besides; alike where their keys are."""
        tally, filters = self.tally, self.filters
        own = (*tally.where, *of_one(tally, filters=filters, by=self.by))
        found: dict[Hashable, ColumnElement[bool]] = {id(one): one for one in own}
        return found | (filters.period_conditions(tally.fact) if self.timed else {})

    @property
    def asks(self) -> Mapping[Hashable, ColumnElement[bool]]:
        """All that is asked of a row: whether it is counted, and whether as a lower bound."""
        bound = self.tally.lower_bound
        return self.conditions if bound is None else {**self.conditions, id(bound): bound}


@dataclass(kw_only=True, slots=True)
class TallyCount:
    """What a tally comes to in one group; `bounded` counts rows reported with 余."""

    amount: float | None = None
    rows: int = 0
    bounded: int = 0
    spans: list[DurationCount] = field(default_factory=list)
