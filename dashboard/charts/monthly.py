"""Shares by month: one or two lines, broken where a month has none, hollow where it is thin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

_HEIGHT_PX = 170


def monthly(rows: Sequence[Mapping[str, Any]], *, axis: str, colours: Mapping[str, str]) -> Spec:
    """Shares by month.

    Args:
        rows: Dictionaries with `month` (label, every month of the range in order), `part` (a key of
            `colours`), `value` [per cent, None where there is none], `text` (the value as read)
            and `thin` (too few behind it, or an unfinished month: drawn hollow).
        axis: Title of the value axis with its unit.
        colours: Colour by line.
    """
    return filled(_shape(axis, tuple(colours.items())), rows, height=_HEIGHT_PX)


@cache
def _shape(axis: str, colours: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    base = alt.Chart().encode(
        x=alt.X(
            "month:O",
            title="月份",
            sort=None,
            axis=alt.Axis(
                labelAngle=0, ticks=False, labelOverlap="greedy", labelSeparation=12, labelPadding=8
            ),
        ),
        y=alt.Y("value:Q", title=axis, axis=alt.Axis(tickCount=5), scale=alt.Scale(zero=False)),
        color=alt.Color(
            "part:N",
            scale=alt.Scale(
                domain=[name for name, _ in colours], range=[colour for _, colour in colours]
            ),
            legend=alt.Legend(title=None) if len(colours) > 1 else None,
        ),
    )
    points = base.transform_filter("isValid(datum.value)").encode(
        tooltip=[
            alt.Tooltip("month:O", title="月份"),
            alt.Tooltip("part:N", title="指标"),
            alt.Tooltip("text:N", title="数值"),
        ]
    )
    return shape(
        alt.layer(
            base.mark_line(strokeWidth=1.5),
            points.transform_filter("!datum.thin").mark_point(filled=True, size=26, opacity=1),
            points.transform_filter("datum.thin").mark_point(
                filled=False, fill=theme.PAPER, size=26, opacity=1
            ),
            data=alt.InlineData(values=[]),
        )
    )
