"""Reference facts: places, published documents and what they say, batches; read once a revision.

They are small, change only with a load, and every page needs some of them, so that a process
reads them whole once per revision and never again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from dashboard.store.campaigns import LOOKBACK, Action, newest, read_actions
from dashboard.store.gazetteer import read_places
from dashboard.store.models.base import Base
from dashboard.store.models.inspections import CAMPAIGN_KINDS
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.operation import ImportBatch
from dashboard.store.models.practice import GoodPractice, Requirement
from dashboard.store.models.sources import (
    PublishedFigure,
    PublishedMention,
    SourceDocument,
    SourceGap,
)
from dashboard.store.models.standards import Clause, Standard
from dashboard.store.places import Places
from dashboard.store.reporting import Newest, read_reports

Record = TypeVar("Record", bound=Base)
Said = TypeVar("Said", PublishedFigure, PublishedMention, GoodPractice, Requirement, SourceGap)

NATION: Final = "全国"
"""Scope of a published figure that speaks of the whole country, to compare with."""


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A published figure of the whole country and the document that states it."""

    figure: PublishedFigure
    document: SourceDocument


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Everything a page may name without counting. Records are detached: read, never changed.

    Documents and what they say stand newest first, and each document's own order. Figures of the
    whole country stand in `benchmarks` alone, and a document that states nothing else is none of
    `documents`: no ledger is reconciled with them.
    """

    places: Places
    reports: Newest
    """How far each unit has reported in each ledger that holds rows of it."""
    held: frozenset[int]
    """Keys of all units with rows in any ledger, the registers among them."""
    documents: dict[int, SourceDocument]
    figures: tuple[PublishedFigure, ...]
    benchmarks: tuple[Benchmark, ...]
    mentions: tuple[PublishedMention, ...]
    practices: tuple[GoodPractice, ...]
    requirements: tuple[Requirement, ...]
    gaps: tuple[SourceGap, ...]
    standards: tuple[Standard, ...]
    clauses: dict[int, Clause]
    campaigns: tuple[Action, ...]
    """In the order in which they began."""
    batches: tuple[ImportBatch, ...]
    silent: tuple[SourceDocument, ...] = field(default=())
    """Documents that speak of later days only, where what is here is that of a day."""

    @property
    def refers_until(self) -> date | None:
        """Latest day any document speaks of; None where no document is loaded."""
        return max((doc.refers_until for doc in self.documents.values()), default=None)

    def on(self, day: date) -> Reference:
        """What speaks by a day: of a document whose figures reach further, nothing is there."""
        spoken = {key: one for key, one in self.documents.items() if one.refers_until <= day}
        later = tuple(one for key, one in self.documents.items() if key not in spoken)
        if not later and all(one.document.refers_until <= day for one in self.benchmarks):
            return self
        return replace(
            self,
            documents=spoken,
            silent=self.silent + later,
            figures=_of(spoken, self.figures),
            benchmarks=tuple(one for one in self.benchmarks if one.document.refers_until <= day),
            mentions=_of(spoken, self.mentions),
            practices=_of(spoken, self.practices),
            requirements=_of(spoken, self.requirements),
            gaps=_of(spoken, self.gaps),
        )

    def benchmark(self, metric: str) -> Benchmark | None:
        """The newest figure of the whole country for a metric."""
        return next((one for one in self.benchmarks if one.figure.key == metric), None)

    def lookback(self, *, on: date) -> Action | None:
        """The newest 回头看 begun by a day: the one that is meant where none is named."""
        return newest([one for one in self.campaigns if one.kind == LOOKBACK], by=on)

    def campaign_of(self, figure: PublishedFigure) -> Action | None:
        """The campaign a figure speaks of: of that name, or the last of the kind in its period.

        Of a campaign that nobody has ended, only its beginning is known to lie in a period.
        """
        named = [one for one in self.campaigns if one.name == figure.campaign]
        if named:
            return named[0]
        first = figure.period_start or date.min
        last = figure.period_end or self.document_of(figure).refers_until
        alike = [
            one
            for one in self.campaigns
            if CAMPAIGN_KINDS[one.kind] == figure.campaign
            and (one.ended or one.begun or date.min) >= first
        ]
        return newest(alike, by=last)

    def document_of(self, figure: PublishedFigure) -> SourceDocument:
        """The document that states `figure`."""
        return self.documents[figure.document_id]

    def batches_of(self, ledger: str | None) -> tuple[ImportBatch, ...]:
        """Loaded batches of a ledger, newest first; none for None."""
        return tuple(batch for batch in self.batches if batch.ledger == ledger)


def read_reference(session: Session, *, case_role: bool) -> Reference:
    """Read all reference facts.

    Args:
        session: An open session; the records are detached from it.
        case_role: Whether names of bodies suspected in open cases may be held at all.
    """
    reports = read_reports(session)
    batches = _all(session, ImportBatch)
    documents = {one.id: one for one in sorted(_all(session, SourceDocument), key=_newest_first)}
    mentions = _of(documents, _all(session, PublishedMention))
    figures = _of(documents, _all(session, PublishedFigure))
    own = [one for one in figures if one.scope != NATION]
    benchmarks = _benchmarks([one for one in figures if one.scope == NATION], documents)
    abroad = {one.document_id for one in figures} - {one.document_id for one in own}
    reference = Reference(
        places=read_places(session),
        reports=reports,
        held=frozenset({unit for _, unit in reports} | _registered(session)),
        documents={key: one for key, one in documents.items() if key not in abroad},
        figures=tuple(own),
        benchmarks=benchmarks,
        mentions=mentions,
        practices=_of(documents, _all(session, GoodPractice)),
        requirements=_of(documents, _all(session, Requirement)),
        gaps=_of(documents, _all(session, SourceGap)),
        standards=_all(session, Standard),
        clauses={clause.id: clause for clause in _all(session, Clause)},
        campaigns=read_actions(session),
        batches=tuple(reversed([one for one in batches if one.status == "loaded"])),
    )
    session.expunge_all()
    if not case_role:
        for mention in mentions:
            mention.entity_name = None
    return reference


def _registered(session: Session) -> set[int]:
    """Units with a body on a register."""
    return set(
        session.scalars(union(select(Institution.district_id), select(ExamSite.district_id)))
    )


def _benchmarks(
    figures: list[PublishedFigure], documents: dict[int, SourceDocument]
) -> tuple[Benchmark, ...]:
    return tuple(Benchmark(figure=one, document=documents[one.document_id]) for one in figures)


def _newest_first(document: SourceDocument) -> tuple[int, int]:
    return -document.refers_until.toordinal(), -document.id


def _of(documents: Mapping[int, SourceDocument], said: Sequence[Said]) -> tuple[Said, ...]:
    """What these documents say, in their order and then in each one's own."""
    place = {key: at for at, key in enumerate(documents)}
    found = [one for one in said if one.document_id in place]
    return tuple(
        sorted(found, key=lambda one: (place[one.document_id], getattr(one, "position", 0)))
    )


def _all(session: Session, model: type[Record]) -> tuple[Record, ...]:
    return tuple(session.scalars(select(model).order_by(*model.__table__.primary_key)))
