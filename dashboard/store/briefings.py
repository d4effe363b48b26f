"""Reading briefings as they are kept, and the frozen versions they have.

A briefing says what is looked at and holds no figure, so that keeping one changes no revision of
the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.errors import BriefingError
from dashboard.store.engine import reading
from dashboard.store.models.briefings import BriefingItem, BriefingRecord, BriefingVersion
from dashboard.store.state import aware


@dataclass(frozen=True, kw_only=True)
class KeptItem:
    """One section of a kept briefing; `query` holds its filters as in a URL."""

    section: str
    query: str
    title: str
    notes: str
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class BriefingEdit:
    """A briefing as it is to be kept."""

    title: str
    as_of: date | None
    compared_with: date | None
    items: tuple[KeptItem, ...]


@dataclass(frozen=True, kw_only=True)
class KeptBriefing:
    """A briefing as it is kept; `edition` tells the one read from one changed since."""

    id: int
    edition: int
    changed_at: datetime
    changed_by: str
    archived: bool
    kept: BriefingEdit


@dataclass(frozen=True, kw_only=True)
class Version:
    """A frozen version without its content."""

    number: str
    briefing_id: int
    version: int
    title: str
    revision: int
    as_of: date
    frozen_at: datetime
    frozen_by: str
    sections: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """What is to be kept of a snapshot; `content` is its JSON."""

    number: str
    version: int
    title: str
    dataset: str
    revision: int
    as_of: date
    compared_with: date | None
    frozen_at: datetime
    frozen_by: str
    sections: int
    sha256: str
    content: str


@dataclass(frozen=True, kw_only=True)
class ListedBriefing:
    """A briefing in the list, with its newest version."""

    id: int
    title: str
    changed_at: datetime
    changed_by: str
    archived: bool
    sections: int
    versions: tuple[Version, ...]
    """Newest first."""


def read_briefing(engine: Engine, key: int) -> KeptBriefing:
    """Read a briefing with its items, in two statements.

    Raises:
        BriefingError: there is none.
    """
    with reading(engine) as session:
        row = briefing_row(session, key)
        items = session.scalars(
            select(BriefingItem)
            .where(BriefingItem.briefing_id == key)
            .order_by(BriefingItem.position)
        )
        return KeptBriefing(
            id=row.id,
            edition=row.edition,
            changed_at=aware(row.changed_at),
            changed_by=row.changed_by,
            archived=row.archived_at is not None,
            kept=BriefingEdit(
                title=row.title,
                as_of=row.as_of,
                compared_with=row.compared_with,
                items=tuple(_kept_item(item) for item in items),
            ),
        )


def list_briefings(engine: Engine) -> tuple[ListedBriefing, ...]:
    """All briefings, the last changed first, with their versions; in two statements."""
    counted = (
        select(BriefingItem.briefing_id, func.count().label("number"))
        .group_by(BriefingItem.briefing_id)
        .subquery()
    )
    with reading(engine) as session:
        versions: dict[int, list[Version]] = {}
        for row in session.execute(_VERSIONS):
            versions.setdefault(row.briefing_id, []).append(_version(row._mapping))
        found = session.execute(
            select(BriefingRecord, func.coalesce(counted.c.number, 0))
            .outerjoin(counted, counted.c.briefing_id == BriefingRecord.id)
            .order_by(BriefingRecord.changed_at.desc(), BriefingRecord.id.desc())
        )
        return tuple(
            ListedBriefing(
                id=row.id,
                title=row.title,
                changed_at=aware(row.changed_at),
                changed_by=row.changed_by,
                archived=row.archived_at is not None,
                sections=number,
                versions=tuple(versions.get(row.id, ())),
            )
            for row, number in found
        )


def read_content(engine: Engine, number: str) -> str:
    """The JSON of a frozen version.

    Raises:
        BriefingError: no version has this number.
    """
    with reading(engine) as session:
        content = session.scalar(
            select(BriefingVersion.content).where(BriefingVersion.number == number)
        )
    if content is None:
        raise BriefingError(
            f"没有编号为“{number[:40]}”的快照，请核对编号", f"there is no snapshot {number!r}"
        )
    return content


def snapshot_number(engine: Engine, key: int, version: int) -> str:
    """The number of a briefing's version.

    Raises:
        BriefingError: it has no such version.
    """
    with reading(engine) as session:
        number = session.scalar(
            select(BriefingVersion.number).where(
                BriefingVersion.briefing_id == key, BriefingVersion.version == version
            )
        )
    if number is None:
        raise BriefingError(
            f"编号为{key}的简报没有第{version}版，请核对链接",
            f"briefing {key} has no version {version}",
        )
    return number


def next_version(engine: Engine, key: int) -> int:
    """The number the next frozen version of a briefing gets."""
    with reading(engine) as session:
        newest = session.scalar(
            select(func.max(BriefingVersion.version)).where(BriefingVersion.briefing_id == key)
        )
    return (newest or 0) + 1


_VERSIONS = select(
    BriefingVersion.number,
    BriefingVersion.briefing_id,
    BriefingVersion.version,
    BriefingVersion.title,
    BriefingVersion.revision,
    BriefingVersion.as_of,
    BriefingVersion.frozen_at,
    BriefingVersion.frozen_by,
    BriefingVersion.sections,
    BriefingVersion.sha256,
).order_by(BriefingVersion.briefing_id, BriefingVersion.version.desc())


def _version(row: Mapping[Any, Any]) -> Version:
    fields = {str(name): value for name, value in row.items()}
    return Version(**{**fields, "frozen_at": aware(fields["frozen_at"])})


def _kept_item(item: BriefingItem) -> KeptItem:
    return KeptItem(
        section=item.section,
        query=item.query,
        title=item.title,
        notes=item.notes,
        hidden=item.hidden,
    )


def briefing_row(session: Session, key: int, *, lock: bool = False) -> BriefingRecord:
    """The row of a briefing, until the transaction ends for nobody else to change where locked.

    Raises:
        BriefingError: there is none.
    """
    row = session.get(BriefingRecord, key, with_for_update=lock)
    if row is None:
        raise BriefingError(f"没有编号为{key}的简报，可能来自别的数据库", f"no briefing {key}")
    return row
