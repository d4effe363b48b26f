"""What stands around every page: its settings, style and menu, and the net under them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import streamlit as st
from streamlit.errors import FragmentHandledException
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from dashboard.incidents import record
from dashboard.navigation import PAGES, Page
from dashboard.paths import ASSETS
from dashboard.sections.section_page import read_page
from dashboard.surfaces.screen import failure, upload_field
from dashboard.surfaces.screen.menu import draw_menu, front_door
from dashboard.surfaces.screen.page import draw as draw_listed
from dashboard.surfaces.screen.style import style_sheet


def draw() -> None:
    """Draw the page asked for and the menu; what goes wrong in either is told at the top."""
    chosen, top = _begin()
    with _told(top):
        chosen.run()
        failure.is_over()
    with _told(top):
        draw_menu(chosen.url_path)


def caught(error: Exception) -> bool:
    """Tell of an error that nobody caught, as those of a widget's callback or a fragment.

    Streamlit calls it wherever its own English box would be drawn, so that no callback has to be
    registered in a special way. After an error in a callback the page is not drawn, and the face
    stands in its place.

    Returns:
        True: it is told, Streamlit need not.
    """
    try:
        if ThreadState.get().fragment_id is not None:  # the page stands around the fragment
            failure.show(error)
            return True
        chosen, top = _begin()
        with top.container():
            failure.show(error, way_back=True)
        draw_menu(chosen.url_path)
    except Exception as another:  # not even the frame can be drawn
        record(another)
        failure.show(error)
    return True


def _begin() -> tuple[Any, Any]:
    """Settings, style and addresses; the page chosen, and a place above it for what goes wrong."""
    st.set_page_config(
        page_title="重庆市安全生产培训考试监管看板",
        # A file of ours: a Material icon in the tab would be fetched from outside.
        page_icon=ASSETS / "icon.png",
        layout="wide",
        initial_sidebar_state=220,
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(style_sheet())
    pages = [
        st.Page(_drawn(page), title=page.title, icon=page.icon, url_path=page.path)
        for page in PAGES
    ]
    chosen = st.navigation([front_door(pages[0]), *pages], position="hidden")
    taking = {page.path for page in PAGES if page.takes_files}
    upload_field.show(takes_files=chosen.url_path in taking)
    return chosen, st.empty()


def _drawn(page: Page) -> Callable[[], None]:
    """What draws a page; its file is imported when it is asked for."""

    def draw_page() -> None:
        if page.lists_sections:
            draw_listed(page, read_page(page))
        else:
            import_module(page.module).draw()

    return draw_page


@contextmanager
def _told(top: Any) -> Iterator[None]:
    try:
        yield
    except FragmentHandledException:
        pass  # told where the fragment stands
    except Exception as error:  # whatever it is, a reader never sees a trace
        with top.container():
            failure.show(error)
