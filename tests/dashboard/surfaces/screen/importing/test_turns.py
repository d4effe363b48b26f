"""Turns: a few at once, in the order of coming, and whoever gives up is missed by nobody.

Everybody here moves only when told to, so that nothing depends on how fast a thread is.
"""

from __future__ import annotations

import threading
from queue import SimpleQueue

import pytest

from dashboard.surfaces.screen.importing.turns import Turns, turns


class Waiter(threading.Thread):
    """Comes, waits, works until told to end; `told` are the places it was told, 0 at its turn."""

    def __init__(self, line: Turns) -> None:
        super().__init__(daemon=True)
        self.line = line
        self.told: SimpleQueue[int] = SimpleQueue()
        self.end = threading.Event()
        self.gives_up = False
        self.start()

    def run(self) -> None:
        last = None

        def tell(place: int) -> None:
            nonlocal last
            if self.gives_up:
                raise KeyboardInterrupt
            if place != last:
                self.told.put(place)
            last = place

        try:
            with self.line.turn(tell):
                self.told.put(0)
                self.end.wait()
        except KeyboardInterrupt:
            pass

    def finish(self) -> None:
        self.end.set()
        self.join()

    def next_told(self) -> int:
        return self.told.get(timeout=30)


def test_a_few_have_their_turn_and_the_others_are_told_their_place() -> None:
    line = Turns(at_once=2)
    waiters = []
    for place in (0, 0, 1, 2, 3):
        waiters.append(Waiter(line))
        assert waiters[-1].next_told() == place
    waiters[1].finish()
    assert [one.next_told() for one in waiters[2:]] == [0, 1, 2]
    waiters[0].finish()
    assert [one.next_told() for one in waiters[3:]] == [0, 1]
    for one in waiters[2:]:
        one.finish()
    assert len(line) == 0


def test_whoever_gives_up_leaves_and_the_others_move_up() -> None:
    line = Turns(at_once=1)
    first, second, third = (_came(line, place) for place in (0, 1, 2))
    second.gives_up = True
    second.join()
    assert len(line) == 2
    assert third.next_told() == 1
    first.finish()
    assert third.next_told() == 0
    third.finish()
    assert len(line) == 0


def test_a_turn_that_fails_is_over() -> None:
    line = Turns(at_once=1)
    with pytest.raises(ValueError, match="坏"), line.turn():
        raise ValueError("坏")
    with line.turn(_never):
        assert len(line) == 1


def test_many_come_and_go_and_never_too_many_work_at_once() -> None:
    line, working, most, lock = Turns(at_once=2), 0, 0, threading.Lock()

    def work() -> None:
        nonlocal working, most
        for _ in range(50):
            with line.turn():
                with lock:
                    working += 1
                    most = max(most, working)
                with lock:
                    working -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most <= 2
    assert len(line) == 0


def test_there_is_one_queue_for_the_whole_server() -> None:
    assert turns() is turns()


def _came(line: Turns, place: int) -> Waiter:
    waiter = Waiter(line)
    assert waiter.next_told() == place
    return waiter


def _never(place: int) -> None:
    raise AssertionError(place)
