"""Reconciliation: the circular's figures beside the ledgers', as of the day the circular speaks of.

A published figure is a fact of its own. Where a ledger exists for the same thing the two are
compared: equal for an exact figure, not below for one stated with 余.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Figure, Measured, Question, measure
from dashboard.store.models.sources import PublishedFigure
from dashboard.store.reference import Reference


class Agreement(Enum):
    """How the ledger stands to the published figure."""

    AGREES = "与通报一致"
    DIFFERS = "与通报不一致"
    NO_LEDGER = "台账无记录"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One published figure beside the ledger's."""

    published: PublishedFigure
    ledger: Figure | None
    filters: Filters
    as_of: date
    agreement: Agreement

    @property
    def difference(self) -> float | None:
        """Ledger minus published, in the figure's unit; None without a ledger."""
        if self.ledger is None or self.ledger.value is None:
            return None
        return self.ledger.value - self.published.value

    def sentence(self) -> str:
        """What a card says of it."""
        said = str(self.agreement.value)
        if self.agreement is not Agreement.DIFFERS:
            return said
        by = units.difference(
            self.ledger.value if self.ledger else None,
            self.published.value,
            unit=self.published.unit,
        )
        return f"{said}（{by}）"


def scope_of(published: PublishedFigure, *, reference: Reference) -> Filters:
    """The filters under which a metric counts what the published figure speaks of."""
    if published.district_id is None:
        return Filters()
    return Filters(district=reference.places.by_id(published.district_id).name)


def reconcile(
    session: Session, reference: Reference, *, data_until: date | None
) -> Mapping[str, Verdict]:
    """Compare every published figure with the ledgers, in one statement.

    The ledgers are asked as of the last day the document can speak of, or the last day with data
    where that is earlier.
    """
    wanted = [one for one in reference.figures.values() if one.key in METRICS]
    if not wanted:
        return {}
    as_of = min(day for day in (reference.refers_until, data_until) if day is not None)
    questions = [
        Question(metrics=(one.key,), as_of=as_of, filters=scope_of(one, reference=reference))
        for one in wanted
    ]
    answers = measure(session, questions)
    return {one.key: _verdict(one, answer) for one, answer in zip(wanted, answers, strict=True)}


def _verdict(published: PublishedFigure, answer: Measured) -> Verdict:
    ledger = answer.get(published.key)
    return Verdict(
        published=published,
        ledger=ledger,
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
