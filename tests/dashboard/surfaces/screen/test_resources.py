"""What the server keeps: a store that does not answer is left alone for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.errors import StoreBusyError, StoreError
from dashboard.surfaces.screen import resources
from dashboard.surfaces.screen.resources import Pulse


def _ask(pulse: Pulse, ask: Callable[[], None]) -> str:
    try:
        with pulse.felt():
            ask()
    except StoreError as error:
        return f"{type(error).__name__}: {error.zh}"
    return "well"


def _busy(asked: list[int]) -> None:
    asked.append(len(asked))
    raise StoreBusyError(f"第{len(asked)}次", "busy")


def test_a_store_that_does_not_answer_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pulse, asked, now = Pulse(), list[int](), [100.0]
    monkeypatch.setattr(resources, "monotonic", lambda: now[0])
    told = [_ask(pulse, lambda: _busy(asked)) for _ in range(20)]
    assert (set(told), len(asked)) == ({"StoreBusyError: 第1次"}, 1)
    now[0] += 3
    assert _ask(pulse, lambda: _busy(asked)) == "StoreBusyError: 第2次"
    now[0] += 3
    assert _ask(pulse, lambda: None) == "well"
    assert _ask(pulse, lambda: _busy(asked)) == "StoreBusyError: 第3次", "well again: asked at once"


def test_many_readers_of_a_store_that_does_not_answer_wait_for_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pulse, asked, now = Pulse(), list[int](), [100.0]
    monkeypatch.setattr(resources, "monotonic", lambda: now[0])
    _ask(pulse, lambda: _busy(asked))
    now[0] += 3
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        assert go_on.wait(60)
        _busy(asked)

    with ThreadPoolExecutor(1) as other:
        first = other.submit(_ask, pulse, slow)
        assert begun.wait(60)
        told = [_ask(pulse, lambda: _busy(asked)) for _ in range(20)]
        go_on.set()
        assert first.result() == "StoreBusyError: 第2次"
    assert (set(told), len(asked)) == ({"StoreBusyError: 第1次"}, 2)


def test_readers_of_a_store_that_answers_do_not_wait_for_each_other() -> None:
    pulse, meeting = Pulse(), threading.Barrier(3, timeout=60)
    with ThreadPoolExecutor(3) as readers:
        told = list(readers.map(lambda _: _ask(pulse, lambda: meeting.wait() and None), range(3)))
    assert told == ["well"] * 3


def test_other_errors_say_nothing_of_the_store() -> None:
    pulse = Pulse()
    with pytest.raises(ZeroDivisionError), pulse.felt():
        raise ZeroDivisionError
    assert _ask(pulse, lambda: None) == "well"
