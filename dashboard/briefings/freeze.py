"""Freezing: a briefing computed from one stand of the store, sealed, numbered and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing
from dashboard.briefings.compute import Progress, SharedAnswers, compute, day_of, facts_of, unheard
from dashboard.briefings.keeping import opened
from dashboard.briefings.snapshot import Snapshot, from_json, sealed, to_json
from dashboard.errors import BriefingError
from dashboard.sections.section import Memory, SupersededError
from dashboard.store.briefing_acts import add_version
from dashboard.store.briefings import NewVersion, next_version, read_briefing, read_content
from dashboard.store.engine import reading
from dashboard.store.state import StoreStatus, read_state

PREVIEW: Final = "预览（未冻结）"
"""Stands where a snapshot's number does while it is only looked at."""

_TRIES: Final = 3
"""Loads that may come in between before freezing gives up."""


Recall = Callable[[StoreStatus], Memory]
"""What is kept of a state of the store already, so that it need not be computed again."""


def anew(_state: StoreStatus) -> Memory:
    """Nothing is kept: everything is computed."""
    return SharedAnswers()


def freeze(
    engine: Engine,
    key: int,
    *,
    by: str,
    recall: Recall = anew,
    progress: Progress = unheard,
) -> Snapshot:
    """Freeze a kept briefing as its next version.

    Raises:
        BriefingError: there is none, it is put away or empty, no name is given, or the store was
            loaded all the while.
        SnapshotError: a section says something that cannot be frozen.
    """
    kept = read_briefing(engine, key)
    if kept.archived:
        raise BriefingError("简报已归档，请先恢复再冻结", "the briefing is archived")
    version = next_version(engine, key)
    snapshot = computed(
        engine,
        opened(kept),
        key=key,
        version=version,
        by=by.strip(),
        recall=recall,
        progress=progress,
    )
    add_version(engine, key, _kept(snapshot))
    return snapshot


def computed(
    engine: Engine,
    briefing: Briefing,
    *,
    key: int = 0,
    version: int = 0,
    by: str = "",
    recall: Recall = anew,
    progress: Progress = unheard,
) -> Snapshot:
    """A sealed snapshot of a briefing that is not kept; version 0 is a preview.

    Everything in it is of one revision: where a load comes in between it is computed anew.

    Raises:
        BriefingError: nothing in it is shown, or the store was loaded all the while.
        SnapshotError: a section says something that cannot be frozen.
    """
    if not briefing.shown:
        raise BriefingError("简报中没有可显示的板块，请先添加或取消隐藏", "nothing is shown")
    for _ in range(_TRIES):
        state = read_state(engine)
        try:
            found = _once(engine, briefing, state, memory=recall(state), progress=progress)
        except SupersededError:
            continue
        if read_state(engine).revision == state.revision:
            return sealed(
                replace(
                    found,
                    briefing=key,
                    version=version,
                    frozen_by=by,
                    number=_number(found, key=key, version=version),
                )
            )
    raise BriefingError("数据库正在导入数据，请稍后再冻结", "the store is being loaded; try again")


def read_snapshot(engine: Engine, number: str) -> Snapshot:
    """The snapshot with this number, exactly as it was frozen.

    Raises:
        BriefingError: there is none.
        SnapshotError: it is not as it was frozen.
    """
    return from_json(read_content(engine, number))


def _once(
    engine: Engine, briefing: Briefing, state: StoreStatus, *, memory: Memory, progress: Progress
) -> Snapshot:
    with reading(engine) as session:
        memory.confirm(session)
        facts = facts_of(session, state)
        as_of = day_of(briefing, facts)
        sections = compute(session, briefing, facts, as_of=as_of, memory=memory, progress=progress)
    return Snapshot(
        number="",
        briefing=0,
        title=briefing.title,
        version=0,
        dataset=state.dataset,
        revision=state.revision,
        frozen_at=datetime.now(UTC),
        frozen_by="",
        as_of=as_of,
        compared_with=briefing.compared_with,
        sections=sections,
    )


def _number(snapshot: Snapshot, *, key: int, version: int) -> str:
    """Readable, and unique in the store: day, briefing, version."""
    return f"JB-{snapshot.as_of:%Y%m%d}-{key:03d}-v{version}" if version else PREVIEW


def _kept(snapshot: Snapshot) -> NewVersion:
    return NewVersion(
        number=snapshot.number,
        version=snapshot.version,
        title=snapshot.title,
        dataset=snapshot.dataset,
        revision=snapshot.revision,
        as_of=snapshot.as_of,
        compared_with=snapshot.compared_with,
        frozen_at=snapshot.frozen_at,
        frozen_by=snapshot.frozen_by,
        sections=len(snapshot.sections),
        sha256=snapshot.sha256,
        content=to_json(snapshot),
    )
