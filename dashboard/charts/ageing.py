"""Columns over bands of days: what is past its term on the left, what is coming on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_HEIGHT_PX = 210


def ageing(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    days_axis: str,
    order: Sequence[str],
    tones: Mapping[str, str],
) -> Spec:
    """One column a band, in the order of time, with its count above.

    Args:
        rows: Dictionaries with `band` (a label of `order`), `tone` (a key of `tones`), `value`
            [count] and `text` (as read).
        axis: Title of the value axis with its unit.
        days_axis: Title of the axis of bands.
        order: Bands from left to right.
        tones: Colour by meaning, as overdue, coming, no term.
    """
    ready = _shape(axis, days_axis, tuple(order), tuple(tones.items()))
    # Room for the counts above the columns.
    room = {"room": 1.15 * max((row["value"] for row in rows), default=0) or 1}
    return filled(ready, [*rows, room], height=_HEIGHT_PX)


@lru_cache(maxsize=16)
def _shape(
    axis: str, title: str, order: tuple[str, ...], tones: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    base = (
        alt.Chart()
        .transform_filter("isValid(datum.value)")
        .encode(
            x=alt.X(
                "band:N",
                title=title,
                scale=alt.Scale(domain=list(order), paddingInner=0.25),
                # Two lines: the words of a band do not fit beside each other on a phone.
                axis=alt.Axis(labelAngle=0, ticks=False, labelExpr="split(datum.label, '|')"),
            ),
            y=alt.Y("value:Q", title=axis, axis=alt.Axis(tickMinStep=1, tickCount=5, format="d")),
        )
    )
    columns = base.mark_bar().encode(
        color=alt.Color(
            "tone:N",
            scale=alt.Scale(
                domain=[name for name, _ in tones], range=[colour for _, colour in tones]
            ),
            legend=alt.Legend(title=None, symbolType="square"),
        ),
        tooltip=[alt.Tooltip("tone:N", title="期限"), alt.Tooltip("text:N", title="数量")],
    )
    counts = base.mark_text(dy=-8, fontSize=13, fontWeight="bold", tooltip=None).encode(
        text="value:Q", color=alt.value(theme.INK)
    )
    above = alt.Chart().transform_filter("isValid(datum.room)").mark_point(opacity=0, tooltip=None)
    room = above.encode(y=alt.Y("room:Q", title=axis))
    return shape(alt.layer(columns, counts, room, data=alt.InlineData(values=[])))
