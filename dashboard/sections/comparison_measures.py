"""What districts are compared on: readable names as they stand in the URL, sizes, and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard import units
from dashboard.analysis.intervals import Interval
from dashboard.metrics.clusters import COMPARABLE, PACE, STANDARDISED
from dashboard.metrics.comparison import Compared, comparisons
from dashboard.metrics.definitions import METRICS
from dashboard.sections.section import Listing
from dashboard.sections.view import View

PARAM: Final = "indicator"
DEFAULT: Final = "findings_per_inspection"

_SIZES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "qualified_share": ("复核机构", "institutions"),
        "eliminated_share": ("复核机构", "institutions"),
        "inspections_per_institution": ("在册机构", "institutions"),
        "findings_per_inspection": ("检查", "inspections"),
        "rectification_completion_rate": ("发现的问题", "findings"),
        "on_time_share": ("到期的问题", "findings"),
        "overdue_share": ("到期的问题", "findings"),
        "short_hours_share": ("填报了学时的班次", "classes"),
        "backfilled_share": ("实签到", "person_times"),
        "archive_complete_share": ("应有档案要件", "items"),
        "theory_pass_rate": ("理论首考", "person_times"),
        "practical_pass_rate": ("实操首考", "person_times"),
        "out_of_city_share": ("填报了来源的首考", "person_times"),
        PACE: ("期望销号的问题", "findings"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure as it is compared. Values stand in `unit`, sizes in `size_unit`."""

    key: str
    label: str
    unit: str
    size: str
    """What a unit's size counts."""
    size_unit: str

    @property
    def standardised(self) -> bool:
        """Whether trades are allowed for."""
        return self.key in STANDARDISED

    def text(self, value: float | None) -> str:
        """A value as read."""
        return units.text(value, unit=self.unit)

    def size_text(self, size: float) -> str:
        """A size as read, whole: nobody counts parts of an institution."""
        return units.text(round(size), unit=self.size_unit)

    def span(self, interval: Interval) -> str:
        """An interval as read."""
        return f"{units.number(interval.low, unit=self.unit)}–{self.text(interval.high)}"

    def shown(self, value: float) -> float:
        """A value as charts show it: shares as per cent."""
        return value * units.UNITS[self.unit].scale


def _measure(key: str) -> Measure:
    metric = METRICS[key]
    size, size_unit = _SIZES.get(key, ("分母", "items"))
    return Measure(
        key=key,
        label="销号速度" if key == PACE else metric.label,
        unit="ratio" if key == PACE else metric.unit,
        size=size,
        size_unit=size_unit,
    )


MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {key: _measure(key) for key in COMPARABLE}
)
OPTIONS: Final = tuple(one.label for one in MEASURES.values())
CHOICE: Final = (
    MEASURES[DEFAULT].label,
    *(one for one in OPTIONS if one != MEASURES[DEFAULT].label),
)
"""The same, what is shown unasked first."""


def chosen(view: View) -> tuple[Measure, str]:
    """The measure of the URL; an unknown one gives the default, and is named beside it."""
    asked = view.params.get(PARAM, "")
    found = next((one for one in MEASURES.values() if one.label == asked), None)
    return (found, "") if found else (MEASURES[DEFAULT], asked)


def everything(view: View) -> Listing:
    """All measures of all districts under the view's filters, kept by revision.

    Every page that says who stands apart asks this, so that none is laxer than another.
    """
    return Listing.of(comparisons, filters=view.wide(), as_of=view.as_of)


def is_empty(found: Mapping[str, Compared]) -> bool:
    """Whether no ledger gives anything to compare."""
    return all(one.grouping is None for one in found.values())
