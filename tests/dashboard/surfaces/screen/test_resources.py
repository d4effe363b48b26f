"""What the server keeps: answers belong to one stand of the store, and the oldest give way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from dashboard.metrics.measure import Question
from dashboard.store.state import State
from dashboard.surfaces.screen.resources import Answers, Shelf

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
