"""Where labels go so that none lies on another: above or below their points, stacked if need be.

Heights are known in pixels, widths are not: a chart is as wide as the reader's screen. Labels are
therefore kept apart for a narrow one, and only the farther apart on a wide one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NARROW_PX: Final = 300
"""Width of the plot for which labels are kept apart, as on a phone."""
LINE_PX: Final = 14
_LETTER_PX: Final = 12
_FARTHEST: Final = 9


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A point with its label; x and y are parts of the plot from 0 to 1, y upwards."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class LabelBox:
    """A label's place: its centre in parts of the plot, its half width and height in pixels."""

    x: float
    y: float
    half: float

    def meets(self, other: LabelBox, *, height: int) -> bool:
        """Whether the two lie on each other in a plot of `height` pixels."""
        across = abs(self.x - other.x) * NARROW_PX < self.half + other.half
        return across and abs(self.y - other.y) * height < LINE_PX


def placed(
    spots: Sequence[Spot], *, height: int, others: Sequence[tuple[float, float]] = ()
) -> list[LabelBox | None]:
    """A place for every label, in their order; None where there is none within reach.

    The label of an earlier spot keeps its place, so the most telling ones come first; `others` are
    points without labels, which none lies on either.
    """
    taken: list[LabelBox] = [_point(spot.x, spot.y) for spot in spots]
    taken += [_point(x, y) for x, y in others]
    places: list[LabelBox | None] = []
    for spot in spots:
        half = len(spot.text) * _LETTER_PX / 2
        found = next(
            (
                box
                for box in _candidates(spot, half=half, height=height)
                if not any(box.meets(other, height=height) for other in taken)
            ),
            None,
        )
        places.append(found)
        if found is not None:
            taken.append(found)
    return places


def _point(x: float, y: float) -> LabelBox:
    return LabelBox(x=x, y=y, half=4)


def _candidates(spot: Spot, *, half: float, height: int) -> list[LabelBox]:
    """Above and below, ever farther, inside the plot."""
    edge = half / NARROW_PX
    x = min(max(spot.x, edge), 1 - edge)
    steps = [
        side * (1 + away) * (LINE_PX + 1) / height for away in range(_FARTHEST) for side in (1, -1)
    ]
    margin = LINE_PX / 2 / height
    heights = [spot.y + step for step in steps]
    return [LabelBox(x=x, y=y, half=half) for y in heights if margin <= y <= 1 - margin]
