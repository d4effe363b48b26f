"""States: every kind of empty has a word of its own."""

from __future__ import annotations

from dashboard.metrics.states import FigureState


def test_every_kind_of_empty_has_a_word_of_its_own() -> None:
    words = [state.word for state in FigureState if not state.has_number]
    assert all(words)
    assert len(set(words)) == len(words)


def test_a_number_needs_no_word() -> None:
    assert FigureState.VALUE.word == ""
    assert {state for state in FigureState if state.has_number} == {
        FigureState.VALUE,
        FigureState.ZERO,
        FigureState.THIN,
    }
