"""Each act on a briefing leaves its trace, loses nobody's change, and never touches a version."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dashboard.errors import BriefingError, SnapshotError
from dashboard.store.briefing_acts import (
    add_version,
    archive_briefing,
    change_briefing,
    create_briefing,
    restore_briefing,
)
from dashboard.store.briefings import (
    BriefingEdit,
    KeptItem,
    NewVersion,
    list_briefings,
    read_briefing,
)
from dashboard.store.models.briefings import BriefingVersion
from dashboard.store.models.operation import AuditEvent
from dashboard.store.state import read_state

KEPT = BriefingEdit(
    title="月报",
    as_of=None,
    compared_with=None,
    items=(
        KeptItem(section="overview/headline", query="", title="", notes="", hidden=False),
        KeptItem(section="overview/where", query="district=x", title="", notes="", hidden=True),
    ),
)


def version(key: int, *, number: int = 1) -> NewVersion:
    return NewVersion(
        number=f"JB-20241231-{key:03d}-v{number}",
        version=number,
        title="月报",
        dataset="production",
        revision=1,
        as_of=date(2024, 12, 31),
        compared_with=None,
        frozen_at=datetime(2025, 1, 2, tzinfo=UTC),
        frozen_by="综合处",
        sections=2,
        sha256="0" * 64,
        content="{}",
    )


def test_every_act_leaves_its_trace(empty_engine: Engine) -> None:
    key = create_briefing(empty_engine, KEPT, by="综合处")
    change_briefing(empty_engine, key, KEPT, edition=1, by="执法处")
    add_version(empty_engine, key, version(key))
    archive_briefing(empty_engine, key, by="综合处")
    restore_briefing(empty_engine, key, by="综合处")
    with Session(empty_engine) as session:
        traces = session.execute(
            select(AuditEvent.action, AuditEvent.actor, AuditEvent.object_name).order_by(
                AuditEvent.id
            )
        ).all()
    assert [tuple(one) for one in traces] == [
        ("briefing-create", "综合处", f"{key} 月报"),
        ("briefing-change", "执法处", f"{key} 月报"),
        ("briefing-freeze", "综合处", f"JB-20241231-{key:03d}-v1 000000000000"),
        ("briefing-archive", "综合处", f"{key} 月报"),
        ("briefing-restore", "综合处", f"{key} 月报"),
    ]


def test_nobody_writes_over_anothers_change(empty_engine: Engine) -> None:
    key = create_briefing(empty_engine, KEPT, by="综合处")
    change_briefing(empty_engine, key, KEPT, edition=1, by="执法处")
    with pytest.raises(BriefingError, match="已由“执法处”另行修改"):
        change_briefing(empty_engine, key, KEPT, edition=1, by="综合处")


def test_what_is_put_away_is_not_changed_and_can_come_back(empty_engine: Engine) -> None:
    key = create_briefing(empty_engine, KEPT, by="综合处")
    archive_briefing(empty_engine, key, by="综合处")
    with pytest.raises(BriefingError, match="先恢复再修改"):
        change_briefing(empty_engine, key, KEPT, edition=2, by="综合处")
    assert [one.archived for one in list_briefings(empty_engine)] == [True]
    restore_briefing(empty_engine, key, by="综合处")
    assert [one.archived for one in list_briefings(empty_engine)] == [False]
    assert read_briefing(empty_engine, key).kept == KEPT


@pytest.mark.parametrize("name", ["", "  ", "处" * 61])
def test_an_act_needs_a_name(empty_engine: Engine, name: str) -> None:
    with pytest.raises(BriefingError, match="请填写署名"):
        create_briefing(empty_engine, KEPT, by=name)
    assert list_briefings(empty_engine) == ()


def test_two_who_freeze_at_once_do_not_share_a_number(empty_engine: Engine) -> None:
    key = create_briefing(empty_engine, KEPT, by="综合处")
    add_version(empty_engine, key, version(key))
    with pytest.raises(BriefingError, match="有人刚刚冻结过"):
        add_version(empty_engine, key, version(key))
    add_version(empty_engine, key, version(key, number=2))
    (listed,) = list_briefings(empty_engine)
    assert [one.version for one in listed.versions] == [2, 1]


def test_the_database_refuses_to_change_a_version(empty_engine: Engine) -> None:
    key = create_briefing(empty_engine, KEPT, by="综合处")
    add_version(empty_engine, key, version(key))
    with (
        pytest.raises(DBAPIError, match="rows of briefing_version are never changed"),
        empty_engine.begin() as connection,
    ):
        connection.execute(text("UPDATE briefing_version SET content = 'x'"))
    with Session(empty_engine) as session:
        kept = session.scalars(select(BriefingVersion)).one()
        assert kept.content == "{}"
        kept.content = "x"
        with pytest.raises(SnapshotError, match="不能修改"):
            session.flush()


def test_keeping_a_briefing_is_no_new_revision_of_the_data(circular_engine: Engine) -> None:
    before = read_state(circular_engine)
    with pytest.raises(BriefingError):
        archive_briefing(circular_engine, 999_999, by="综合处")
    assert read_state(circular_engine) == before
