"""Dots with intervals: rates of a few dozen rows beside one reference, in groups, never ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_ROW_PX = 18


def dots(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    row_title: str,
    reference: float,
    reference_text: str,
    groups: Mapping[str, tuple[str, str]],
    order: Sequence[str],
    zero: bool = True,
    benchmark: tuple[float, str] | None = None,
) -> Spec:
    """One dot and its interval per row, with a line at the reference.

    Args:
        rows: Dictionaries with `row` (label), `pick` (what a click gives), `group` (a key of
            `groups`), `value`, `low`, `high` [unit of the axis; all None where nothing is drawn],
            `says` (written in the row instead of a dot, or None), `text` (the row as read) and
            `head` (whether the row is the heading of a group).
        axis: Title of the value axis with its unit.
        row_title: What a row is, for the tooltip.
        reference: Where the line stands.
        reference_text: What the line is called.
        groups: Colour and Vega shape by group, so that neither has to be seen alone.
        order: Row labels from top to bottom, headings among them.
        zero: Whether the axis must begin at zero.
        benchmark: Where a line from elsewhere stands, and its name; None where there is none.

    Returns:
        A Vega-Lite specification whose selection `chosen` gives the clicked `pick`.
    """
    ready = _dots(axis, row_title, tuple(groups.items()), tuple(order), zero)
    lines: list[dict[str, Any]] = [{"at": reference, "name": reference_text}]
    if benchmark is not None:
        lines.append({"nation": benchmark[0], "name": benchmark[1]})
    return filled(ready, [*rows, *lines], height=_ROW_PX * len(order))


@lru_cache(maxsize=64)
def _dots(
    axis: str,
    row_title: str,
    groups: tuple[tuple[str, tuple[str, str]], ...],
    order: tuple[str, ...],
    zero: bool,
) -> dict[str, Any]:
    names = [name for name, _ in groups]
    colours = [colour for _, (colour, _) in groups]
    forms = [form for _, (_, form) in groups]
    base = alt.Chart().encode(
        # The domain is given, as headings draw nothing and would not be in it.
        y=alt.Y("row:N", title=None, scale=alt.Scale(domain=list(order)), axis=_row_axis()),
        color=alt.Color("group:N", scale=alt.Scale(domain=names, range=colours), legend=None),
        tooltip=[
            alt.Tooltip("row:N", title=row_title),
            alt.Tooltip("group:N", title="与全市比较"),
            alt.Tooltip("text:N", title="数值"),
        ],
    )
    seen = base.transform_filter("isValid(datum.value)")
    across = alt.X(
        "value:Q",
        title=axis,
        scale=alt.Scale(zero=zero, nice=True),
        axis=alt.Axis(tickCount=8),
    )
    spans = seen.mark_rule(strokeWidth=2, opacity=0.75).encode(x="low:Q", x2="high:Q")
    marks = (
        seen.mark_point(filled=True, size=60, opacity=1, cursor="pointer")
        .encode(
            x=across,
            shape=alt.Shape("group:N", scale=alt.Scale(domain=names, range=forms), legend=None),
        )
        .add_params(alt.selection_point(name="chosen", fields=["pick"]))
    )
    (rule, name), (line, told) = _reference(), _benchmark()
    # Data at the top alone, where `filled` puts it: a layer with its own would stay empty.
    layers = rule + line + spans + marks + _words(base) + name + told
    return shape(layers.properties(data=alt.InlineData(values=[])))


def _words(base: alt.Chart) -> alt.Chart:
    """What is written in a row instead of a dot."""
    mark = base.transform_filter("isValid(datum.says)").mark_text(align="left", fontSize=11, dx=4)
    said: alt.Chart = mark.encode(x=alt.value(0), color=alt.value(theme.MUTED), text="says:N")
    return said


def _reference() -> tuple[alt.Chart, alt.Chart]:
    """The line at the reference, and its name at the top."""
    own = alt.Chart().transform_filter("isValid(datum.at)")
    name = own.mark_text(align="left", dx=5, dy=8, color=theme.INK, fontWeight="bold")
    return (
        own.mark_rule(color=theme.INK, strokeDash=[4, 3]).encode(x="at:Q"),
        name.encode(x="at:Q", y=alt.value(0), text="name:N"),
    )


def _benchmark() -> tuple[alt.Chart, alt.Chart]:
    """The line from elsewhere, and its name at the foot, away from the reference's."""
    own = alt.Chart().transform_filter("isValid(datum.nation)")
    name = own.mark_text(align="left", dx=5, dy=-8, color=theme.ACCENT, fontWeight="bold")
    return (
        own.mark_rule(color=theme.ACCENT, strokeDash=[10, 4]).encode(x="nation:Q"),
        name.encode(x="nation:Q", y=alt.value(alt.ExprRef("height")), text="name:N"),
    )


def _row_axis() -> alt.Axis:
    """Row labels; headings of groups, which begin with a bar, are bold."""
    heading = "datum.label[0] === '▎'"
    return alt.Axis(
        ticks=False,
        domain=False,
        labelLimit=220,
        labelPadding=8,
        labelFontWeight={"condition": {"test": heading, "value": "bold"}, "value": "normal"},
        labelColor={"condition": {"test": heading, "value": theme.NAVY}, "value": theme.INK},
    )
