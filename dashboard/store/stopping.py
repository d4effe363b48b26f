"""Stopping what was asked of the store when nobody wants to know any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from dashboard.store.dialects import stop_statement

_LOOK_SECONDS: Final = 0.2
"""How often it is looked whether somebody still wants to know."""


class GivenUpError(Exception):
    """A statement was stopped because nobody wanted its answer; nothing is wrong."""


class _Errand:
    """Statements asked one after the other on one connection, for somebody."""

    def __init__(self, unwanted: Callable[[], bool]) -> None:
        self._unwanted = unwanted
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self.given_up = False

    def begins(self, _session: Session, _transaction: Any, connection: Connection) -> None:
        """Note the connection; called by SQLAlchemy when the session has taken one."""
        with self._lock:
            self._connection = connection

    def ends(self) -> None:
        """The connection is about to be another's: from now on nothing on it is stopped."""
        with self._lock:
            self._connection = None

    def look(self) -> None:
        """Stop the statement that runs, if nobody wants its answer."""
        with self._lock:
            if self._connection is None or not self._unwanted():
                return
            self.given_up = True
            stop_statement(self._connection)


class _Watch:
    """One thread that looks after all errands; it sleeps while there are none."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._errands: set[_Errand] = set()
        self._thread: threading.Thread | None = None

    def over(self, errand: _Errand) -> None:
        with self._changed:
            self._errands.add(errand)
            if self._thread is None:
                self._thread = threading.Thread(target=self._go, name="stopping", daemon=True)
                self._thread.start()
            self._changed.notify()

    def ends(self, errand: _Errand) -> None:
        with self._changed:
            self._errands.discard(errand)
        errand.ends()

    def _go(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._errands)
                errands = tuple(self._errands)
            for errand in errands:
                errand.look()
            time.sleep(_LOOK_SECONDS)


_WATCH: Final = _Watch()


@contextmanager
def stopped_when(unwanted: Callable[[], bool], session: Session) -> Iterator[None]:
    """Stop statements of the session inside the block as soon as they are unwanted.

    Args:
        unwanted: Asked every now and then from another thread while the block lasts.
        session: Not yet asked anything; not to be shared.

    Raises:
        GivenUpError: one was stopped.
    """
    errand = _Errand(unwanted)
    event.listen(session, "after_begin", errand.begins)
    _WATCH.over(errand)
    try:
        yield
    except Exception as error:
        if errand.given_up:
            raise GivenUpError from error
        raise
    finally:
        _WATCH.ends(errand)
        event.remove(session, "after_begin", errand.begins)
