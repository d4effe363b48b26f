"""When something is wrong: a face a reader understands; the trace is in the log."""

from __future__ import annotations

from itertools import count
from typing import Final

import streamlit as st

from dashboard.errors import OversightError, StoreError
from dashboard.incidents import LOG, record
from dashboard.settings import settings
from dashboard.surfaces.screen.markup import EMPTY, html, put
from dashboard.surfaces.screen.resources import open_store

_FIRST_WAIT: Final = 5
_LONGEST_WAIT: Final = 60
_IN_VAIN: Final = "retries-in-vain"
"""How often in a row the store answered and the page failed all the same."""


def show(error: Exception, *, way_back: bool = False) -> None:
    """Show what went wrong without a trace; an unforeseen error gets an incident number.

    Args:
        error: What was raised.
        way_back: The page could not be drawn for something done on it: offer to draw it.
    """
    if isinstance(error, StoreError):
        _store_failure(error)
        return
    if isinstance(error, OversightError):
        put(html('<div class="failure" role="alert"><h1>无法显示</h1><p>{}</p></div>', error.zh))
    else:
        _incident(error, way_back=way_back)
    if way_back:
        # A click draws the page anew, in the same session: nothing being edited is lost.
        st.button("返回本页", key="failure-way-back", icon=":material/arrow_back:")


def sentence(error: Exception) -> str:
    """What went wrong in one sentence, to be said where something was done."""
    if isinstance(error, OversightError):
        return error.zh
    return f"程序出错，没有完成，事件编号{record(error)}，请告知管理员"


def is_over() -> None:
    """Note that a page was drawn to its end."""
    st.session_state.pop(_IN_VAIN, None)


def _store_failure(error: StoreError) -> None:
    kind = error.error_id
    LOG.warning("store failure %s: %s", kind, error, extra={"kind": kind})
    wait = min(_FIRST_WAIT * 2 ** st.session_state.get(_IN_VAIN, 0), _LONGEST_WAIT)
    detail = (
        html(
            '<details class="how"><summary>供管理员</summary><p lang="en">{}</p></details>',
            error.en,
        )
        if error.en
        else EMPTY
    )
    put(
        html(
            '<div class="failure" role="alert"><h1>数据库暂时不可用</h1><p>{}</p>'
            '<p class="note">页面每{}秒自动重试，恢复后会自动显示，不需要刷新。</p>{}</div>',
            error.zh,
            wait,
            detail,
        )
    )
    _retry(every=wait)


def _retry(*, every: int) -> None:
    """Ask the store again every so many seconds; when it answers, draw the whole page anew.

    A store that answers while the page fails is asked ever more slowly, up to once a minute.
    """
    runs = count()

    @st.fragment(run_every=every)
    def ask() -> None:
        if next(runs) == 0:  # part of the very run that failed
            return
        try:
            open_store()
        except StoreError:
            return
        st.session_state[_IN_VAIN] = st.session_state.get(_IN_VAIN, 0) + 1
        st.rerun(scope="app")

    ask()


def _incident(error: Exception, *, way_back: bool) -> None:
    number = record(error)
    what = (
        "刚才的操作没有完成，可以返回本页再试。"
        if way_back
        else "本页暂时无法完整显示，其他页面不受影响。"
    )
    put(
        html(
            '<div class="failure" role="alert"><h1>页面出错</h1><p>{}</p>'
            '<p class="note">事件编号 <b>{}</b>，请告知管理员，详情见服务器日志 {}。</p></div>',
            what,
            number,
            settings().log_file.name,
        )
    )
