"""Stacked horizontal bars: parts of a whole for each of a few dozen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard.charts.spec import Spec, filled, shape

_ROW_PX = 20


def stacked(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    colours: Mapping[str, str],
    order: Sequence[str],
) -> Spec:
    """Parts of a whole, one bar per row.

    Args:
        rows: Dictionaries with `row` (label), `part` (a key of `colours`), `value` [count] and
            `text` (the value as read).
        axis: Title of the value axis with its unit.
        colours: Colour by part, in stacking order; the colour repeats what the legend says.
        order: Row labels from top to bottom.

    Returns:
        A Vega-Lite specification whose selection `chosen` gives the clicked `row`.
    """
    ready = _shape(axis, tuple(colours.items()), tuple(order))
    return filled(ready, rows, height=max(60, _ROW_PX * len(order)))


@cache
def _shape(
    axis: str, colours: tuple[tuple[str, str], ...], order: tuple[str, ...]
) -> dict[str, Any]:
    names = [name for name, _ in colours]
    chosen = alt.selection_point(name="chosen", fields=["row"])
    chart = (
        alt.Chart(alt.InlineData(values=[]))
        .transform_calculate(rank=f"indexof({names!r}, datum.part)")
        .mark_bar(height={"band": 0.75})
        .encode(
            y=alt.Y("row:N", title=None, sort=list(order), axis=alt.Axis(ticks=False)),
            x=alt.X("value:Q", title=axis, axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=names, range=[colour for _, colour in colours]),
                legend=alt.Legend(title=None),
            ),
            order=alt.Order("rank:Q"),
            opacity=alt.condition(chosen, alt.value(1.0), alt.value(0.35)),
            tooltip=[
                alt.Tooltip("row:N", title="区县"),
                alt.Tooltip("part:N", title="类别"),
                alt.Tooltip("text:N", title="数值"),
            ],
        )
        .add_params(chosen)
    )
    return shape(chart)
