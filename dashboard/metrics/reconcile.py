"""Reconciliation: every published figure beside the ledgers' of its own scope, period and day.

A published figure is a fact of its own: it stands in the scope its document states it for, and
nowhere else. Where a ledger exists for the same thing the two are compared: equal for an exact
figure, not below for one stated with 余.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.metrics.campaigns import looks_back
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure, withheld
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure, unanswered
from dashboard.metrics.metric import Metric
from dashboard.store.campaigns import Action
from dashboard.store.models.sources import PublishedFigure
from dashboard.store.reference import Reference


class Agreement(Enum):
    """How the ledger stands to the published figure."""

    AGREES = "与通报一致"
    DIFFERS = "与通报不一致"
    NO_LEDGER = "台账无记录"


@dataclass(frozen=True, kw_only=True)
class ReconciledFigure:
    """One published figure beside the ledger's."""

    published: PublishedFigure
    metric: str
    """Key of the metric that counts the same."""
    ledger: Figure
    filters: Filters
    as_of: date
    agreement: Agreement

    @property
    def difference(self) -> float | None:
        """Ledger minus published, in the figure's unit; None without a ledger."""
        if self.ledger.value is None:
            return None
        return self.ledger.value - self.published.value

    def sentence(self) -> str:
        """What a card says of it."""
        said = str(self.agreement.value)
        if self.agreement is not Agreement.DIFFERS or self.difference is None:
            return said
        by = units.difference(
            self.ledger.value,
            self.published.value,
            unit=self.published.unit,
            at_least=self.published.qualifier == "at_least",
        )
        return f"{said}（{by}）"


def metric_of(published: PublishedFigure) -> Metric | None:
    """The metric that counts the same thing in the same unit; None where none does."""
    metric = METRICS.get(metric_named(published.key))
    if metric is None:
        return None
    own, stated = units.UNITS[metric.unit], units.UNITS[published.unit]
    return metric if (own.symbol, own.scale) == (stated.symbol, stated.scale) else None


def metric_named(name: str) -> str:
    """The key of the metric that a document's sheet names, by its key or its Chinese name."""
    return name if name in METRICS else _BY_LABEL.get(name, name)


_BY_LABEL: Final[Mapping[str, str]] = {metric.label: key for key, metric in METRICS.items()}


def scope_of(published: PublishedFigure, *, reference: Reference) -> Filters:
    """The filters under which a metric counts what the published figure speaks of.

    A figure of a campaign has the campaign for its period: what came of it may be dated later. One
    that says up to when but not since when is as things stood on that day.
    """
    unit = published.district_id
    district = "" if unit is None else reference.places.by_id(unit).code
    if published.campaign is not None:
        return Filters(district=district, campaign=_named(reference.campaign_of(published)))
    if published.period_start is None:
        return Filters(district=district)
    return Filters(district=district, first=published.period_start, last=published.period_end)


def day_of(published: PublishedFigure, *, reference: Reference) -> date:
    """The day as of which the ledger is asked: the end of the period, else its document's day."""
    stated = published.period_end if published.campaign is None else None
    return stated or reference.document_of(published).refers_until


def is_scope(
    filters: Filters, verdict: ReconciledFigure, *, as_of: date, reference: Reference
) -> bool:
    """Whether under `filters` the metric counts exactly what the published figure speaks of."""
    metric = METRICS[verdict.metric]
    if looks_back(metric) and not filters.campaign:
        filters = replace(filters, campaign=_named(reference.lookback(on=as_of)))
    return replace(metric.acting(filters), period="") == metric.acting(verdict.filters)


def reconcile(
    session: Session, reference: Reference, *, data_until: date | None, case_role: bool = False
) -> tuple[ReconciledFigure, ...]:
    """Compare every published figure that a metric counts, in one statement for each day.

    The ledgers are asked as of the figure's day, or the last day with data where that is earlier;
    a figure of a campaign that no ledger has is compared with nothing. Whether the two agree is
    said of every figure, as the document is known; outside the case role a number of persons of a
    part of the city that the ledger has otherwise is not.
    """
    counted = [(one, metric_of(one)) for one in reference.figures]
    found = [(one, metric.key) for one, metric in counted if metric is not None]
    wanted = [one for one, _ in found]
    questions = [
        _question(one, key, reference=reference, data_until=data_until or date.max)
        for one, key in found
    ]
    asked = [
        at
        for at, one in enumerate(wanted)
        if one.campaign is None or reference.campaign_of(one) is not None
    ]
    answers = dict(zip(asked, measure(session, [questions[at] for at in asked]), strict=True))
    return tuple(
        _verdict(
            one,
            answers.get(at) or unanswered(questions[at]),
            case_role=case_role,
        )
        for at, one in enumerate(wanted)
    )


def _question(
    published: PublishedFigure, metric: str, *, reference: Reference, data_until: date
) -> FigureQuery:
    return FigureQuery(
        metrics=(metric,),
        as_of=min(day_of(published, reference=reference), data_until),
        filters=scope_of(published, reference=reference),
        case_role=True,
    )


def _named(action: Action | None) -> str:
    return "" if action is None else action.name


def _verdict(published: PublishedFigure, answer: Measured, *, case_role: bool) -> ReconciledFigure:
    (metric,) = answer.question.metrics
    ledger = answer.get(metric)
    # A campaign is no part of the city.
    whole = replace(answer.question.filters, campaign="")
    asked = replace(answer.question, filters=whole, case_role=case_role)
    untold = asked.withholds(metric) and ledger.value != published.value
    return ReconciledFigure(
        published=published,
        metric=metric,
        ledger=withheld(metric) if untold else ledger,
        filters=answer.question.filters,
        as_of=answer.question.as_of,
        agreement=_agreement(published, ledger.value),
    )


def _agreement(published: PublishedFigure, value: float | None) -> Agreement:
    if value is None:
        return Agreement.NO_LEDGER
    if published.qualifier == "at_least":
        agrees = value >= published.value
    else:
        agrees = abs(value - published.value) < 1e-9
    return Agreement.AGREES if agrees else Agreement.DIFFERS
