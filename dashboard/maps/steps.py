"""Colour classes of a map: few, at round numbers, written so that no value fits two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard import theme
from dashboard.maps.named import NamedClasses
from dashboard.maps.unit_value import LegendEntry, UnitValue
from dashboard.units import UNITS, ValueText, text, written

MOST: Final = len(theme.SEQUENTIAL)
_NICE: Final = (1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0)
_UNSAID: Final = {"thin": "样本不足", "not_inspected": "未检查", "no_data": "无数据"}
"""By how it is drawn, where nobody said why there is no value."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Classes of positive values, each from its lower bound (inclusive) to the next.

    `bounds` are the lower bounds in the unit as shown (a share in percent), ascending; empty when
    nothing is above zero. Zero is never in a class.
    """

    unit: str
    bounds: tuple[float, ...]

    def index(self, value: float) -> int:
        """The class of a stored value above zero; below the first bound it is the first."""
        shown = _as_shown(value, unit=self.unit)
        return max(0, sum(bound <= shown for bound in self.bounds) - 1)

    @property
    def colours(self) -> tuple[str, ...]:
        """One colour per class, light to dark, spread over the theme's steps."""
        last = len(self.bounds) - 1
        if last <= 0:
            return (theme.SEQUENTIAL[MOST // 2],) * len(self.bounds)
        return tuple(theme.SEQUENTIAL[round(i * (MOST - 1) / last)] for i in range(last + 1))


def steps(values: Iterable[float | None], *, unit: str, most: int = MOST) -> Steps:
    """Choose at most `most` classes for stored `values` in `unit` (a key of `units.UNITS`).

    Bounds are quantiles of the positive values moved down to round numbers, so that each class has
    a value in it; whole-number units get whole bounds. Missing and zero values take no part.

    Raises:
        ValueError: if a value is negative: a sequence of one hue cannot show a sign.
    """
    known = [value for value in values if value is not None]
    if any(value < 0 for value in known):
        raise ValueError("a sequential map cannot show negative values")
    shown = sorted(_as_shown(value, unit=unit) for value in known)
    positive = [value for value in shown if value > 0]
    if not positive:
        return Steps(unit=unit, bounds=())
    quantiles = [positive[len(positive) * part // most] for part in range(most)]
    candidates = sorted({_rounded_down(value, unit=unit) for value in quantiles})
    return Steps(unit=unit, bounds=_inhabited(candidates, positive))


def fill(unit: UnitValue, *, steps: Steps | NamedClasses) -> str:
    """The colour of one unit, for a polygon or for a development zone's tile."""
    if isinstance(steps, NamedClasses):
        return steps.colour(unit)
    if unit.state == "zero":
        return theme.ZERO
    if unit.value is None or not steps.bounds:
        return theme.NO_DATA
    return steps.colours[steps.index(unit.value)]


def is_hatched(unit: UnitValue) -> bool:
    """Whether the unit is hatched: nobody has looked, which is neither zero nor a gap in data."""
    return unit.state == "not_inspected"


def legend(units: Sequence[UnitValue], *, steps: Steps | NamedClasses) -> tuple[LegendEntry, ...]:
    """The legend of what is on the map: zero, the classes from low to high, then the grey states.

    Classes always appear; zero and each word for no value only when a unit is in them.
    """
    if isinstance(steps, NamedClasses):
        return steps.legend(units)
    zeros = sum(unit.state == "zero" for unit in units)
    entries = []
    if zeros:
        zero = text(0, unit=steps.unit)
        entries.append(LegendEntry(colour=theme.ZERO, text=zero, count=zeros))
    members = [steps.index(unit.value) for unit in units if unit.value] if steps.bounds else []
    for index, colour in enumerate(steps.colours):
        entries.append(
            LegendEntry(colour=colour, text=_range(steps, index), count=members.count(index))
        )
    greys: dict[tuple[str, bool], int] = {}
    for unit in units:
        if why := why_grey(unit):
            key = why, is_hatched(unit)
            greys[key] = greys.get(key, 0) + 1
    for (why, hatched), count in sorted(greys.items()):
        entries.append(LegendEntry(colour=theme.NO_DATA, text=why, count=count, hatched=hatched))
    return tuple(entries)


def why_grey(unit: UnitValue) -> str:
    """Why a unit has no colour of a class; empty for one that has."""
    return unit.why or _UNSAID.get(unit.state, "")


def _range(steps: Steps, index: int) -> str:
    """`5–9项`, the last `50项及以上`: ends are as shown, so that no value fits two classes."""
    low = _written(steps.bounds[index], unit=steps.unit)
    if index == len(steps.bounds) - 1:
        return f"{low}及以上"
    above = steps.bounds[index + 1]
    high = _written(above - _grain(above, below=True, unit=steps.unit), unit=steps.unit)
    return str(low) if high == low else f"{low.digits}–{high}"


def _written(shown: float, *, unit: str) -> ValueText:
    return written(shown / UNITS[unit].scale, unit=unit)


def _as_shown(value: float, *, unit: str) -> float:
    """The value as a reader sees it: scaled and rounded as `units.text` rounds."""
    shown = value * UNITS[unit].scale
    grain = _grain(shown, below=False, unit=unit)
    return round(round(shown / grain) * grain, 6)


def _grain(shown: float, *, below: bool, unit: str) -> float:
    """The smallest step on screen: 0.01万 from ten thousand on, else the unit's decimals.

    `below` asks for the step just under the number, which matters at 10,000 itself.
    """
    in_wan = shown > 10_000 if below else shown >= 10_000
    return 100.0 if in_wan and unit != "share" else 10.0 ** -UNITS[unit].decimals


def _rounded_down(shown: float, *, unit: str) -> float:
    """The largest round number not above `shown`, never finer than the unit is shown."""
    grain = _grain(shown, below=False, unit=unit)
    power = 10.0 ** _exponent(shown)
    options = [round(power * nice, 6) for nice in _NICE if power * nice <= shown * (1 + 1e-9)]
    fitting = [option for option in options if round(option / grain, 6).is_integer()]
    return max(fitting, default=shown)


def _exponent(value: float) -> int:
    """The power of ten of the first digit: 0 for 7, 2 for 350, -1 for 0.4."""
    return int(f"{value:e}".partition("e")[2])


def _inhabited(candidates: list[float], positive: list[float]) -> tuple[float, ...]:
    """The candidate bounds whose class has at least one value."""
    ends = [*candidates[1:], float("inf")]
    return tuple(
        low
        for low, high in zip(candidates, ends, strict=True)
        if any(low <= value < high for value in positive)
    )
