"""What the server keeps between reruns: engine, reference facts, answers; keyed by revision.

A new load raises the revision, so everybody sees it at the next rerun and nothing expires by
guess. This is the only module that holds caches.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any, Final

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.errors import StoreError
from dashboard.metrics.reconcile import Verdict, reconcile
from dashboard.sections.section import Ask
from dashboard.settings import settings
from dashboard.store.engine import make_engine, reading
from dashboard.store.reference import Reference, read_reference
from dashboard.store.state import State, read_state

_KEPT: Final = 1024
_LEFT_ALONE_SECONDS: Final = 3


class Answers:
    """Answers by what was asked, for one stand of the store; the oldest give way.

    Readers who arrive together after a load do not each compute the same: the first claims what
    nobody has, the others wait for it.
    """

    def __init__(self, stand: Hashable) -> None:
        self.stand = stand
        self._lock = threading.Lock()
        self._answered = threading.Condition(self._lock)
        self._kept: OrderedDict[Ask, Any] = OrderedDict()
        self._in_hand: set[Ask] = set()
        self._reading = threading.Lock()
        self._reconciling = threading.Lock()
        self._reference: Reference | None = None
        self._verdicts: tuple[Verdict, ...] | None = None

    def get(self, ask: Ask) -> Any | None:
        """What was kept for `ask`, or None."""
        with self._lock:
            if ask in self._kept:
                self._kept.move_to_end(ask)
            return self._kept.get(ask)

    def put(self, ask: Ask, got: Any) -> None:
        """Keep `got` for `ask`."""
        with self._lock:
            self._kept[ask] = got
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    @contextmanager
    def claimed(self, asks: Sequence[Ask]) -> Iterator[Sequence[Ask]]:
        """Those of `asks` that are neither kept nor in hand; waits while others have all in hand.

        Claims are held while computing and never while waiting, so that no two readers can wait
        for each other; what a reader gave up for an error is free for the next.
        """
        with self._answered:
            self._answered.wait_for(lambda: any(one not in self._in_hand for one in asks))
            mine = tuple(
                one for one in asks if one not in self._in_hand and self._kept.get(one) is None
            )
            self._in_hand.update(mine)
        try:
            yield mine
        finally:
            with self._answered:
                self._in_hand.difference_update(mine)
                self._answered.notify_all()

    def reference(self, session: Session, *, case_role: bool) -> Reference:
        """Reference facts of this stand, read once."""
        with self._reading:
            if self._reference is None:
                self._reference = read_reference(session, case_role=case_role)
            return self._reference

    def verdicts(
        self, engine: Engine, reference: Reference, *, data_until: date | None, case_role: bool
    ) -> tuple[Verdict, ...]:
        """Reconciliation of this stand, computed once, when a page first needs it."""
        with self._reconciling:
            if self._verdicts is None:
                with reading(engine) as session:
                    self._verdicts = reconcile(
                        session, reference, data_until=data_until, case_role=case_role
                    )
            return self._verdicts


class Shelf:
    """Where the answers of the store's newest stand are.

    A rerun that began before a load keeps the answers of its own stand, so that what it puts
    there can never be taken for the new stand's.
    """

    def __init__(self) -> None:
        self._newest = Answers(None)

    def at(self, state: State) -> Answers:
        """The answers of this stand: the shelf's, or new ones that take their place."""
        stand = (state.revision, state.changed_at)
        answers = self._newest
        if answers.stand != stand:
            answers = self._newest = Answers(stand)
        return answers


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
    state: State
    reference: Reference
    answers: Answers

    def verdicts(self) -> tuple[Verdict, ...]:
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
def _shelf(url: str) -> Shelf:
    return Shelf()


@st.cache_resource(show_spinner=False)
def _pulse(url: str) -> Pulse:
    return Pulse()


def open_store() -> Store:
    """Open the store for this rerun: one statement, and the reference facts if they are new.

    Raises:
        StoreError: the store cannot be reached, or its schema is not this program's.
    """
    chosen = settings()
    engine = _engine(chosen.database_url)
    with _pulse(chosen.database_url).felt():
        state = read_state(engine)
        answers = _shelf(chosen.database_url).at(state)
        with reading(engine) as session:
            reference = answers.reference(session, case_role=chosen.case_role)
    return Store(engine=engine, state=state, reference=reference, answers=answers)
