"""Answers belong to one state of the store, are computed once, and the oldest give way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from streamlit.runtime.scriptrunner import StopException

from dashboard.metrics.measure import FigureQuery
from dashboard.sections.section import SupersededError
from dashboard.store.engine import reading
from dashboard.store.state import StoreStatus, read_state
from dashboard.surfaces.screen import answers as answers_module
from dashboard.surfaces.screen.answers import Answers

STATE = StoreStatus(
    dataset="demo",
    revision=1,
    data_until=date(2024, 12, 31),
    changed_at=datetime(2024, 12, 31, tzinfo=UTC),
)


def question(day: int) -> FigureQuery:
    return FigureQuery(metrics=("findings",), as_of=date.fromordinal(738_000 + day))


def test_an_answer_is_kept_by_what_was_asked() -> None:
    answers = Answers(STATE)
    answers.put(question(1), "eins")
    assert answers.get(question(1)) == "eins"
    assert answers.get(question(2)) is None


def test_nothing_more_is_computed_of_a_state_that_is_gone() -> None:
    answers = Answers(STATE)
    answers.put(question(1), "eins")
    answers.supersede()
    assert answers.get(question(1)) == "eins"
    with pytest.raises(SupersededError), answers.claimed([question(2)]):
        raise AssertionError
    # What was in hand before goes on, and is kept for those who are shown that state.
    answers.put(question(3), "drei")
    assert answers.get(question(3)) == "drei"


def test_answers_are_of_one_state_alone(demo_engine: Engine) -> None:
    state = read_state(demo_engine)
    with reading(demo_engine) as session:
        Answers(state).confirm(session)
        assert session.in_transaction()
        Answers(state).confirm(session)
    for other in (replace(state, revision=state.revision + 1), STATE, None):
        with reading(demo_engine) as session, pytest.raises(SupersededError):
            Answers(other).confirm(session)


def test_the_oldest_answers_give_way_to_what_is_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "_MOST_BYTES", 1_000_000)
    answers = Answers(STATE)
    answers.put(question(0), "x" * 300_000)
    answers.put(question(1), "x" * 300_000)
    answers.get(question(0))
    answers.put(question(2), "x" * 600_000)
    assert answers.get(question(1)) is None, "asked longest ago"
    assert answers.get(question(0)) is not None
    assert answers.get(question(2)) is not None
    answers.put(question(2), "x")
    answers.put(question(1), "x" * 600_000)
    assert answers.get(question(0)) is not None, "what took the place of a heavy one is light"


def test_one_answer_is_kept_however_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "_MOST_BYTES", 1_000)
    answers = Answers(STATE)
    answers.put(question(1), "x")
    answers.put(question(2), "x" * 10_000)
    assert answers.get(question(1)) is None
    assert answers.get(question(2)) is not None, "who computes it must find it"


def test_many_readers_do_not_push_out_each_others_light_answers() -> None:
    """Twenty readers who each go through a page of every district, as 330 questions."""
    answers = Answers(STATE)
    for day in range(20 * 330):
        answers.put(question(day), tuple(range(100)))
    assert all(answers.get(question(day)) is not None for day in range(20 * 330))
    answers.forget()
    assert answers.get(question(0)) is None


def test_what_one_reader_computes_the_next_one_waits_for() -> None:
    answers, asked = Answers(STATE), [question(1), question(2)]
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
    answers = Answers(STATE)
    answers.put(question(1), "eins")
    with (
        answers.claimed([question(2)]),
        answers.claimed([question(1), question(2), question(3)]) as mine,
    ):
        assert list(mine) == [question(3)]


def test_what_a_reader_gave_up_is_free_for_the_next() -> None:
    answers = Answers(STATE)
    with pytest.raises(ZeroDivisionError), answers.claimed([question(1)]):
        raise ZeroDivisionError
    with answers.claimed([question(1)]) as mine:
        assert list(mine) == [question(1)]


def _waits(answers: Answers) -> None:
    """What a reader does who wants what another has in hand."""
    with answers.claimed([question(1)]):
        raise AssertionError


def test_one_who_leaves_while_waiting_claims_nothing_and_is_waited_for_by_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, gone, begun = Answers(STATE), threading.Event(), threading.Event()

    def departure() -> Callable[[], bool]:
        begun.set()
        return gone.is_set

    me = threading.get_ident()
    with ThreadPoolExecutor(1) as pool, answers.claimed([question(1)]):
        assert not answers.are_awaited(me), "nobody has come yet"
        begun.clear()
        monkeypatch.setattr(answers_module, "departure", departure)
        waiting = pool.submit(_waits, answers)
        assert begun.wait(60)
        assert answers.are_awaited(me)
        gone.set()
        assert not answers.are_awaited(me), "who has left does not count"
        with pytest.raises(StopException):
            waiting.result(timeout=60)


def test_who_computes_a_part_awaits_the_rest() -> None:
    answers, me = Answers(STATE), threading.get_ident()

    def other() -> bool:
        with answers.claimed([question(1), question(2)]) as mine:
            assert list(mine) == [question(2)]
            return answers.are_awaited(me) and not answers.are_awaited(threading.get_ident())

    with ThreadPoolExecutor(1) as pool, answers.claimed([question(1)]):
        assert pool.submit(other).result(timeout=60)
        assert not answers.are_awaited(me)
