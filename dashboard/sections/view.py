"""A view: what a reader looks at (filters, day, earlier day) and the facts sections share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard import units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Figure, Question
from dashboard.metrics.reconcile import Agreement, Verdict
from dashboard.sections.definition import Definition
from dashboard.store.places import Place
from dashboard.store.reference import Reference
from dashboard.store.state import State


@dataclass(frozen=True, kw_only=True)
class Link:
    """A line that leads to a page with parameters."""

    label: str
    page: str
    """Path of a page of `dashboard.navigation`, as `findings-map`."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One figure as it stands on a surface, with everything 这个数怎么来的 needs."""

    label: str
    value: float | None
    """In the metric's stored unit."""
    written: units.Written
    figure: Figure
    filters: Filters
    as_of: date
    published: Verdict | None
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
        """与通报一致, by how much not, 通报 where the figure is the circular's own, or nothing."""
        if self.explained is not None:
            return self.explained.mark
        if self.from_published:
            return "通报"
        verdict = self.published
        if verdict is None or verdict.as_of != self.as_of:
            return ""
        return "" if verdict.agreement is Agreement.NO_LEDGER else verdict.sentence()


@dataclass(frozen=True, kw_only=True)
class View:
    """What is looked at. `params` holds the page's own URL parameters (measure, page number …)."""

    state: State
    reference: Reference
    verdicts: Mapping[str, Verdict]
    filters: Filters
    as_of: date
    earlier: date
    params: Mapping[str, str] = field(default_factory=dict)
    case_role: bool = False
    longest: int = 0
    """Rows of a long table to ask for at once; 0 is a page of the section's own size."""

    def ask(
        self,
        *metrics: str,
        by: tuple[str, ...] = (),
        filters: Filters | None = None,
        as_of: date | None = None,
    ) -> Question:
        """A question about this view, or about other filters or another day where given."""
        return Question(
            metrics=metrics,
            by=by,
            filters=self.filters if filters is None else filters,
            as_of=as_of or self.as_of,
        )

    def wide(self) -> Filters:
        """The filters without the district, for comparing districts."""
        return replace(self.filters, district="")

    @property
    def is_still(self) -> bool:
        """Whether it is frozen or printed, so that nothing can be clicked and no page turned."""
        return self.longest > 0

    def page_size(self, usual: int) -> int:
        """Rows to ask for of a long table whose page on screen has the `usual` number."""
        return self.longest or usual

    def units(self) -> tuple[Place, ...]:
        """Reporting units on the as-of day, in customary order."""
        return self.reference.places.valid_on(self.as_of)

    def show(
        self,
        figure: Figure,
        *,
        label: str = "",
        filters: Filters | None = None,
        as_of: date | None = None,
    ) -> Shown:
        """Put one ungrouped figure on show; the circular's stands in where no ledger has it."""
        metric = METRICS[figure.metric]
        filters = self.filters if filters is None else filters
        verdict = self.verdicts.get(figure.metric)
        if verdict is not None and verdict.filters != filters:
            verdict = None
        stands_in = figure.value is None and verdict is not None
        value = verdict.published.value if stands_in and verdict else figure.value
        at_least = (
            verdict.published.qualifier == "at_least" if stands_in and verdict else figure.at_least
        )
        return Shown(
            label=label or metric.label,
            value=value,
            written=units.UNREACHED
            if figure.unreached
            else units.written(value, unit=metric.unit, at_least=at_least),
            figure=figure,
            filters=filters,
            as_of=as_of or self.as_of,
            published=verdict,
            from_published=stands_in,
        )

    def show_stated(self, key: str, *, label: str = "") -> Shown | None:
        """The figure of the scope and day the circular states it for; None if it does not."""
        verdict = self.verdicts.get(key)
        if verdict is None or verdict.ledger is None:
            return None
        return self.show(
            verdict.ledger,
            label=label or f"{verdict.published.scope}{verdict.published.label}",
            filters=verdict.filters,
            as_of=verdict.as_of,
        )

    def link(self, label: str, page: str, /, **params: str) -> Link:
        """A link that keeps this view's filters and days and adds or changes `params`."""
        kept = {**self.filters.query(), **self.day_query(), **params}
        return Link(label=label, page=page, params={k: v for k, v in kept.items() if v})

    def day_query(self) -> dict[str, str]:
        """The URL parameter of the as-of day where it is not the default one."""
        if self.state.data_until is None or self.as_of == self.state.data_until:
            return {}
        return {"asof": self.as_of.isoformat()}
