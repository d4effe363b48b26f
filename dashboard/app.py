"""Streamlit's entry: page settings, style, navigation, run; failures become pages."""

from __future__ import annotations

import streamlit as st

from dashboard.navigation import PAGES
from dashboard.paths import ASSETS
from dashboard.paths import PAGES as FOLDER
from dashboard.surfaces.screen import failure
from dashboard.surfaces.screen.menu import draw_menu, front_door
from dashboard.surfaces.screen.resources import settle
from dashboard.surfaces.screen.style import style_sheet

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
    st.Page(FOLDER / page.file, title=page.title, icon=page.icon, url_path=page.path)
    for page in PAGES
]
chosen = st.navigation([front_door(pages[0]), *pages], position="hidden")
try:
    chosen.run()
    settle()
except Exception as error:  # whatever it is, a reader never sees a trace
    failure.show(error)
draw_menu(chosen.url_path)
