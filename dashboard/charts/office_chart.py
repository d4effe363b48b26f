"""What an office program needs to draw a chart itself, so that slides and sheets stay editable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["bar", "stacked_bar", "column", "stacked_column", "line", "interval", "scatter"]
"""`bar` lies on its side, `column` stands; `scatter` is for numbers against numbers.

`interval` shows each category's value between its low and high: the first three series in this
order; what follows are reference lines.
"""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One row of values; None leaves a gap, never a zero.

    `x` holds the horizontal values of a scatter, in the order of `values`; `line` joins its points
    and draws no marks, as for funnel limits and reference lines.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    x: tuple[float, ...] = ()
    line: bool = False


@dataclass(frozen=True, kw_only=True)
class OfficeChart:
    """A chart in an office program's own terms, drawn from the same figures as the screen's.

    Values stand in the unit the axis names (shares as per cent, money in yuan).
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str
    """Title of the value axis with its unit."""
    category_axis: str = ""

    def __post_init__(self) -> None:
        for one in self.series:
            wanted = len(one.x) if self.kind == "scatter" else len(self.categories)
            if len(one.values) != wanted:
                raise ValueError(f"series {one.name!r} has {len(one.values)} values, not {wanted}")

    @property
    def top(self) -> float | None:
        """How high the value axis of points among lines goes: as high as the points need.

        Limits of the smallest sizes run off it, else they would press all points flat. None where
        there are no points, or no lines.
        """
        points = [value for one in self.series if not one.line for value in one.values if value]
        lines = [value for one in self.series if one.line for value in one.values if value]
        if self.kind != "scatter" or not points or not lines:
            return None
        return min(1.6 * max(points), max(*points, *lines))
