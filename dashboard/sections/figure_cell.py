"""What stands on a surface: one figure with everything said of it, and a line that leads on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard import units
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.reconcile import Agreement, ReconciledFigure
from dashboard.sections.definition import Definition


@dataclass(frozen=True, kw_only=True)
class Link:
    """A line that leads to a page with parameters."""

    label: str
    page: str
    """Path of a page of `dashboard.navigation`, as `findings-map`."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FigureCell:
    """One figure as it stands on a surface, with everything 这个数怎么来的 needs."""

    label: str
    value: float | None
    """In the metric's stored unit."""
    written: units.ValueText
    figure: Figure
    filters: Filters
    as_of: date
    published: ReconciledFigure | None
    """The published figure of the same scope, if there is one."""
    from_published: bool
    """Whether the value shown is the circular's, since no ledger has it."""
    explained: Definition | None = None
    """What is said of a frozen figure; a live one is explained from the store."""

    @property
    def text(self) -> str:
        """Digits and unit."""
        return str(self.written)

    @property
    def mark(self) -> str:
        """与通报一致, by how much not, 通报 and its period where the figure is it, or nothing.

        The two are told to agree only where the same is shown that was compared.
        """
        if self.explained is not None:
            return self.explained.mark
        verdict = self.published
        if verdict is None:
            return ""
        if self.from_published:
            return f"通报，{verdict.published.period_label}"
        closed = verdict.filters.last is not None and verdict.ledger.value == self.value
        if verdict.as_of != self.as_of and not closed:
            return ""
        return "" if verdict.agreement is Agreement.NO_LEDGER else verdict.sentence()
