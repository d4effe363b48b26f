"""The menu: the pages in the side bar, each keeping the filters of the view it is left from."""

from __future__ import annotations

from datetime import date
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from dashboard.navigation import PAGES, Page
from dashboard.sections.figure_cell import Link
from dashboard.surfaces.screen.filter_bar import NAMES
from dashboard.surfaces.screen.markup import href, html, joined, put


def front_door(page: st.Page) -> st.Page:
    """The bare address: leads on to `page`, filters included.

    The front page has an address of its own, because a link to Streamlit's default page drops
    its parameters.
    """

    def lead_on() -> None:
        st.switch_page(page, query_params=st.query_params.to_dict())

    return st.Page(lead_on, title=page.title, url_path="start", default=True, visibility="hidden")


def draw_menu(current: str) -> None:
    """Draw the menu after the page, whose widgets by then say what is chosen.

    Its entries are plain links: st.page_link loses every parameter that a widget of the page being
    left is bound to, which is all of them.
    """
    kept = _kept()
    groups = joined(
        html(
            '<section aria-label="{}"><h6>{}</h6>{}</section>',
            group,
            group,
            joined(_entry(page, current=current, kept=kept) for page in pages),
        )
        for group, pages in groupby(PAGES, key=lambda page: page.group)
    )
    with st.sidebar:
        put(html('<nav class="menu" aria-label="栏目">{}</nav>', groups))


def _entry(page: Page, *, current: str, kept: dict[str, str]) -> Markup:
    return html(
        '<a href="{}" target="_self" aria-current="{}"><span aria-hidden="true">{}</span>{}</a>',
        href(Link(label=page.title, page=page.path, params=kept)),
        "page" if page.path == current else "false",
        page.icon.removeprefix(":material/").removesuffix(":"),
        page.title,
    )


def _kept() -> dict[str, str]:
    """The filters chosen; the URL may learn of a choice only after the run that it started."""
    chosen = {name: st.session_state.get(name, st.query_params.get(name, "")) for name in NAMES}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in chosen.items()
        if value
    }
