"""Answers kept between reruns, for all readers of one state of the store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.reconcile import ReconciledFigure, reconcile
from dashboard.sections.section import Ask, SupersededError
from dashboard.store.dialects import begin_reading
from dashboard.store.engine import reading
from dashboard.store.models.operation import StoreState
from dashboard.store.reference import Reference, read_reference
from dashboard.store.state import StoreStatus
from dashboard.surfaces.screen.leaving import departure, leave
from dashboard.surfaces.screen.weight import weight

_MOST_BYTES: Final = 64 * 1024 * 1024
"""What the answers of one stand may take, whoever asked them.

Their number says little: one of alerts weighs as much as two hundred of a district's figures, so
that a bound on it either lets memory grow or has readers push out each other's. The answers of all
pages for one district weigh 0.3 MB over the demo store: this holds those of every district several
times over.
"""
_LOOK_SECONDS: Final = 0.2
"""How often one who waits for another's answers looks whether their own reader has left."""


class Answers:
    """Answers by what was asked, for one state of the store; the oldest give way.

    Readers who arrive together after a load do not each compute the same: the first claims what
    nobody has, the others wait for it.
    """

    def __init__(self, state: StoreStatus | None) -> None:
        self._state = state
        self._superseded = False
        self._lock = threading.Lock()
        self._answered = threading.Condition(self._lock)
        self._kept: OrderedDict[Ask, Any] = OrderedDict()
        self._weights: dict[Ask, int] = {}
        self._weight = 0
        self._in_hand: dict[Ask, int] = {}
        self._waiting: dict[int, tuple[frozenset[Ask], Callable[[], bool]]] = {}
        self._reading = threading.Lock()
        self._reconciling = threading.Lock()
        self._reference: Reference | None = None
        self._verdicts: tuple[ReconciledFigure, ...] | None = None

    def get(self, ask: Ask) -> Any | None:
        """What was kept for `ask`, or None."""
        with self._lock:
            if ask in self._kept:
                self._kept.move_to_end(ask)
            return self._kept.get(ask)

    def put(self, ask: Ask, got: Any) -> None:
        """Keep `got` for `ask`; the oldest give way to it."""
        own = weight((ask, got))
        with self._lock:
            self._kept[ask] = got
            self._kept.move_to_end(ask)
            self._weight += own - self._weights.get(ask, 0)
            self._weights[ask] = own
            while self._weight > _MOST_BYTES and len(self._kept) > 1:
                oldest, _ = self._kept.popitem(last=False)
                self._weight -= self._weights.pop(oldest)

    def forget(self) -> None:
        """Keep no answer any more; reference facts stay."""
        with self._lock:
            self._kept.clear()
            self._weights.clear()
            self._weight = 0

    def supersede(self) -> None:
        """Have nothing more computed: the store has another state now."""
        self._superseded = True

    def confirm(self, session: Session) -> None:
        """Have the session see the state of the store that these answers are of.

        Raises:
            SupersededError: the store has another one now.
        """
        if session.in_transaction():
            return
        begin_reading(session.connection(), long=False)
        found = session.execute(select(StoreState.revision, StoreState.changed_at)).one()
        if self._state is None or tuple(found) != (self._state.revision, self._state.changed_at):
            raise SupersededError

    @contextmanager
    def claimed(self, asks: Sequence[Ask]) -> Iterator[Sequence[Ask]]:
        """Those of `asks` that are neither kept nor in hand; waits while others have all in hand.

        Claims are held while computing and never while waiting, so that no two readers can wait
        for each other; what a reader gave up, for an error or by leaving, is free for the next.

        Raises:
            SupersededError: somebody would have to compute them of a state that is gone.
        """
        me = threading.get_ident()
        mine: Sequence[Ask] = ()
        try:
            with self._answered:
                mine = self._taken(asks, me)
            yield mine
        finally:
            with self._answered:
                self._waiting.pop(me, None)
                for one in mine:
                    del self._in_hand[one]
                self._answered.notify_all()

    def _taken(self, asks: Sequence[Ask], me: int) -> Sequence[Ask]:
        left = departure()
        self._waiting[me] = (frozenset(one for one in asks if one in self._in_hand), left)
        while all(one in self._in_hand for one in asks):
            if left():
                leave()
            self._answered.wait(_LOOK_SECONDS)
        mine = tuple(
            one for one in asks if one not in self._in_hand and self._kept.get(one) is None
        )
        if mine and self._superseded:
            raise SupersededError
        self._in_hand.update(dict.fromkeys(mine, me))
        return mine

    def are_awaited(self, thread: int) -> bool:
        """Whether somebody who has not left waits for answers that this thread has in hand."""
        with self._lock:
            own = {one for one, owner in self._in_hand.items() if owner == thread}
            waiting = tuple(self._waiting.values())
        return any(not asks.isdisjoint(own) and not left() for asks, left in waiting)

    def reference(self, session: Session, *, case_role: bool) -> Reference:
        """Reference facts of this state, read once."""
        with self._reading:
            if self._reference is None:
                self._reference = read_reference(session, case_role=case_role)
            return self._reference

    def verdicts(
        self, engine: Engine, reference: Reference, *, data_until: date | None, case_role: bool
    ) -> tuple[ReconciledFigure, ...]:
        """Reconciliation of this state, computed once, when a page first needs it.

        Raises:
            SupersededError: it was not computed while the store had this state.
        """
        with self._reconciling:
            if self._verdicts is None:
                with reading(engine) as session:
                    self.confirm(session)
                    self._verdicts = reconcile(
                        session, reference, data_until=data_until, case_role=case_role
                    )
            return self._verdicts
