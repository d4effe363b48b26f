"""Months of an alert's own history, packed: thousands of alerts have thirty each, and one is shown.

Unpacked they were most of what a reader's answer weighs, and each an object that the interpreter's
collector looks at again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from dashboard.watch.months import first_day

ROLES: Final = ("flagged", "mixed", "earlier", "baseline", "plain", "before")
"""What a month was for; see `Point`."""
_FIELDS: Final = 5


class Point(NamedTuple):
    """One month of the entity's own history, for the chart that shows why.

    `role` is baseline (served as reference), flagged (raised the indicator), mixed (a change of
    rules, state or boundary cuts through it), earlier (before the last such change), before (an
    elimination) or plain.
    """

    month: date
    hits: float
    trials: float
    role: str
    total: float | None = None
    """The CUSUM's sum after the month; None where it was not running."""


class PointHistory(Sequence[Point]):
    """Points in order of time, of which only bytes are kept."""

    __slots__ = ("_cells",)

    def __init__(self, cells: bytes) -> None:
        self._cells = cells

    @classmethod
    def of(
        cls,
        *,
        months: NDArray[np.int64],
        hits: NDArray[np.float64],
        trials: NDArray[np.float64],
        roles: NDArray[np.int64],
        totals: NDArray[np.float64],
    ) -> PointHistory:
        """Pack running months with their numbers; a total that was not running is NaN."""
        return cls(np.array((months, hits, trials, roles, totals), dtype=np.float64).tobytes())

    def __len__(self) -> int:
        return len(self._cells) // (8 * _FIELDS)

    @overload
    def __getitem__(self, at: int) -> Point: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Point, ...]: ...
    def __getitem__(self, at: int | slice) -> Point | tuple[Point, ...]:
        return self._points()[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PointHistory) and self._cells == other._cells

    def __hash__(self) -> int:
        return hash(self._cells)

    def _points(self) -> tuple[Point, ...]:
        cells = np.frombuffer(self._cells, dtype=np.float64).reshape(_FIELDS, -1)
        return tuple(
            Point(
                month=first_day(int(month)),
                hits=hits,
                trials=trials,
                role=ROLES[int(role)],
                total=None if np.isnan(total) else total,
            )
            for month, hits, trials, role, total in cells.T.tolist()
        )
