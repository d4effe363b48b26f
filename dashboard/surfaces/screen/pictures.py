"""Pictures of what stands on the page: PNG and SVG to take away, and a copy for the clipboard."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import theme
from dashboard.paths import ASSETS
from dashboard.sections.answer import Chart, Map
from dashboard.sections.view import View
from dashboard.surfaces.picture.export import Signed, png, svg
from dashboard.surfaces.picture.map_spec import caption
from dashboard.surfaces.screen.tables import origin_of

_SOURCE: Final = "来源：重庆市安全生产培训考试监管看板"
# Trusted and constant: what is shown comes as data and is drawn as text.
_COPY: Final = st.components.v2.component(
    "copy_picture",
    html='<button type="button">复制图片</button> <span role="status"></span>',
    css="""
        button { background: none; border: 0; padding: 0.4rem 0.2rem; cursor: pointer;
                 font: inherit; color: var(--st-primary-color); }
        span { font-size: 0.85rem; color: var(--st-text-color); }
    """,
    js=(ASSETS / "js" / "copy_picture.js").read_text(encoding="utf-8"),
)


def signed_now(block: Chart | Map, view: View) -> Signed:
    """What stands around a picture of the live page: title, source, day, filters, revision."""
    lines = (caption(block),) if isinstance(block, Map) else ()
    origin = origin_of(view, scope=block.table.scope)
    title = block.table.title if isinstance(block, Chart) else block.title or block.label
    return Signed(title=title, foot=(*lines, _SOURCE, origin.sentence()))


def draw_pictures(block: Chart | Map, view: View, *, chart_key: str = "") -> None:
    """Downloads of one chart or map; a copy where `chart_key` begins the key of the chart above.

    Files are made when asked for. Copying is done by the browser alone and needs a secure page
    (https, or this very machine); elsewhere it says so.
    """
    around = signed_now(block, view)
    with st.container(horizontal=True, gap="small"):
        for kind, make, mime in (("PNG", png, "image/png"), ("SVG", svg, "image/svg+xml")):
            st.download_button(
                f"下载{kind}",
                data=lambda make=make: make(block, around=around),  # type: ignore[misc]
                file_name=f"{around.title}_{view.as_of.isoformat()}.{kind.lower()}",
                mime=mime,
                key=f"picture-{block.key}-{kind}",
                icon=":material/image:",
                type="tertiary",
                on_click="ignore",
            )
        if chart_key:
            _copy(around, chart_key)


def _copy(around: Signed, chart_key: str) -> None:
    _COPY(
        key=f"copy-{chart_key}",
        data={
            "chart": chart_key,
            "title": around.title,
            "foot": list(around.foot),
            "font": theme.FONT,
            "paper": theme.PAPER,
            "ink": theme.NAVY,
            "muted": theme.MUTED,
        },
    )
