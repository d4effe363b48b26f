"""The page 帮助."""

from __future__ import annotations

import streamlit as st

from dashboard.sections.help import help_answers
from dashboard.surfaces.screen.blocks import draw_answer
from dashboard.surfaces.screen.filter_bar import unfiltered
from dashboard.surfaces.screen.page import banner, heading, until, view_of
from dashboard.surfaces.screen.resources import open_store


def draw_help() -> None:
    """Draw the page."""
    store = open_store(before=True)
    filters, as_of, earlier = unfiltered(store)
    view = view_of(store, filters=filters, as_of=as_of, earlier=earlier, params={})
    banner(store)
    heading("帮助", until(store.state, as_of))
    for key, answer in help_answers(view).items():
        with st.container(key=f"section-help-{key}"):
            draw_answer(answer, view)
