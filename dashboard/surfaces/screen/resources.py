"""What the server keeps between reruns, keyed by revision: engine, reference facts, answers.

A new load raises the revision, so everybody sees it at the next rerun and nothing expires by
guess. This is the only module that holds caches.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Final

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.errors import StoreError
from dashboard.metrics.reconcile import ReconciledFigure
from dashboard.settings import settings
from dashboard.store.engine import make_engine, reading
from dashboard.store.reference import Reference
from dashboard.store.state import StoreStatus, read_state
from dashboard.store.stopping import GivenUpError, stopped_when
from dashboard.surfaces.screen.answers import Answers
from dashboard.surfaces.screen.leaving import departure, leave
from dashboard.surfaces.screen.revision_cache import CachedRevision, RevisionCache

_LEFT_ALONE_SECONDS: Final = 3
_SEEN: Final = "revision-seen"
"""Where a session remembers the newest revision that it has seen."""


class Pulse:
    """Whether the store answers; one that did not is left alone for a while, by all readers.

    However many wait for it, it is asked once every few seconds; whoever asks in between, or while
    another is asking, is told what the last one was.
    """

    def __init__(self) -> None:
        self._ill: tuple[float, StoreError] | None = None
        self._asking = threading.Lock()

    @contextmanager
    def felt(self) -> Iterator[None]:
        """Ask the store inside the block.

        Raises:
            StoreError: the block's own, or the last one if the store is to be left alone.
        """
        ill = self._ill
        if ill is None:  # readers of a store that answers never wait for each other
            with self._noted():
                yield
            return
        at, error = ill
        if monotonic() - at < _LEFT_ALONE_SECONDS or not self._asking.acquire(blocking=False):
            raise type(error)(error.zh, error.en)
        try:
            with self._noted():
                yield
        finally:
            self._asking.release()

    @contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except StoreError as error:
            self._ill = (monotonic(), error)
            raise
        self._ill = None


@dataclass(frozen=True, kw_only=True)
class Store:
    """The store as one rerun sees it."""

    engine: Engine
    stand: CachedRevision
    reference: Reference

    @property
    def state(self) -> StoreStatus:
        """The state of the store that is seen."""
        return self.stand.state

    @property
    def answers(self) -> Answers:
        """The answers kept of that state."""
        return self.stand.answers

    def recall(self, state: StoreStatus) -> Answers:
        """The answers kept of a state that was just read."""
        return revision_cache(settings().database_url).newest(state).answers

    @contextmanager
    def asking(self) -> Iterator[Session]:
        """A session for reading, whose statement is stopped when this reader leaves.

        While others wait for its answers it goes on.

        Raises:
            StoreError: the store does not answer.
        """
        left, me = departure(), threading.get_ident()
        try:
            with (
                reading(self.engine) as session,
                stopped_when(lambda: left() and not self.answers.are_awaited(me), session),
            ):
                yield session
        except GivenUpError:
            leave()

    def verdicts(self) -> tuple[ReconciledFigure, ...]:
        """What documents state beside the ledgers; asks the ledgers if nobody has before.

        Raises:
            StoreError: the store does not answer.
        """
        return self.answers.verdicts(
            self.engine,
            self.reference,
            data_until=self.state.data_until,
            case_role=settings().case_role,
        )


@st.cache_resource(show_spinner=False)
def _engine(url: str) -> Engine:
    return make_engine(url)


@st.cache_resource(show_spinner=False)
def revision_cache(url: str) -> RevisionCache:
    """What is kept of the store at an address, for all readers of this server."""
    return RevisionCache()


@st.cache_resource(show_spinner=False)
def _pulse(url: str) -> Pulse:
    return Pulse()


def open_store(*, before: bool = False) -> Store:
    """Open the store for this rerun: one statement, and the reference facts if they are new.

    Args:
        before: Whether its state before the last load will do while the new one is prepared; a
            session that has seen the new one is never taken back.

    Raises:
        StoreError: the store cannot be reached, or its schema is not this program's.
    """
    chosen = settings()
    engine = _engine(chosen.database_url)
    kept = revision_cache(chosen.database_url)
    with _pulse(chosen.database_url).felt():
        state = read_state(engine)
        stand = kept.shown(state, seen=_seen()) if before else kept.newest(state)
        with reading(engine) as session:
            reference = stand.answers.reference(session, case_role=chosen.case_role)
    _see(stand)
    return Store(engine=engine, stand=stand, reference=reference)


def _seen() -> int:
    """The newest revision that this session has seen."""
    return int(st.session_state.get(_SEEN, 0))


def _see(stand: CachedRevision) -> None:
    if get_script_run_ctx(suppress_warning=True) is not None:
        st.session_state[_SEEN] = stand.state.revision
