"""A page: banner, title, filter bar, sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard.clock import dated, today
from dashboard.metrics.filters import Filters
from dashboard.navigation import Page
from dashboard.sections.section import Section, SupersededError, gather
from dashboard.sections.section_page import SectionPage
from dashboard.sections.view import View
from dashboard.settings import settings
from dashboard.store.state import StoreStatus
from dashboard.surfaces.screen.blocks import draw_answer
from dashboard.surfaces.screen.filter_bar import choose, unfiltered
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store, open_store


def draw(page: Page, listed: SectionPage) -> None:
    """Draw a page of sections.

    While a load is prepared the page shows the state before it, as long as all that is asked for
    is kept of it.
    """
    store = open_store(before=True)
    try:
        _draw(page, listed, store=store)
    except SupersededError:
        open_store()
        st.rerun()


def _draw(page: Page, listed: SectionPage, *, store: Store) -> None:
    banner(store)
    head, bar = st.columns([3, 2], vertical_alignment="bottom")
    with bar:
        filters, as_of, earlier = choose(store, controls=listed.controls)
    chosen = {name: _param(name) for name in listed.params if _param(name)}
    view = view_of(store, filters=filters, as_of=as_of, earlier=earlier, params=chosen)
    with head:
        heading(page.title, until(view.state, view.as_of), view.sentence())
    for section, answers in _asked(store, listed.sections, view):
        with st.container(key=f"section-{section.key}"):
            draw_answer(section.answer(view, answers), view)


def prepare(store: Store, sections: tuple[Section, ...], *, district: str = "") -> None:
    """Have all that a page shows answered and kept, with nothing filtered but a unit's code."""
    filters, as_of, earlier = unfiltered(store)
    view = view_of(
        store, filters=replace(filters, district=district), as_of=as_of, earlier=earlier, params={}
    )
    for section, answers in _asked(store, sections, view):
        section.answer(view, answers)


def view_of(
    store: Store, *, filters: Filters, as_of: date, earlier: date, params: Mapping[str, str]
) -> View:
    """What a reader looks at, over a store."""
    return View(
        state=store.state,
        reference=store.reference,
        reconciled=store.verdicts,
        filters=filters,
        as_of=as_of,
        earlier=earlier,
        params=params,
        case_role=settings().case_role,
    )


def _asked(
    store: Store, sections: tuple[Section, ...], view: View
) -> Iterator[tuple[Section, Mapping[str, Any]]]:
    """The sections that are asked at a view, each with what it needs."""
    asked = tuple(section for section in sections if section.when(view))
    with store.asking() as session:
        got = gather(session, asked, view, memory=store.answers)
    return zip(asked, got, strict=True)


def _param(name: str) -> str:
    """A page's own parameter: what its control was just set to, else what the URL says."""
    chosen = st.session_state.get(name, st.query_params.get(name, ""))
    return "" if chosen is None else str(chosen)


def banner(store: Store) -> None:
    """Say of a demo store that it is one; no page can be without it."""
    if store.state.is_demo:
        put(
            html(
                '<div class="demo" role="note"><b>演示数据</b>'
                "本页全部台账为合成数据，机构名称以“示例”开头，不对应任何真实机构或人员；"
                "标有“通报”的数字来自真实通报。</div>"
            )
        )


def heading(title: str, *said: str) -> None:
    """The page's title and what is to be said right below it."""
    line = "　·　".join(said)
    put(html('<header class="page"><h1>{}</h1><p>{}</p></header>', title, line))


def until(state: StoreStatus, as_of: date) -> str:
    """How new the data is that a page shows; how old it is, unless an earlier day is looked at."""
    if state.data_until is None:
        return "尚无台账，仅显示通报数字"
    return dated(as_of, until=state.data_until, on=today())
