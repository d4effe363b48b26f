"""What the server keeps: answers belong to one stand of the store, and the oldest give way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.errors import StoreBusyError, StoreError
from dashboard.metrics.measure import Question
from dashboard.store.state import State
from dashboard.surfaces.screen import resources
from dashboard.surfaces.screen.resources import Answers, Pulse, Shelf

STATE = State(
    dataset="demo",
    revision=1,
    data_until=date(2024, 12, 31),
    changed_at=datetime(2024, 12, 31, tzinfo=UTC),
)


def question(day: int) -> Question:
    return Question(metrics=("findings",), as_of=date.fromordinal(738_000 + day))


def test_an_answer_is_kept_by_what_was_asked() -> None:
    answers = Answers(1)
    answers.put(question(1), "eins")
    assert answers.get(question(1)) == "eins"
    assert answers.get(question(2)) is None


def test_the_same_stand_keeps_its_answers() -> None:
    shelf = Shelf()
    shelf.at(STATE).put(question(1), "eins")
    assert shelf.at(STATE).get(question(1)) == "eins"


def test_a_load_empties_the_shelf() -> None:
    shelf = Shelf()
    before = shelf.at(STATE)
    before.put(question(1), "eins")
    after = shelf.at(replace(STATE, revision=2))
    assert after.get(question(1)) is None
    # A rerun that began before the load writes to its own stand, never to the new one.
    before.put(question(2), "zwei")
    assert after.get(question(2)) is None


def test_a_store_built_anew_is_not_taken_for_the_old_one() -> None:
    shelf = Shelf()
    shelf.at(STATE).put(question(1), "eins")
    rebuilt = replace(STATE, changed_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert shelf.at(rebuilt).get(question(1)) is None


def test_the_oldest_answers_give_way() -> None:
    answers = Answers(1)
    for day in range(1500):
        answers.put(question(day), day)
        answers.get(question(0))
    assert answers.get(question(1499)) == 1499
    assert answers.get(question(0)) == 0
    assert answers.get(question(1)) is None


def test_what_one_reader_computes_the_next_one_waits_for() -> None:
    answers, asked = Answers(1), [question(1), question(2)]
    waiting = threading.Event()

    def second() -> Sequence[object]:
        waiting.set()
        with answers.claimed(asked) as mine:
            return [*mine, answers.get(question(1))]

    with ThreadPoolExecutor(1) as pool:
        with answers.claimed(asked) as mine:
            assert list(mine) == asked
            later = pool.submit(second)
            assert waiting.wait(timeout=10)
            for one in mine:
                answers.put(one, "eins")
            assert not later.done()
        assert later.result(timeout=10) == ["eins"]


def test_only_what_nobody_has_in_hand_is_claimed() -> None:
    answers = Answers(1)
    answers.put(question(1), "eins")
    with (
        answers.claimed([question(2)]),
        answers.claimed([question(1), question(2), question(3)]) as mine,
    ):
        assert list(mine) == [question(3)]


def test_what_a_reader_gave_up_is_free_for_the_next() -> None:
    answers = Answers(1)
    with pytest.raises(ZeroDivisionError), answers.claimed([question(1)]):
        raise ZeroDivisionError
    with answers.claimed([question(1)]) as mine:
        assert list(mine) == [question(1)]


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
