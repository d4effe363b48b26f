"""States: every kind of empty has a word of its own."""

from __future__ import annotations

from dashboard.metrics.states import State


def test_every_kind_of_empty_has_a_word_of_its_own() -> None:
    words = [state.word for state in State if not state.has_number]
    assert all(words)
    assert len(set(words)) == len(words)


def test_a_number_needs_no_word() -> None:
    assert State.VALUE.word == ""
    assert {state for state in State if state.has_number} == {
        State.VALUE,
        State.ZERO,
        State.THIN,
    }
