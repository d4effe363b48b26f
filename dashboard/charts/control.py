"""A control chart: one share or count by month with its centre, its limits and why it signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import altair as alt

from dashboard import theme
from dashboard.charts.spec import Spec, filled, shape

ROLES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "flagged": ("提示月份", "", "diamond"),
        "baseline": ("基线月份", theme.NAVY, "circle"),
        "plain": ("其他月份", theme.CATEGORICAL[1], "circle"),
        "mixed": ("变化当月（不作基线）", theme.CATEGORICAL[3], "square"),
        "earlier": ("变化之前（不作基线）", theme.CATEGORICAL[5], "triangle-up"),
        "before": ("淘汰之前", theme.CATEGORICAL[5], "triangle-up"),
    }
)
"""Word, colour and shape of a month by its role; the flagged ones have the colour of the level."""

_HEIGHT_PX: Final = 260


def control(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    colour: str,
    whole: bool = False,
) -> Spec:
    """A control chart.

    Args:
        rows: Dictionaries in order of time with `month` (label), `role` (a key of ROLES), `value`
            [unit of the axis, None where there is none], `centre`, `low`, `high` [same; None where
            there is none] and `text` (the month as read).
        axis: Title of the value axis with its unit.
        colour: Of the flagged months.
        whole: Whether values are counts, whose axis begins at 0 and has whole numbers.
    """
    words = {role: word for role, (word, _, _) in ROLES.items()}
    ready = [{**row, "role": words[row["role"]]} for row in rows]
    present = {row["role"] for row in ready}
    used = tuple(role for role, word in words.items() if word in present)
    return filled(_shape(axis, colour, used, whole), ready, height=_HEIGHT_PX)


@lru_cache(maxsize=128)
def _shape(axis: str, colour: str, roles: tuple[str, ...], whole: bool) -> dict[str, Any]:
    base = alt.Chart().encode(x=_months())
    ticks = alt.Axis(tickCount=6, tickMinStep=1, format="d") if whole else alt.Axis(tickCount=6)
    value = alt.Y("value:Q", title=axis, axis=ticks, scale=alt.Scale(zero=whole))
    limits = [
        base.transform_filter(f"isValid(datum.{name})")
        .mark_line(interpolate="step", strokeDash=[4, 3], strokeWidth=1.2, color=theme.MUTED)
        .encode(y=f"{name}:Q")
        for name in ("low", "high")
    ]
    centre = (
        base.transform_filter("isValid(datum.centre)")
        .mark_line(strokeWidth=1.2, color=theme.INK)
        .encode(y="centre:Q")
    )
    line = base.mark_line(strokeWidth=1.2, color=theme.CATEGORICAL[1]).encode(y=value)
    seen = base.transform_filter("isValid(datum.value)").encode(y=value)
    points = _points(seen, colour=colour, roles=roles)
    layers = (*limits, centre, line, points)
    return shape(alt.layer(*layers, data=alt.InlineData(values=[])))


def _months() -> alt.X:
    return alt.X(
        "month:O",
        title="月份",
        sort="ascending",  # layers with gaps would give an order of their own
        axis=alt.Axis(
            labelAngle=0, ticks=False, labelOverlap="greedy", labelSeparation=12, labelPadding=8
        ),
    )


def _points(seen: alt.Chart, *, colour: str, roles: tuple[str, ...]) -> alt.Chart:
    """Months by role: word, colour and shape."""
    names = [ROLES[role][0] for role in roles]
    colours = [ROLES[role][1] or colour for role in roles]
    forms = [ROLES[role][2] for role in roles]
    legend = alt.Legend(title=None, columns=2)
    drawn: alt.Chart = seen.mark_point(filled=True, size=70, opacity=1).encode(
        color=alt.Color("role:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
        shape=alt.Shape("role:N", scale=alt.Scale(domain=names, range=forms), legend=legend),
        tooltip=[
            alt.Tooltip("month:O", title="月份"),
            alt.Tooltip("role:N", title="用途"),
            alt.Tooltip("text:N", title="数值"),
        ],
    )
    return drawn
