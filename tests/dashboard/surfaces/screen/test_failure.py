"""Failures: what each kind of error shows, and that nothing of a trace is in it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from dashboard.errors import BadFilterError, StoreUnreachableError
from dashboard.surfaces.screen import failure
from tests.screen import Piece


def test_an_error_of_ours_says_what_is_wrong() -> None:
    piece = Piece(failure.show, BadFilterError("参数 <b>from</b> 不是日期"))
    assert "无法显示" in piece.text
    assert "参数 <b>from</b> 不是日期" in piece.text
    assert "<b>from" not in piece.html


def test_a_store_out_of_reach_is_told_in_two_languages_and_asked_again() -> None:
    piece = Piece(failure.show, StoreUnreachableError("无法连接数据库", "the store is gone"))
    assert "无法连接数据库" in piece.text
    assert 'lang="en">the store is gone' in piece.html
    assert "页面每5秒自动重试" in piece.text


def test_a_store_that_answers_a_page_that_fails_is_not_asked_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[None] = []
    monkeypatch.setattr(failure, "open_store", lambda: asked.append(None))
    Piece(failure.show, StoreUnreachableError("无法连接数据库", "the store is gone"))
    assert asked == []


class _Streamlit:
    """What a retry needs of Streamlit; time passes when `tick` is called."""

    def __init__(self) -> None:
        self.session_state: dict[str, int] = {}
        self.drawn = 0

    def fragment(self, *, run_every: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
        def keep(run: Callable[[], None]) -> Callable[[], None]:
            self.every, self.tick = run_every, run
            return run

        return keep

    def rerun(self, *, scope: str) -> None:
        assert scope == "app"
        self.drawn += 1


def test_a_page_that_fails_again_is_drawn_ever_more_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    streamlit = _Streamlit()
    answers: list[Callable[[], None]] = []
    monkeypatch.setattr(failure, "st", streamlit)
    monkeypatch.setattr(failure, "put", lambda _: None)
    monkeypatch.setattr(failure, "open_store", lambda: answers[-1]())
    waits = []
    for _ in range(6):
        failure.show(StoreUnreachableError("没有数据库"))
        waits.append(streamlit.every)
        drawn = streamlit.drawn
        answers.append(_no_answer)
        streamlit.tick()
        assert streamlit.drawn == drawn, "the store is away: the page is left alone"
        answers.append(lambda: None)
        streamlit.tick()
        assert streamlit.drawn == drawn + 1
    assert waits == [5, 10, 20, 40, 60, 60]
    failure.is_over()
    failure.show(StoreUnreachableError("没有数据库"))
    assert streamlit.every == 5


def _no_answer() -> None:
    raise StoreUnreachableError("没有数据库")


def test_one_sentence_says_what_went_wrong(caplog: pytest.LogCaptureFixture) -> None:
    assert failure.sentence(StoreUnreachableError("没有数据库", "no store")) == "没有数据库"
    assert caplog.records == []
    said = failure.sentence(ZeroDivisionError("secret"))
    assert caplog.records[-1].getMessage().split()[-1] in said
    assert "secret" not in said


def test_an_unforeseen_error_shows_a_number_and_logs_the_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "oversight"):
        piece = Piece(failure.show, ZeroDivisionError("secret detail"))
    assert "事件编号" in piece.text
    assert "secret detail" not in piece.html
    (record,) = [one for one in caplog.records if one.name.startswith("oversight")]
    assert record.getMessage().split()[-1] in piece.text
    assert record.exc_info is not None
