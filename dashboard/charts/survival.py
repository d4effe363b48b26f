"""Step curves: the share still open after so many days, for one or a few groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_HEIGHT_PX = 300
HALF: Final = 50.0


def survival(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    days_axis: str,
    colours: Mapping[str, str],
    horizon: int,
) -> Spec:
    """Falling steps from 100 per cent, with a line where half is left.

    Args:
        rows: Dictionaries with `group` (a key of `colours`), `day` [days, ascending; the first is
            0], `value`, `low` and `high` [per cent still open from that day on; the limits None
            where no band is drawn] and `text` (as read). A mark of a median has `group` and
            `half` [days] instead.
        axis: Title of the value axis with its unit.
        days_axis: Title of the axis of days.
        colours: Colour by group; the legend names them.
        horizon: Last day drawn.
    """
    ready = _shape(axis, days_axis, tuple(colours.items()), horizon)
    return filled(ready, [*rows, {"at": HALF}], height=_HEIGHT_PX)


@lru_cache(maxsize=64)
def _shape(
    axis: str, days_axis: str, colours: tuple[tuple[str, str], ...], horizon: int
) -> dict[str, Any]:
    names, shades = [name for name, _ in colours], [colour for _, colour in colours]
    colour = alt.Color(
        "group:N",
        scale=alt.Scale(domain=names, range=shades),
        legend=alt.Legend(
            title=None, symbolType="square", symbolOpacity=1, columns=2, labelLimit=260
        ),
    )
    days = alt.X(
        "day:Q",
        title=days_axis,
        scale=alt.Scale(domain=[0, horizon], nice=False, clamp=True),
        axis=alt.Axis(grid=False, tickMinStep=1, format="d", tickCount=10),
    )
    share = alt.Y(
        "value:Q",
        title=axis,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(tickCount=5, format="d"),
    )
    steps = alt.Chart().transform_filter("isValid(datum.value)").encode(x=days, color=colour)
    band = (
        steps.transform_filter("isValid(datum.low)")
        .mark_area(interpolate="step-after", opacity=0.16)
        .encode(y=alt.Y("low:Q", title=axis), y2="high:Q")
    )
    line = steps.mark_line(interpolate="step-after", strokeWidth=2).encode(y=share)
    hover = steps.mark_point(size=40, opacity=0).encode(
        y=share,
        tooltip=[
            alt.Tooltip("group:N", title="分组"),
            alt.Tooltip("day:Q", title="第几天"),
            alt.Tooltip("text:N", title="仍未销号"),
        ],
    )
    layers = (_half(), band, line, hover, _medians(colour))
    return shape(alt.layer(*layers, data=alt.InlineData(values=[])))


def _half() -> Any:
    """The line where half is left, named at its right end."""
    own = alt.Chart().transform_filter("isValid(datum.at)")
    name = own.mark_text(align="right", dx=-2, dy=-7, color=theme.MUTED, fontSize=11)
    return alt.layer(
        own.mark_rule(color=theme.MUTED, strokeDash=[4, 3]).encode(y="at:Q"),
        name.encode(x=alt.value("width"), y="at:Q", text=alt.value("一半")),
    )


def _medians(colour: alt.Color) -> alt.Chart:
    """Where each curve comes down to the half."""
    own = alt.Chart().transform_filter("isValid(datum.half)")
    marks = own.mark_point(filled=True, size=70, opacity=1)
    placed: alt.Chart = marks.encode(x="half:Q", y=alt.datum(HALF), color=colour)
    return placed
