"""Bars: horizontal ones for rows compared by a count, vertical ones for counts over months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_ROW_PX = 20
_OPACITY = alt.condition("datum.faded", alt.value(0.35), alt.value(1.0))
_COUNT_AXIS = alt.Axis(tickMinStep=1, tickCount=6, format="d")


def bars(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    row_title: str,
    colours: Mapping[str, str],
    order: Sequence[str],
    row_px: int = _ROW_PX,
) -> Spec:
    """Horizontal bars, in parts where there are several, with a text at the end of each.

    Args:
        rows: Dictionaries with `row` (label), `pick` (what a click gives), `part` (a key of
            `colours`), `value` [count], `text` (the part as read), `end` (text after the bar, on
            one part of the row alone; None on the others), `total` [count, of the whole bar] and
            `faded` (drawn pale: not the chosen row).
        axis: Title of the value axis with its unit.
        row_title: What a row is, for the tooltip.
        colours: Colour by part, in stacking order.
        order: Row labels from top to bottom.
        row_px: Height of a row.

    Returns:
        A Vega-Lite specification whose selection `chosen` gives the clicked `pick`.
    """
    ready = _bars(axis, row_title, tuple(colours.items()), tuple(order))
    # Room at the right for the texts at the ends.
    room = {"room": 1.22 * max((row["total"] for row in rows), default=0) or 1}
    return filled(ready, [*rows, room], height=max(60, row_px * len(order)))


@lru_cache(maxsize=64)
def _bars(
    axis: str, row_title: str, colours: tuple[tuple[str, str], ...], order: tuple[str, ...]
) -> dict[str, Any]:
    names = [name for name, _ in colours]
    base = alt.Chart().encode(
        y=alt.Y(
            "row:N",
            title=None,
            scale=alt.Scale(domain=list(order)),
            axis=alt.Axis(ticks=False, labelLimit=200, labelPadding=6),
        )
    )
    drawn = (
        base.transform_filter("isValid(datum.row)")
        .transform_calculate(rank=f"indexof({names!r}, datum.part)")
        .mark_bar(height={"band": 0.72}, cursor="pointer")
        .encode(
            x=alt.X("value:Q", title=axis, axis=_COUNT_AXIS),
            color=_colour(colours),
            order=alt.Order("rank:Q"),
            opacity=_OPACITY,
            tooltip=_tooltip(row_title, several=len(names) > 1),
        )
        .add_params(alt.selection_point(name="chosen", fields=["pick"]))
    )
    ends = (
        base.transform_filter("isValid(datum.end)")
        .mark_text(align="left", dx=4, fontSize=11, color=theme.MUTED)
        .encode(x=alt.X("total:Q"), text="end:N")
    )
    # Data at the top alone, where `filled` puts it: a layer with its own would stay empty.
    layers = drawn + ends + _space()
    return shape(layers.properties(data=alt.InlineData(values=[])))


def _space() -> alt.Chart:
    """An unseen point that keeps the axis long enough for the texts at the ends."""
    seen = alt.Chart().transform_filter("isValid(datum.room)")
    point: alt.Chart = seen.mark_point(opacity=0, tooltip=None).encode(x=alt.X("room:Q"))
    return point


def _tooltip(row_title: str, *, several: bool) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("row:N", title=row_title),
        *([alt.Tooltip("part:N", title="其中")] if several else []),
        alt.Tooltip("text:N", title="数值"),
    ]


def _colour(colours: tuple[tuple[str, str], ...]) -> alt.Color:
    """Colour by part, with a legend where there are several."""
    return alt.Color(
        "part:N",
        scale=alt.Scale(
            domain=[name for name, _ in colours], range=[colour for _, colour in colours]
        ),
        # In one line more names than four would run off a phone.
        legend=alt.Legend(title=None, columns=3 if len(colours) > 4 else 0)
        if len(colours) > 1
        else None,
    )


def columns(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    colours: Mapping[str, str],
    order: Sequence[str],
    height: int = 220,
) -> Spec:
    """Vertical bars over months, in parts; an unfinished month is pale.

    Args:
        rows: Dictionaries with `month` (2024-11), `part` (a key of `colours`), `value` [count],
            `text` (the value as read, with what is to be said of the month) and `faded`.
        axis: Title of the value axis with its unit.
        colours: Colour by part, in stacking order from below.
        order: All months from first to last, those without a row too.
        height: Pixels.
    """
    return filled(_columns(axis, tuple(colours.items()), tuple(order)), rows, height=height)


@lru_cache(maxsize=64)
def _columns(
    axis: str, colours: tuple[tuple[str, str], ...], order: tuple[str, ...]
) -> dict[str, Any]:
    names = [name for name, _ in colours]
    # A few months alone would be bars as wide as the page.
    thickness: dict[str, Any] = {"size": 28} if len(order) < 10 else {"width": {"band": 0.8}}
    chart = (
        alt.Chart(alt.InlineData(values=[]))
        .transform_calculate(rank=f"indexof({names!r}, datum.part)")
        .mark_bar(**thickness)
        .encode(
            x=alt.X(
                "month:O",
                title="月份",
                scale=alt.Scale(domain=list(order)),
                axis=alt.Axis(labelAngle=0, ticks=False, labelOverlap="greedy", labelSeparation=12),
            ),
            y=alt.Y("value:Q", title=axis, axis=_COUNT_AXIS),
            color=_colour(colours),
            order=alt.Order("rank:Q"),
            opacity=_OPACITY,
            tooltip=[
                alt.Tooltip("month:O", title="月份"),
                alt.Tooltip("part:N", title="其中"),
                alt.Tooltip("text:N", title="数值"),
            ],
        )
    )
    return shape(chart)
