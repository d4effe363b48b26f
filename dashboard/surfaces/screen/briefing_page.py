"""The page 简报: the list, one briefing to edit, or one frozen version, as the address says."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import BriefingError, OversightError, StoreError
from dashboard.links import read_key
from dashboard.surfaces.screen.briefing_editor import draw_editor
from dashboard.surfaces.screen.briefing_frozen import draw_frozen
from dashboard.surfaces.screen.briefing_list import draw_list
from dashboard.surfaces.screen.briefing_session import go
from dashboard.surfaces.screen.filter_bar import default_day
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.page import banner, heading, until
from dashboard.surfaces.screen.resources import Store, open_store
from dashboard.surfaces.screen.signing import say


def draw_briefings() -> None:
    """Draw the page; `?briefing=` opens one, `?briefing=&version=` what was frozen of it."""
    store = open_store()
    banner(store)
    heading(
        "简报", until(store.state, default_day(store)), "冻结后的版本不随数据变化，可按编号复现"
    )
    say()
    try:
        _draw(store)
    except StoreError:
        raise
    except OversightError as error:
        put(html('<p class="notice warning">{}</p>', error.zh))
        st.button("返回简报列表", icon=":material/arrow_back:", on_click=go)


def _draw(store: Store) -> None:
    key, version = _asked("briefing"), _asked("version")
    if key is None:
        draw_list(store)
    elif version is None:
        draw_editor(store, key)
    else:
        draw_frozen(store, key, version)


def _asked(name: str) -> int | None:
    """A number of the address, or None where it has none.

    Raises:
        BriefingError: what stands there is no number.
    """
    text = st.query_params.get(name, "")
    if not text:
        return None
    key = read_key(text)
    if key is None:
        raise BriefingError(f"链接中的 {name}={text[:40]} 不是编号，请核对链接")
    return key
