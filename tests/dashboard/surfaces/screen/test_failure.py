"""Failures: what each kind of error shows, and that nothing of a trace is in it."""

from __future__ import annotations

import logging

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
    assert "自动重试" in piece.text


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
