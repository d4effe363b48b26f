"""Turns at work that fills memory and processors: a few at a time, the others one after another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from dashboard.settings import settings

_SECONDS: Final = 1.0
"""How long a waiter waits before it is told its place again, which is when it may give up."""


def _nothing(place: int) -> None:
    """Tell nobody."""


class Turns:
    """Everybody waits in the order of coming; the first `at_once` have their turn."""

    def __init__(self, *, at_once: int) -> None:
        self._at_once = at_once
        self._tickets: list[object] = []
        self._moved = threading.Condition()

    @contextmanager
    def turn(self, tell: Callable[[int], None] = _nothing) -> Iterator[None]:
        """Wait for a turn and have it until the block ends.

        Args:
            tell: Told the place among those who wait, 1 being the next, at first and every second,
                and at once when it changes. Whoever raises an error from it has left the queue.
        """
        ticket = object()
        with self._moved:
            self._tickets.append(ticket)
        try:
            while place := self._place(ticket):
                tell(place)
                self._wait(ticket, place)
            yield
        finally:
            with self._moved:
                self._tickets.remove(ticket)
                self._moved.notify_all()

    def __len__(self) -> int:
        """How many have a turn or wait for one."""
        return len(self._tickets)

    def _wait(self, ticket: object, told: int) -> None:
        with self._moved:
            self._moved.wait_for(lambda: self._place(ticket) != told, _SECONDS)

    def _place(self, ticket: object) -> int:
        """Place among those who wait; 0 for whoever has a turn."""
        return max(0, self._tickets.index(ticket) + 1 - self._at_once)


def turns() -> Turns:
    """The turns of this process."""
    return _turns(settings().previews_at_once)


@cache
def _turns(at_once: int) -> Turns:
    return Turns(at_once=at_once)
