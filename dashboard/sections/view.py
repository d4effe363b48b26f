"""A view: what a reader looks at (filters, day, earlier day) and the facts sections share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from dashboard import units
from dashboard.clock import dated
from dashboard.dates import Month, months_spanned
from dashboard.metrics.campaigns import looks_back
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import ALL, Filters
from dashboard.metrics.measure import FigureQuery
from dashboard.metrics.metric import Metric
from dashboard.metrics.reconcile import ReconciledFigure, is_scope
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.store.campaigns import LOOKBACK, Action
from dashboard.store.places import Place
from dashboard.store.reference import Reference
from dashboard.store.state import StoreStatus


@dataclass(frozen=True, kw_only=True)
class View:
    """What is looked at. `params` holds the page's own URL parameters (measure, page number …).

    Nothing speaks before its time: of documents that speak of later days only, neither what they
    say nor their figures are here, whatever `reference` and `reconciled` it was made with.
    """

    state: StoreStatus
    reference: Reference
    reconciled: Callable[[], tuple[ReconciledFigure, ...]]
    """What documents state beside the ledgers; asked when a section first needs it."""
    filters: Filters
    as_of: date
    earlier: date
    params: Mapping[str, str] = field(default_factory=dict)
    case_role: bool = False
    longest: int = 0
    """Rows of a long table to ask for at once; 0 is a page of the section's own size."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "filters", self.filters.on(self.as_of))
        object.__setattr__(self, "reference", self.reference.on(self.as_of))

    @cached_property
    def verdicts(self) -> tuple[ReconciledFigure, ...]:
        """What documents had stated by the as-of day, beside the ledgers; the newest first."""
        spoken = self.reference.documents
        return tuple(one for one in self.reconciled() if one.published.document_id in spoken)

    def ask(
        self,
        *metrics: str,
        by: tuple[str, ...] = (),
        filters: Filters | None = None,
        as_of: date | None = None,
    ) -> FigureQuery:
        """A question about this view, or about other filters or another day where given."""
        return FigureQuery(
            metrics=metrics,
            by=by,
            filters=self.filters if filters is None else filters,
            as_of=as_of or self.as_of,
            case_role=self.case_role,
        )

    def wide(self) -> Filters:
        """The filters without the district, for comparing districts."""
        return replace(self.filters, district="")

    @property
    def period(self) -> str:
        """What flows are counted over, in short: 本年, or the days, or 有记录以来."""
        return self.filters.period_in_short()

    def months(self, found: Iterable[int]) -> tuple[Month, ...]:
        """Every month from the first to the last of some, within the period.

        A ledger that has ever reported has figures of months outside it, which are zero there and
        say nothing.
        """
        first, last = self.filters.first, self.filters.last
        return tuple(
            month
            for month in months_spanned(found)
            if (first is None or month.last >= first) and (last is None or month.first <= last)
        )

    def cuts(self, month: Month) -> bool:
        """Whether the period or the day looked at takes a part of a month away."""
        start, end = self.filters.first, min(self.as_of, self.filters.last or self.as_of)
        return (start is not None and month.first < start) or end < month.last

    @property
    def is_still(self) -> bool:
        """Whether it is frozen or printed, so that nothing can be clicked and no page turned."""
        return self.longest > 0

    def page_size(self, usual: int) -> int:
        """Rows to ask for of a long table whose page on screen has the `usual` number."""
        return self.longest or usual

    @property
    def lookback(self) -> Action | None:
        """The 回头看 that figures of look-backs are of: the one filtered for, else the newest.

        None where another action is filtered for, or none has begun.
        """
        return self._lookback(self.filters, as_of=self.as_of)

    def _lookback(self, filters: Filters, *, as_of: date) -> Action | None:
        if not filters.campaign:
            return self.reference.lookback(on=as_of)
        return next(
            (
                one
                for one in self.reference.campaigns
                if one.name == filters.campaign and one.kind == LOOKBACK
            ),
            None,
        )

    def told(self, *metrics: str) -> tuple[ReconciledFigure, ...]:
        """What documents state of these metrics, each in its own scope; the newest first."""
        return tuple(one for one in self.verdicts if one.metric in metrics)

    def units(self) -> tuple[Place, ...]:
        """Reporting units on the as-of day, in customary order."""
        return self.reference.places.valid_on(self.as_of)

    @property
    def place(self) -> Place | None:
        """The unit of the filter; None for the whole city."""
        chosen = self.filters.district
        return self.reference.places.by_code(chosen) if chosen else None

    @property
    def whose(self) -> str:
        """The unit of the filter by its name as of the day, or 全市."""
        place = self.place
        return ALL if place is None else self.named(place.id)

    def named(self, unit: int) -> str:
        """The name as of the day of the unit with this key of the store."""
        places = self.reference.places
        return places.name_on(places.by_id(unit), on=self.as_of)

    @property
    def dated(self) -> str:
        """The day looked at, and how far the data go where that is not as far."""
        return dated(self.as_of, until=self.state.data_until)

    def sentence(self, filters: Filters | None = None) -> str:
        """This view's filters, or others, as a reader says them."""
        said = self.filters if filters is None else filters
        return said.sentence(self.reference.places, on=self.as_of)

    def show(
        self,
        figure: Figure,
        *,
        label: str = "",
        filters: Filters | None = None,
        as_of: date | None = None,
    ) -> FigureCell:
        """Put one ungrouped figure on show; the circular's stands in where no ledger has it."""
        filters = self.filters if filters is None else filters
        as_of = as_of or self.as_of
        alike = [
            one
            for one in self.told(figure.metric)
            if is_scope(filters, one, as_of=as_of, reference=self.reference)
        ]
        of_the_day = [one for one in alike if one.as_of == as_of]
        verdict = next(iter(of_the_day or alike), None)
        return self._shown(figure, verdict, label=label, filters=filters, as_of=as_of)

    def show_stated(self, verdict: ReconciledFigure, *, label: str = "") -> FigureCell:
        """The ledger's figure of the very scope and day of a published one, or that itself."""
        stated = verdict.published
        return self._shown(
            verdict.ledger,
            verdict,
            label=label or f"{stated.scope}{stated.label}",
            filters=verdict.filters,
            as_of=verdict.as_of,
        )

    def _shown(
        self,
        figure: Figure,
        verdict: ReconciledFigure | None,
        *,
        label: str,
        filters: Filters,
        as_of: date,
    ) -> FigureCell:
        metric = METRICS[figure.metric]
        stands_in = figure.value is None and verdict is not None
        value = verdict.published.value if stands_in and verdict else figure.value
        at_least = (
            verdict.published.qualifier == "at_least" if stands_in and verdict else figure.at_least
        )
        return FigureCell(
            label=label or self._label(metric, filters, as_of=as_of),
            value=value,
            written=_written(figure, value, unit=metric.unit, at_least=at_least),
            figure=figure,
            filters=filters,
            as_of=as_of,
            published=verdict,
            from_published=stands_in,
        )

    def _label(self, metric: Metric, filters: Filters, *, as_of: date) -> str:
        """The metric's own, of which look-back, and over which period."""
        said = []
        action = self._lookback(filters, as_of=as_of) if looks_back(metric) else None
        if action is not None and action.begun is not None:
            said.append(Month.of(action.begun).words)
        if metric.nature.timed and filters == self.filters:
            said.append(self.period)
        return f"{metric.label}（{'，'.join(said)}）" if said else metric.label

    def link(self, label: str, page: str, /, **params: str) -> Link:
        """A link that keeps this view's filters and days and adds or changes `params`."""
        kept = {**self.filters.query(), **self.day_query(), **params}
        return Link(label=label, page=page, params={k: v for k, v in kept.items() if v})

    def day_query(self) -> dict[str, str]:
        """The URL parameter of the as-of day where it is not the default one."""
        if self.state.data_until is None or self.as_of == self.state.data_until:
            return {}
        return {"asof": self.as_of.isoformat()}


def _written(figure: Figure, value: float | None, *, unit: str, at_least: bool) -> units.ValueText:
    if value is None:
        return units.ValueText(digits=figure.state.word or units.MISSING, symbol="")
    return units.written(value, unit=unit, at_least=at_least)
