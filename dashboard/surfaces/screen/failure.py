"""When something is wrong: a page a reader understands; the trace is in the log."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import OversightError, StoreError
from dashboard.incidents import LOG, record
from dashboard.settings import settings
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import open_store

_RETRY_SECONDS = 5


def show(error: Exception) -> None:
    """Show what went wrong without a trace; an unforeseen error gets an incident number."""
    if isinstance(error, StoreError):
        _store_failure(error)
    elif isinstance(error, OversightError):
        put(html('<div class="failure"><h1>无法显示</h1><p>{}</p></div>', str(error)))
    else:
        _incident(error)


def _store_failure(error: StoreError) -> None:
    LOG.warning("store failure %s: %s", error.error_id, error)
    put(
        html(
            '<div class="failure"><h1>数据库暂时不可用</h1><p>{}</p><p lang="en">{}</p>'
            "<p>页面每{}秒自动重试，恢复后会自动显示，不需要刷新。</p></div>",
            error.zh,
            error.en,
            _RETRY_SECONDS,
        )
    )
    _retry()


@st.fragment(run_every=_RETRY_SECONDS)
def _retry() -> None:
    """Ask the store again; when it answers, draw the whole page anew."""
    try:
        open_store()
    except StoreError:
        return
    st.rerun(scope="app")


def _incident(error: Exception) -> None:
    number = record(error)
    put(
        html(
            '<div class="failure"><h1>页面出错</h1><p>本页暂时无法显示，其他页面不受影响。</p>'
            "<p>事件编号 <b>{}</b>，请告知管理员，详情见服务器日志 {}。</p></div>",
            number,
            settings().log_file.name,
        )
    )
