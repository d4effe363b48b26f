"""Which state of the store a page shows: the newest, or the one before while that is prepared."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from time import monotonic
from typing import Final

from dashboard.store.state import StoreStatus
from dashboard.surfaces.screen.answers import Answers

_LONGEST_SECONDS: Final = 60
"""How long the state before is shown at most: who waits for a load wants to see it."""


@dataclass(frozen=True, kw_only=True)
class CachedRevision:
    """A state of the store, and the answers of it."""

    state: StoreStatus
    answers: Answers

    @property
    def moment(self) -> tuple[int, object]:
        """What tells it from others; a store made anew may count its revisions anew."""
        return self.state.revision, self.state.changed_at


class RevisionCache:
    """The newest state that anybody has seen, and the one that readers are shown meanwhile.

    A rerun that began before a load keeps the answers of its own state, so that what it puts
    there can never be taken for the new one's.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: CachedRevision | None = None
        self._shown: CachedRevision | None = None
        self._until = 0.0
        self.is_prepared = False
        """Whether somebody prepares every new state and says when it is ready."""

    def newest(self, state: StoreStatus) -> CachedRevision:
        """The stand of a state just read; nothing more is computed of the one it takes over."""
        with self._lock:
            return self._newest_of(state)

    def shown(self, state: StoreStatus, *, seen: int) -> CachedRevision:
        """The stand of a state just read, or the one before while the new one is prepared.

        Args:
            state: The store's, just read.
            seen: The revision that the reader has seen already, below which nothing is shown.
        """
        with self._lock:
            newest = self._newest_of(state)
            before = self._shown
            late = not self.is_prepared or monotonic() >= self._until
            if before is None or late or before.state.revision < seen:
                return newest
            return before

    def show(self, stand: CachedRevision) -> None:
        """The stand is ready: let everybody see it, unless it is the newest no longer."""
        with self._lock:
            if stand is self._newest:
                self._shown = stand

    def is_shown(self, stand: CachedRevision) -> bool:
        """Whether readers are shown the stand."""
        with self._lock:
            return stand is self._shown

    def _newest_of(self, state: StoreStatus) -> CachedRevision:
        stand = CachedRevision(state=state, answers=Answers(state))
        if self._newest is None or self._newest.moment != stand.moment:
            if self._newest is not None:
                self._newest.answers.supersede()
            if self._newest is self._shown:  # of loads in a row the first began the wait
                self._until = monotonic() + _LONGEST_SECONDS
            self._newest = stand
        return self._newest
