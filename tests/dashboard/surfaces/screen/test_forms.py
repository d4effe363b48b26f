"""A form is filled in, looked at once more, and only then written; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

from dashboard.errors import DisposalError
from dashboard.sections.form import Form, FormField
from dashboard.surfaces.screen import forms
from dashboard.surfaces.screen.forms import draw_form
from tests.screen import Piece

SENT: list[dict[str, str]] = []


def _send(_engine: object, values: Any) -> str:
    SENT.append(dict(values))
    if values["who"] == "慢":
        raise DisposalError("刚刚由他人处置")
    if values["who"] == "坏":
        raise ZeroDivisionError
    return "已记下"


FORM = Form(
    key="f",
    title="处<置>",
    entries=(
        FormField(name="verdict", label="结论", options=("属实", "合理"), required=True),
        FormField(name="who", label="经办人", longest=10, required=True),
        FormField(name="why", label="说明", longest=50, lines=3),
    ),
    check="核对后提交",
    confirm="确认写入",
    asks="请核对",
    send=_send,
    note="尚无登录",
)


@pytest.fixture
def piece() -> Iterator[Piece]:
    SENT.clear()
    with mock.patch.object(forms, "open_store"):
        yield Piece(draw_form, FORM)


def _fill(piece: Piece, *, verdict: str | None = "合理", who: str = "甲<b>", why: str = "") -> None:
    if verdict:
        piece.app.radio[0].set_value(verdict)
    piece.app.text_input[0].set_value(who)
    piece.app.text_area[0].set_value(why)
    piece.app.button[0].click().run()


def _click(piece: Piece, label: str) -> None:
    (button,) = (one for one in piece.app.button if one.label == label)
    button.click().run()


def test_it_is_written_after_it_was_confirmed(piece: Piece) -> None:
    _fill(piece, why="查过<了>")
    assert SENT == []
    assert "甲&lt;b&gt;" in piece.html
    assert "查过&lt;了&gt;" in piece.html
    assert "请核对" in piece.text
    _click(piece, "确认写入")
    assert SENT == [{"verdict": "合理", "who": "甲<b>", "why": "查过<了>"}]
    assert "已记下" in piece.text
    assert piece.app.text_input[0].value == "", "a new form is empty"


def test_what_is_missing_is_said_and_what_is_there_is_kept(piece: Piece) -> None:
    _fill(piece, verdict=None)
    assert "请填写“结论”" in piece.text
    assert piece.app.text_input[0].value == "甲<b>"
    assert SENT == []


def test_going_back_keeps_what_was_filled_in(piece: Piece) -> None:
    _fill(piece, why="理由")
    _click(piece, "返回修改")
    assert piece.app.radio[0].value == "合理"
    assert (piece.app.text_input[0].value, piece.app.text_area[0].value) == ("甲<b>", "理由")
    assert SENT == []


@pytest.mark.parametrize(("who", "said"), [("慢", "刚刚由他人处置"), ("坏", "没有完成，事件编号")])
def test_what_goes_wrong_is_said_without_a_trace(piece: Piece, who: str, said: str) -> None:
    _fill(piece, who=who)
    _click(piece, "确认写入")
    assert said in piece.text
    assert not piece.app.exception
    assert piece.app.text_input[0].value == who, "the draft is kept"


def test_the_note_stands_below_and_the_title_is_escaped(piece: Piece) -> None:
    assert "尚无登录" in piece.text
    assert "处&lt;置&gt;" in piece.html
