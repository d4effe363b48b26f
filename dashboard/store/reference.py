"""Reference facts: places, published documents and what they say, batches; read once a revision.

They are small, change only with a load, and every page needs some of them, so that a process
reads them whole once per revision and never again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.store.models.base import Base
from dashboard.store.models.inspections import Campaign
from dashboard.store.models.operation import ImportBatch
from dashboard.store.models.practice import GoodPractice, Requirement
from dashboard.store.models.sources import (
    PublishedFigure,
    PublishedMention,
    SourceDocument,
    SourceGap,
)
from dashboard.store.models.standards import Clause, Standard
from dashboard.store.places import Places, read_places

Record = TypeVar("Record", bound=Base)

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

    Figures of the whole country stand in `benchmarks` alone, by metric, the newest of each, and a
    document that states nothing else is none of `documents`: no ledger is reconciled with them.
    """

    places: Places
    documents: dict[int, SourceDocument]
    figures: dict[str, PublishedFigure]
    benchmarks: dict[str, Benchmark]
    mentions: tuple[PublishedMention, ...]
    practices: tuple[GoodPractice, ...]
    requirements: tuple[Requirement, ...]
    gaps: tuple[SourceGap, ...]
    standards: tuple[Standard, ...]
    clauses: dict[int, Clause]
    campaigns: tuple[str, ...]
    batches: tuple[ImportBatch, ...]

    @property
    def refers_until(self) -> date | None:
        """Latest day any document speaks of; None where no document is loaded."""
        return max((doc.refers_until for doc in self.documents.values()), default=None)

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
    mentions = _all(session, PublishedMention)
    batches = _all(session, ImportBatch)
    documents = {document.id: document for document in _all(session, SourceDocument)}
    figures = sorted(_all(session, PublishedFigure), key=lambda one: one.position)
    own = [one for one in figures if one.scope != NATION]
    benchmarks = _benchmarks([one for one in figures if one.scope == NATION], documents)
    abroad = {one.document_id for one in figures} - {one.document_id for one in own}
    reference = Reference(
        places=read_places(session),
        documents={key: one for key, one in documents.items() if key not in abroad},
        figures={figure.key: figure for figure in own},
        benchmarks=benchmarks,
        mentions=mentions,
        practices=_all(session, GoodPractice),
        requirements=_all(session, Requirement),
        gaps=_all(session, SourceGap),
        standards=_all(session, Standard),
        clauses={clause.id: clause for clause in _all(session, Clause)},
        campaigns=tuple(session.scalars(select(Campaign.name).order_by(Campaign.id))),
        batches=tuple(reversed([one for one in batches if one.status == "loaded"])),
    )
    session.expunge_all()
    if not case_role:
        for mention in mentions:
            mention.entity_name = None
    return reference


def _benchmarks(
    figures: list[PublishedFigure], documents: dict[int, SourceDocument]
) -> dict[str, Benchmark]:
    found = [Benchmark(figure=one, document=documents[one.document_id]) for one in figures]
    found.sort(key=lambda one: (one.document.refers_until, one.document.id))
    return {one.figure.key: one for one in found}


def _all(session: Session, model: type[Record]) -> tuple[Record, ...]:
    return tuple(session.scalars(select(model).order_by(*model.__table__.primary_key)))
