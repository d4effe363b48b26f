"""Published documents as their sheets have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from dashboard.store.models.places import District
from dashboard.store.models.practice import GoodPractice
from dashboard.store.models.sources import (
    PublishedFigure,
    PublishedMention,
    SourceDocument,
)
from data_loaders.export.query import kept, named
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.document_figures import FIGURES
from data_loaders.ledgers.document_words import GAPS, MENTIONS, PRACTICES, SUSPICIONS, TASKS
from data_loaders.ledgers.documents import DOCUMENTS
from data_loaders.reading.published_value import written


def document_rows(session: Session, sheet: str) -> Iterator[dict[str, Any]]:
    """The rows of one sheet, document by document in the order in which they came."""
    for row in session.execute(_STATEMENTS[sheet]).mappings():
        yield _told(dict(row), sheet=sheet)


def has_documents(session: Session) -> bool:
    """Whether there is any."""
    return bool(session.scalar(select(func.count()).select_from(SourceDocument)))


def names_suspected(session: Session) -> bool:
    """Whether a document names whom only the case role may read of."""
    suspected = SUSPICIONS.condition(PublishedMention.__table__.c)
    found = select(func.count()).select_from(PublishedMention).where(suspected)
    return bool(session.scalar(found))


def _told(row: dict[str, Any], *, sheet: str) -> dict[str, Any]:
    if sheet == "document_figures":
        unit, qualifier = row.pop("unit"), row.pop("qualifier")
        row["stated"] = written(row.pop("value"), unit=unit, qualifier=qualifier)
    if sheet == "document_mentions":
        row["open_list"] = "yes" if row["open_list"] else "no"
    return row


def _of(ledger: Ledger, *names: str, **more: Any) -> Select[Any]:
    """The rows of a sheet with the number of their document; `names` go out as they stand, too."""
    model = ledger.model
    own = kept(ledger) | {name: getattr(model, name) for name in names}
    return (
        select(*named(document=SourceDocument.number, **own, **more))
        .select_from(model)
        .join(SourceDocument, SourceDocument.id == model.document_id)
        .order_by(model.document_id, getattr(model, "position", model.id), model.id)
    )


_STATEMENTS: Final[Mapping[str, Select[Any]]] = MappingProxyType(
    {
        "documents": select(
            *named(**kept(DOCUMENTS), refers_until=SourceDocument.refers_until)
        ).order_by(SourceDocument.id),
        "document_figures": _of(
            FIGURES,
            *("key", "scope", "campaign", "entity", "period_label", "period_start", "period_end"),
            *("value", "unit", "qualifier"),
            district=District.name,
        ).outerjoin(District, District.id == PublishedFigure.district_id),
        "document_mentions": _of(
            MENTIONS, open_list=PublishedMention.list_is_open, district=District.name
        ).join(District, District.id == PublishedMention.district_id),
        "document_practices": _of(PRACTICES, district=District.name).join(
            District, District.id == GoodPractice.district_id
        ),
        "document_tasks": _of(TASKS),
        "document_gaps": _of(GAPS),
    }
)
