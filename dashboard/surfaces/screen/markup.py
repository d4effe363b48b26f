"""Safe HTML on the screen: links between pages, and the one way a piece gets drawn."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from dashboard.sections.figure_cell import Link
from dashboard.surfaces.markup import EMPTY as EMPTY
from dashboard.surfaces.markup import html as html
from dashboard.surfaces.markup import joined as joined


def href(link: Link) -> str:
    """The address of a link, relative to the pages' common root."""
    return f"{link.page}?{urlencode(link.params)}" if link.params else link.page


def anchor(link: Link, *, css: str = "link") -> Markup:
    """A link to another page that keeps to this tab."""
    return html('<a class="{}" href="{}" target="_self">{}</a>', css, href(link), link.label)


def put(piece: Markup) -> None:
    """Draw a piece."""
    if piece:
        st.html(str(piece))
