"""Charts: a ready Vega-Lite specification, its alternative text, its table twin, its selection."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.sections.answer import Chart
from dashboard.sections.view import View
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.tables import draw_table


def draw_chart(chart: Chart, view: View) -> None:
    """Draw a chart; a click on a mark sets the URL parameter the chart names."""
    put(html("<h4>{}</h4>", chart.title))
    if not chart.table.rows:
        put(html('<p class="empty">{}</p>', chart.table.empty))
        return
    selecting: dict[str, Any] = {}
    if chart.selects:
        selecting = {"on_select": lambda: _selected(chart), "selection_mode": "chosen"}
    st.vega_lite_chart(
        spec=dict(chart.spec),
        theme=None,
        width="stretch",
        key=f"chart-{chart.key}",
        alt=chart.alt,
        **selecting,
    )
    draw_table(chart.table, view, folded=True)


def _selected(chart: Chart) -> None:
    """Take the clicked datum's field into the URL parameter; a click on nothing clears it."""
    state = st.session_state.get(f"chart-{chart.key}")
    points = (state or {}).get("selection", {}).get("chosen", [])
    if points and points[0].get(chart.field):
        st.session_state[chart.selects] = points[0][chart.field]
