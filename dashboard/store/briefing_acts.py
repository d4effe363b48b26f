"""Acts on briefings: each is one transaction with its trace; what is put away can come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dashboard.errors import BriefingError
from dashboard.store.briefings import BriefingEdit, KeptItem, NewVersion, briefing_row
from dashboard.store.engine import reachable
from dashboard.store.models.briefings import BriefingItem, BriefingRecord, BriefingVersion
from dashboard.store.models.operation import AuditEvent

NAME_LENGTH = 60
"""Characters of the name under which something is done."""


def create_briefing(engine: Engine, kept: BriefingEdit, *, by: str) -> int:
    """Keep a new briefing and return its key.

    Raises:
        BriefingError: no name is given.
        StoreError: the store cannot be written.
    """
    with _acting(engine, by=by) as session:
        now = datetime.now(UTC)
        row = BriefingRecord(
            title=kept.title,
            as_of=kept.as_of,
            compared_with=kept.compared_with,
            edition=1,
            created_at=now,
            created_by=by,
            changed_at=now,
            changed_by=by,
        )
        session.add(row)
        session.flush()
        _write_items(session, row.id, kept.items)
        _note(session, by=by, action="briefing-create", what=f"{row.id} {kept.title}")
        return row.id


def change_briefing(engine: Engine, key: int, kept: BriefingEdit, *, edition: int, by: str) -> int:
    """Keep a briefing as it was edited, and return its new edition.

    Raises:
        BriefingError: there is none, it is put away, or somebody has changed it since `edition`.
    """
    with _acting(engine, by=by) as session:
        row = briefing_row(session, key, lock=True)
        if row.archived_at is not None:
            raise BriefingError("简报已归档，请先恢复再修改", "the briefing is archived")
        if row.edition != edition:
            raise BriefingError(
                f"简报已由“{row.changed_by}”另行修改，请刷新后再改，以免互相覆盖",
                "the briefing was changed by somebody else in the meantime",
            )
        row.title, row.as_of, row.compared_with = kept.title, kept.as_of, kept.compared_with
        _touch(row, by=by)
        session.execute(delete(BriefingItem).where(BriefingItem.briefing_id == key))
        _write_items(session, key, kept.items)
        _note(session, by=by, action="briefing-change", what=f"{key} {kept.title}")
        return row.edition


def archive_briefing(engine: Engine, key: int, *, by: str) -> None:
    """Put a briefing away; its versions stay and stay open by link.

    Raises:
        BriefingError: there is none.
    """
    with _acting(engine, by=by) as session:
        row = briefing_row(session, key, lock=True)
        row.archived_at = datetime.now(UTC)
        _touch(row, by=by)
        _note(session, by=by, action="briefing-archive", what=f"{key} {row.title}")


def restore_briefing(engine: Engine, key: int, *, by: str) -> None:
    """Bring a briefing back that was put away.

    Raises:
        BriefingError: there is none.
    """
    with _acting(engine, by=by) as session:
        row = briefing_row(session, key, lock=True)
        row.archived_at = None
        _touch(row, by=by)
        _note(session, by=by, action="briefing-restore", what=f"{key} {row.title}")


def add_version(engine: Engine, key: int, new: NewVersion) -> None:
    """Keep a frozen version; the database never lets it be changed.

    Raises:
        BriefingError: there is no such briefing, or that version is there already.
    """
    try:
        with _acting(engine, by=new.frozen_by) as session:
            briefing_row(session, key, lock=True)
            session.add(BriefingVersion(briefing_id=key, **vars(new)))
            _note(
                session,
                by=new.frozen_by,
                action="briefing-freeze",
                what=f"{new.number} {new.sha256[:12]}",
            )
    except IntegrityError as error:
        raise BriefingError(
            f"版本 {new.number} 已存在：有人刚刚冻结过，请刷新后再冻结",
            f"version {new.number} is there already",
        ) from error


@contextmanager
def _acting(engine: Engine, *, by: str) -> Iterator[Session]:
    """One transaction of somebody, who must have given a name."""
    if not 0 < len(by.strip()) <= NAME_LENGTH:
        raise BriefingError(
            f"请填写署名（处室或岗位，最多{NAME_LENGTH}个字），以便留痕", "a name is needed"
        )
    with reachable(engine), Session(engine) as session, session.begin():
        yield session


def _touch(row: BriefingRecord, *, by: str) -> None:
    row.edition += 1
    row.changed_at = datetime.now(UTC)
    row.changed_by = by


def _write_items(session: Session, key: int, items: Sequence[KeptItem]) -> None:
    session.add_all(
        BriefingItem(briefing_id=key, position=at, **vars(item))
        for at, item in enumerate(items, start=1)
    )


def _note(session: Session, *, by: str, action: str, what: str) -> None:
    session.add(
        AuditEvent(
            at=datetime.now(UTC), actor=by, action=action, object_name=what[:200], result="ok"
        )
    )
