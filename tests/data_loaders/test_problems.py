"""Questions and their keys."""

from __future__ import annotations

from data_loaders.problems import LEVELS, MOST_KEY, Level, Option, Question, question_key


def test_a_question_takes_only_its_own_answers() -> None:
    question = Question(key="k", text="哪一种？", options=(Option(answer="a", label="甲"),))
    assert question.answered({"k": "a"}) == "a"
    assert question.answered({"k": "b"}) is None
    assert question.answered({}) is None


def test_keys_tell_their_parts_apart_and_stay_short() -> None:
    assert question_key("choice", "a|b", "c") != question_key("choice", "a", "b|c")
    long = [question_key("column", "长" * 400 + end) for end in "甲乙"]
    assert long[0] != long[1]
    assert all(len(key) <= MOST_KEY for key in long)


def test_every_level_has_a_name_on_screen() -> None:
    assert set(LEVELS) == set(Level)
