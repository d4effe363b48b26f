"""What has changed since a briefing was frozen: what has happened, and what was corrected.

The store keeps present rows alone, so that a snapshot is the only record of what was known when it
was frozen. Asked again today for the same day, it differs by what was loaded late or corrected;
asked for the newest day, it differs from that by what has happened since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.figures import Place, told_by
from dashboard.briefings.freeze import Recall, anew, computed
from dashboard.briefings.row_changes import ABSENT, DAY, row_changes
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.metrics.definitions import METRICS
from dashboard.store.state import StoreStatus

_COMPARED: Final[tuple[Place, ...]] = ("figure", "part", "cell")
"""What holds one figure each; sentences and lines repeat them."""


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """One figure that reads differently."""

    section: str
    """Title of the section."""
    place: Place
    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What has changed since a snapshot, apart: corrections first, then events."""

    corrections: tuple[FigureChange, ...]
    """The same day asked again: loaded late, corrected, or undone."""
    events: tuple[FigureChange, ...]
    """From that day to the newest."""
    as_of: date
    """The newest day."""
    redefined: tuple[str, ...] = ()
    """Labels of metrics that this program counts otherwise than the one that froze."""

    @property
    def is_nothing(self) -> bool:
        """Whether the snapshot says what would be said today."""
        return not self.corrections and not self.events


def is_newer(snapshot: Snapshot, state: StoreStatus) -> bool:
    """Whether the store has been loaded since, which alone can change anything."""
    return state.revision != snapshot.revision or state.dataset != snapshot.dataset


def asked_again(snapshot: Snapshot, *, as_of: date | None) -> Briefing:
    """The briefing that was frozen, to be asked as of another day, or None for the newest.

    The day it is compared with stays, so that nothing but the day itself has moved.
    """
    return Briefing(
        title=snapshot.title,
        items=tuple(
            Item(
                section=one.section,
                filters=one.filters.onward(snapshot.as_of),
                params=one.params,
            )
            for one in snapshot.sections
        ),
        as_of=as_of,
        compared_with=snapshot.sections[0].earlier,
    )


def changes_since(engine: Engine, snapshot: Snapshot, *, recall: Recall = anew) -> Changes:
    """Ask everything again, as of the snapshot's day and as of the newest.

    Raises:
        BriefingError: the store no longer reaches the snapshot's day, or is being loaded.
    """
    same = computed(engine, asked_again(snapshot, as_of=snapshot.as_of), recall=recall)
    newest = computed(engine, asked_again(snapshot, as_of=None), recall=recall)
    return Changes(
        corrections=_told_once(_between(snapshot, same, named=snapshot)),
        events=_told_once(_between(same, newest, named=snapshot)),
        as_of=newest.as_of,
        redefined=tuple(_redefined(snapshot, same)),
    )


def _redefined(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What reads differently because it is counted differently, which is no correction."""
    then, now = (
        dict.fromkeys(
            (one.metric, one.formula, one.excludes)
            for section in told.sections
            for one in section.definitions
        )
        for told in (before, after)
    )
    for metric in dict.fromkeys(said[0] for said in then if said not in now):
        yield METRICS[metric].label if metric in METRICS else metric


def _told_once(found: Iterable[FigureChange]) -> tuple[FigureChange, ...]:
    """Figures of cards first; what several sections tell alike stands once."""
    first = sorted(found, key=lambda one: _COMPARED.index(one.place))
    once = {(one.name, one.before, one.after): one for one in reversed(first)}
    return tuple(one for one in first if once[one.name, one.before, one.after] is one)


def _between(before: Snapshot, after: Snapshot, *, named: Snapshot) -> Iterator[FigureChange]:
    for section, one, other in zip(named.sections, before.sections, after.sections, strict=True):
        first, second = _texts(one), _texts(other)
        for key in dict.fromkeys((*first, *second)):
            texts = first.get(key, ABSENT), second.get(key, ABSENT)
            if texts[0] != texts[1]:
                yield FigureChange(
                    section=section.title,
                    place=key[0],
                    name=key[1],
                    before=texts[0],
                    after=texts[1],
                )
        for row in row_changes(one, other):
            yield FigureChange(
                section=section.title,
                place="cell",
                name=row.name,
                before=row.before,
                after=row.after,
            )


def _texts(section: FrozenSection) -> dict[tuple[Place, str, int], str]:
    """What cards tell figure by figure; days in names are left out, for they move."""
    seen: Counter[tuple[Place, str]] = Counter()
    found: dict[tuple[Place, str, int], str] = {}
    for one in told_by(section):
        if one.place in ("figure", "part"):
            key = one.place, DAY.sub("", one.name)
            seen[key] += 1
            found[(*key, seen[key])] = one.text
    return found
