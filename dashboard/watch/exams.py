"""The rows of `exam_month`, and their columns as arrays, which nine series are summed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.funnel import Numbers
from dashboard.watch.months import from_yyyymm

COLUMNS: Final = (
    "institution_id",
    "exam_site_id",
    "theory_candidates",
    "theory_passes",
    "practical_candidates",
    "practical_passes",
    "out_of_city",
    "origin_unknown",
    "capacity",
)
"""What is read of each row beside `trade` and `month` [YYYYMM]."""


@dataclass(frozen=True, kw_only=True)
class Exams:
    """Rows with the attributes `trade`, `month` and COLUMNS; None is not reported."""

    rows: Sequence[Any]

    @cached_property
    def trades(self) -> tuple[str, ...]:
        """Every trade examined, in one order."""
        return tuple(sorted({row.trade for row in self.rows}))

    @cached_property
    def trade_places(self) -> NDArray[np.int64]:
        """The place in `trades` of every row's trade."""
        places = {name: place for place, name in enumerate(self.trades)}
        return np.array([places[row.trade] for row in self.rows], dtype=np.int64)

    @cached_property
    def months(self) -> NDArray[np.int64]:
        """The running month of every row."""
        return np.array([from_yyyymm(row.month) for row in self.rows], dtype=np.int64)

    def column(self, name: str) -> Numbers:
        """One of COLUMNS as numbers; not reported is NaN."""
        return self._columns[:, COLUMNS.index(name)]

    @cached_property
    def _columns(self) -> Numbers:
        cells = [[getattr(row, name) for name in COLUMNS] for row in self.rows]
        return np.array(cells, dtype=np.float64).reshape(len(cells), len(COLUMNS))
