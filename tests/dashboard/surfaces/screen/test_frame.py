"""Whatever is raised wherever: one face in Chinese, no trace, and the menu still leads away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine

from dashboard.errors import BadFilterError, StoreUnreachableError
from dashboard.navigation import PAGES
from dashboard.surfaces.screen import filter_bar, frame, page
from tests.dashboard.surfaces.screen.briefings import press
from tests.screen import Screen, screen_on, url_of

FACES = [
    (ZeroDivisionError("secret detail"), "页面出错"),
    (BadFilterError("参数 from 不是日期"), "参数 from 不是日期"),
    (StoreUnreachableError("无法连接数据库", "the store is gone"), "数据库暂时不可用"),
]


def _raise(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


def _tells(screen: Screen, words: str) -> None:
    assert len(screen.app.exception) == 0
    assert screen.html.count('class="failure"') == 1
    assert words in screen.text
    assert "secret" not in screen.html
    assert {link.partition("?")[0] for link in screen.menu} == {page.path for page in PAGES}


@pytest.mark.parametrize(("error", "words"), FACES)
def test_in_a_page(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    runs: list[None] = []
    monkeypatch.setattr(page, "gather", lambda *_, **__: runs.append(None) or _raise(error)())
    with screen_on(url_of(demo_engine)) as screen:
        _tells(screen.open(), words)
        assert screen.html.index('class="failure"') < screen.html.index('<header class="page">')
        assert len(runs) == 1, "the store answers: the page must not be drawn again and again"


@pytest.mark.parametrize(("error", "words"), FACES)
def test_in_a_callback(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr(filter_bar, "_clear", _raise(error))
    with screen_on(url_of(demo_engine)) as screen:
        press(screen.open(), "清除全部筛选")
        _tells(screen, words)
        if not isinstance(error, StoreUnreachableError):
            press(screen, "返回本页")
        else:
            screen.rerun()  # as its retry does
        assert 'class="failure"' not in screen.html
        assert "<h1>总览</h1>" in screen.html


@pytest.mark.parametrize(("error", "words"), FACES)
def test_in_a_fragment(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr(page, "banner", st.fragment(_raise(error)))
    with screen_on(url_of(demo_engine)) as screen:
        _tells(screen.open(), words)


@pytest.mark.parametrize(("error", "words"), FACES)
def test_in_the_callback_of_a_fragment(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr(
        page,
        "banner",
        st.fragment(lambda _: st.button("做", key="of-a-fragment", on_click=_raise(error))),
    )
    with screen_on(url_of(demo_engine)) as screen:
        press(screen.open(), "做")
        _tells(screen, words)


@pytest.mark.parametrize(("error", "words"), FACES)
def test_in_the_menu(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr(frame, "draw_menu", _raise(error))
    with screen_on(url_of(demo_engine)) as screen:
        screen.open()
        assert len(screen.app.exception) == 0
        assert words in screen.text
        assert "<h1>总览</h1>" in screen.html, "the page is drawn all the same"


@pytest.mark.parametrize(("error", "words"), FACES)
@pytest.mark.parametrize("part", ["style_sheet", "front_door"])
def test_in_the_frame_itself(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, part: str, error: Exception, words: str
) -> None:
    monkeypatch.setattr(frame, part, _raise(error))
    with screen_on(url_of(demo_engine)) as screen:
        screen.open()
        assert len(screen.app.exception) == 0
        assert words in screen.text
        assert "secret" not in screen.html
