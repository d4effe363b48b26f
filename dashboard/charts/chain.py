"""A chain of steps: how many came to each, what became of them there, and a line of text below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_STEP_PX = 46
_BAR_PX = 17
_FADED = 0.35


def chain(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    colours: Mapping[str, str],
    counted: str = "件数",
) -> Spec:
    """Steps from top to bottom in the order of the rows, each a stacked bar over a line of text.

    Args:
        rows: Dictionaries with `step` (label with the count as read), `pick` (what a click gives),
            `part` (a key of `colours`), `value` [count], `text` (the part as read), `note` (text
            below the bar, on one row of the step alone; None on the others) and `faded` (drawn
            pale: another step is chosen).
        axis: Title of the value axis with its unit.
        colours: Colour by part, in stacking order; the legend names them.
        counted: What a count is called in the tooltip.

    Returns:
        A Vega-Lite specification whose selection `chosen` gives the clicked `pick`.
    """
    steps = len({row["step"] for row in rows})
    return filled(
        _shape(axis, tuple(colours.items()), counted), rows, height=max(1, steps) * _STEP_PX
    )


@cache
def _shape(axis: str, colours: tuple[tuple[str, str], ...], counted: str) -> dict[str, Any]:
    names = [name for name, _ in colours]
    base = alt.Chart().encode(
        y=alt.Y("step:N", title=None, sort=None, axis=alt.Axis(ticks=False, offset=4))
    )
    bars = (
        base.transform_calculate(rank=f"indexof({names!r}, datum.part)")
        .mark_bar(height=_BAR_PX, yOffset=-9, cursor="pointer")
        .encode(
            x=alt.X("value:Q", title=axis, axis=alt.Axis(tickCount=6, tickMinStep=1, format="d")),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=names, range=[colour for _, colour in colours]),
                legend=alt.Legend(title=None, columns=4),
            ),
            order=alt.Order("rank:Q"),
            opacity=alt.condition("datum.faded", alt.value(_FADED), alt.value(1.0)),
            tooltip=[
                alt.Tooltip("step:N", title="环节"),
                alt.Tooltip("part:N", title="其中"),
                alt.Tooltip("text:N", title=counted),
            ],
        )
        .add_params(alt.selection_point(name="chosen", fields=["pick"]))
    )
    notes = (
        base.transform_filter("datum.note != null")
        .mark_text(align="left", dx=2, yOffset=10, fontSize=12, color=theme.MUTED)
        .encode(x=alt.value(0), text="note:N")
    )
    return shape(alt.layer(bars, notes, data=alt.InlineData(values=[])))
