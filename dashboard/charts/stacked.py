"""Stacked horizontal bars: parts of a whole for each of a few or a few dozen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_ROW_PX = 20


def stacked(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    colours: Mapping[str, str],
    order: Sequence[str],
    row_px: int = _ROW_PX,
    head: str = "区县",
    clickable: bool = True,
) -> Spec:
    """Parts of a whole, one bar per row, each part with its count inside.

    Args:
        rows: Dictionaries with `row` (label), `part` (a key of `colours`), `value` [count] and
            `text` (the value as read); `dim` true draws the part pale, and `pick` is what a click
            chooses. One dictionary per row may instead have `note`, text written after the bar's
            `end` [count], and `loud`.
        axis: Title of the value axis with its unit.
        colours: Colour by part, in stacking order; the colour repeats what the legend says.
        order: Row labels from top to bottom; one without rows keeps its line.
        row_px: Height of a line in pixels.
        head: What a row is, in Chinese.
        clickable: Whether the pointer says that a bar can be clicked.

    Returns:
        A Vega-Lite specification whose selection `chosen` gives the clicked `row`.
    """
    ready = _shape(axis, tuple(colours.items()), tuple(order), head, clickable)
    written = [
        {**row, "ink": theme.ink_on(colours[row["part"]])} if "part" in row else row for row in rows
    ]
    return filled(ready, written, height=max(60, row_px * len(order)))


@cache
def _shape(
    axis: str,
    colours: tuple[tuple[str, str], ...],
    order: tuple[str, ...],
    head: str,
    clickable: bool,
) -> dict[str, Any]:
    names = [name for name, _ in colours]
    parts = (
        alt.Chart()
        .transform_filter("isValid(datum.value)")
        .transform_calculate(rank=f"indexof({names!r}, datum.part)")
        .encode(y=_rows(order), order=alt.Order("rank:Q"))
    )
    ticks = alt.Axis(tickMinStep=1, format="d", tickCount=8)
    chosen = alt.selection_point(name="chosen", fields=["pick"])
    bars = (
        parts.mark_bar(height={"band": 0.78}, cursor="pointer" if clickable else "default")
        .encode(
            x=alt.X("value:Q", title=axis, stack="zero", axis=ticks),
            color=_colour(colours),
            opacity=alt.condition("datum.dim", alt.value(0.35), alt.value(1.0)),
            tooltip=_tooltip(head),
        )
        .add_params(chosen)
    )
    counts = parts.mark_text(fontSize=11, tooltip=None).encode(
        x=alt.X("value:Q", stack="zero", bandPosition=0.5),
        detail="part:N",
        text=alt.condition("datum.value > 0", "value:Q", alt.value("")),
        color=alt.Color("ink:N", scale=None),
    )
    ready = shape(alt.layer(bars, counts, _notes(order), data=alt.InlineData(values=[])))
    # Room for the last letter of a note: Vega measures Chinese a little too narrow.
    return {**ready, "padding": {"left": 5, "right": 16, "top": 5, "bottom": 5}}


def _rows(order: tuple[str, ...]) -> alt.Y:
    """One line per name of `order`, also for a name without rows."""
    lines = alt.Axis(ticks=False, labelPadding=6)
    return alt.Y(
        "row:N", title=None, sort=list(order), scale=alt.Scale(domain=list(order)), axis=lines
    )


def _notes(order: tuple[str, ...]) -> Any:
    """What is written after a bar, or in place of one."""
    loud = alt.condition("datum.loud", alt.value(theme.OVERDUE), alt.value(theme.MUTED))
    return (
        alt.Chart()
        .transform_filter("isValid(datum.note)")
        .mark_text(align="left", dx=5, fontSize=11, tooltip=None)
        .encode(y=_rows(order), x="end:Q", text="note:N", color=loud)
    )


def _colour(colours: tuple[tuple[str, str], ...]) -> alt.Color:
    return alt.Color(
        "part:N",
        scale=alt.Scale(
            domain=[name for name, _ in colours], range=[colour for _, colour in colours]
        ),
        legend=alt.Legend(title=None, symbolType="square"),
    )


def _tooltip(head: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("row:N", title=head),
        alt.Tooltip("part:N", title="类别"),
        alt.Tooltip("text:N", title="数值"),
    ]
