"""The menu: the pages in the side bar, each keeping the filters of the view it is left from."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard.surfaces.screen.filter_bar import NAMES


def front_door(page: st.Page) -> st.Page:
    """The bare address: leads on to `page`, filters included.

    The front page has an address of its own, because a link to Streamlit's default page drops
    its parameters.
    """

    def lead_on() -> None:
        st.switch_page(page, query_params=st.query_params.to_dict())

    return st.Page(lead_on, title=page.title, url_path="start", default=True, visibility="hidden")


def draw_menu(pages: Iterable[st.Page]) -> None:
    """Draw the menu after the page, whose widgets have by then settled the URL."""
    kept = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    with st.sidebar:
        for page in pages:
            st.page_link(page, query_params=kept)
