"""Charts: a ready Vega-Lite specification, its alternative text, its data table, its selection."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.sections.answer import Chart
from dashboard.sections.view import View
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.pictures import draw_pictures
from dashboard.surfaces.screen.tables import draw_table


def draw_chart(chart: Chart, view: View) -> None:
    """Draw a chart; a click on a mark sets the URL parameter the chart names."""
    put(html("<h4>{}</h4>", chart.title))
    if not chart.table.rows:
        put(html('<p class="empty">{}</p>', chart.table.empty))
        return
    chosen = _chosen(chart, view)
    # A new key after a choice clears the widget's own selection: the URL alone remembers it.
    key = f"chart-{chart.key}-{chosen or 'none'}"
    selecting: dict[str, Any] = {}
    if chart.selects:
        selecting = {
            "on_select": lambda: _selected(chart, key=key, chosen=chosen),
            "selection_mode": "chosen",
        }
    st.vega_lite_chart(
        spec=dict(chart.spec),
        theme=None,
        width="stretch",
        key=key,
        alt=chart.alt,
        **selecting,
    )
    draw_table(
        chart.table,
        view,
        folded=True,
        more=lambda: draw_pictures(chart, view, chart_key=f"chart-{chart.key}-"),
    )


def _chosen(chart: Chart, view: View) -> str:
    """The value the chart's parameter has now."""
    return view.filters.query().get(chart.selects) or view.params.get(chart.selects, "")


def _selected(chart: Chart, *, key: str, chosen: str) -> None:
    """Take the clicked datum's field into the URL parameter; a click on it again takes it out."""
    state = st.session_state.get(key)
    points = (state or {}).get("selection", {}).get("chosen", [])
    value = points[0].get(chart.field) if points else None
    if value:
        st.session_state[chart.selects] = None if value == chosen else value
