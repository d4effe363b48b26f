"""Terms: how many days past its term a thing is, or how many are left, in bands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import ColumnElement

from dashboard.metrics.facts import AS_OF, Expression
from dashboard.store.dialects import days_between


@dataclass(frozen=True, kw_only=True)
class DeadlineBand:
    """From `least` to `most` days, both inclusive; None is without end."""

    key: str
    label: str
    least: int
    most: int | None

    def past(self, due: Expression) -> ColumnElement[bool]:
        """Whether `due` lies so many days before the as-of day; never where there is no term."""
        return self._holds(days_between(due, AS_OF))

    def ahead(self, due: Expression) -> ColumnElement[bool]:
        """Whether `due` is the as-of day or lies so many days after it."""
        return self._holds(days_between(AS_OF, due))

    def _holds(self, days: ColumnElement[int]) -> ColumnElement[bool]:
        return days >= self.least if self.most is None else days.between(self.least, self.most)


def _by_key(*bands: DeadlineBand) -> Mapping[str, DeadlineBand]:
    return MappingProxyType({band.key: band for band in bands})


OVERDUE_BANDS: Final = _by_key(
    DeadlineBand(key="overdue_1_7", label="超期1至7天", least=1, most=7),
    DeadlineBand(key="overdue_8_30", label="超期8至30天", least=8, most=30),
    DeadlineBand(key="overdue_31_90", label="超期31至90天", least=31, most=90),
    DeadlineBand(key="overdue_over_90", label="超期90天以上", least=91, most=None),
)
"""Together everything past its term."""

DUE_BANDS: Final = _by_key(
    DeadlineBand(key="due_7", label="7天内到期", least=0, most=7),
    DeadlineBand(key="due_30", label="30天内到期", least=0, most=30),
    DeadlineBand(key="due_later", label="30天后到期", least=31, most=None),
)
"""What is due on the day or later; the second holds the first."""
