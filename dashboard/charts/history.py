"""States over time: one stacked column per moment, an unfinished one hatched pale and said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_HEIGHT_PX = 230


def history(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    moments: str,
    colours: Mapping[str, str],
) -> Spec:
    """How many stood in each state at each of a row of moments.

    Args:
        rows: Dictionaries with `moment` (label, in order of time), `part` (a key of `colours`),
            `value` [count], `text` (the value as read) and `open` (whether the moment lies in an
            unfinished period: drawn pale).
        axis: Title of the value axis with its unit.
        moments: Title of the time axis.
        colours: Colour by part from bottom to top.
    """
    written = [{**row, "ink": theme.ink_on(colours[row["part"]])} for row in rows]
    return filled(_shape(axis, moments, tuple(colours.items())), written, height=_HEIGHT_PX)


@cache
def _shape(axis: str, moments: str, colours: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    names = [name for name, _ in colours]
    base = alt.Chart().transform_calculate(rank=f"indexof({names!r}, datum.part)")
    across = alt.X(
        "moment:O",
        title=moments,
        sort=None,
        axis=alt.Axis(labelAngle=0, ticks=False, labelOverlap="greedy"),
    )
    columns = base.mark_bar(width={"band": 0.7}).encode(
        x=across,
        y=alt.Y(
            "value:Q",
            title=axis,
            stack="zero",
            axis=alt.Axis(tickMinStep=1, format="d", tickCount=5),
        ),
        color=alt.Color(
            "part:N",
            scale=alt.Scale(domain=names, range=[colour for _, colour in colours]),
            legend=alt.Legend(title=None, symbolType="square"),
        ),
        order=alt.Order("rank:Q"),
        opacity=alt.condition("datum.open", alt.value(0.55), alt.value(1.0)),
        tooltip=[
            alt.Tooltip("moment:O", title="时点"),
            alt.Tooltip("part:N", title="状态"),
            alt.Tooltip("text:N", title="机构数"),
        ],
    )
    counts = base.mark_text(fontSize=11, tooltip=None).encode(
        x=across,
        y=alt.Y("value:Q", stack="zero", bandPosition=0.5),
        order=alt.Order("rank:Q"),
        detail="part:N",
        text=alt.condition("datum.value > 0", "value:Q", alt.value("")),
        color=alt.Color("ink:N", scale=None),
    )
    return shape(alt.layer(columns, counts, data=alt.InlineData(values=[])))
