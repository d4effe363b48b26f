"""Named classes of a map: what a document says of a place, which is no number.

For figures see `steps`; both give a colour for a unit and a legend for the units shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import theme
from dashboard.maps.unit_value import LegendEntry, UnitValue


@dataclass(frozen=True, kw_only=True)
class NamedClass:
    """One class: its key (`UnitValue.group`), its colour and what the legend says of it."""

    key: str
    colour: str
    text: str


@dataclass(frozen=True, kw_only=True)
class NamedClasses:
    """Classes in the order of the legend; none is more than another."""

    classes: tuple[NamedClass, ...]

    def colour(self, unit: UnitValue) -> str:
        """The colour of a unit's class; a unit in none has no data."""
        return next((one.colour for one in self.classes if one.key == unit.group), theme.NO_DATA)

    def legend(self, units: Sequence[UnitValue]) -> tuple[LegendEntry, ...]:
        """All classes, each with how many of the units shown are in it."""
        return tuple(
            LegendEntry(
                colour=one.colour,
                text=one.text,
                count=sum(unit.group == one.key for unit in units),
            )
            for one in self.classes
        )
