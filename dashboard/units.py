"""Units of figures and the only formatter of numbers: 万, 余, 人次, 个百分点, —.

Conventions: Arabic digits; 万 from ten thousand on; 余 is a lower bound and stays on screen;
percentages with one decimal; money is held in integer fen and shown as 元 or 万元; what was not
reported is — and never 0 (GB/T 15835-2011; see README, decisions).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

MISSING: Final = "—"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One way of counting: its symbol on screen and how a value of it is written."""

    key: str
    symbol: str
    decimals: int = 0
    scale: float = 1.0
    """What a stored value is multiplied by before it is shown (a share is stored 0 to 1)."""


def _count(key: str, symbol: str) -> Unit:
    return Unit(key=key, symbol=symbol)


UNITS: Final = MappingProxyType(
    {
        unit.key: unit
        for unit in (
            _count("institutions", "家"),
            _count("sites", "个"),
            _count("companies", "家"),
            _count("districts", "个"),
            _count("teams", "个"),
            _count("findings", "项"),
            _count("hazards", "个"),
            _count("inspections", "次"),
            _count("orders", "份"),
            _count("copies", "份"),
            _count("cases", "起"),
            _count("leads", "件"),
            _count("persons", "人"),
            _count("named_persons", "名"),
            _count("person_times", "人次"),
            _count("episodes", "期"),
            _count("times", "次"),
            _count("activities", "场次"),
            _count("classes", "班次"),
            _count("parts", "个"),
            _count("items", "件"),
            _count("full_days", "天"),
            _count("rows", "行"),
            Unit(key="hours", symbol="学时", decimals=1),
            Unit(key="days", symbol="天", decimals=1),
            Unit(key="share", symbol="%", decimals=1, scale=100),
            Unit(key="per_inspection", symbol="项/次", decimals=2),
            Unit(key="per_district", symbol="项/区县", decimals=1),
            Unit(key="per_institution", symbol="次/家", decimals=2),
            Unit(key="ratio", symbol="倍", decimals=2),
            Unit(key="per_10000", symbol="人次/万人", decimals=1),
            Unit(key="fen", symbol="元", decimals=2, scale=0.01),
        )
    }
)
"""The closed vocabulary of units; models, metrics and published figures name these keys."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A value as it is read: digits and symbol apart, so that a card can size them differently."""

    digits: str
    symbol: str

    def __str__(self) -> str:
        return self.digits if self.digits == MISSING else f"{self.digits}{self.symbol}"


UNREACHED: Final = Written(digits="未达到", symbol="")
"""A time that too few have come to the end of to tell; not a missing one."""


def written(value: float | None, *, unit: str, at_least: bool = False) -> Written:
    """Write `value`, held in `unit`, as the bureau writes numbers.

    `at_least` adds 余 after the number (`100万余人次`). None gives — and no symbol.
    """
    kind = UNITS[unit]
    if value is None:
        return Written(digits=MISSING, symbol="")
    shown = value * kind.scale
    if unit == "share":
        return Written(digits=f"{shown:.{kind.decimals}f}", symbol=kind.symbol)
    if abs(shown) >= 100_000_000:
        digits = _plain(shown / 100_000_000, decimals=2) + "亿"
    elif abs(shown) >= 10_000:
        digits = _plain(shown / 10_000, decimals=2) + "万"
    else:
        digits = _plain(shown, decimals=kind.decimals)
    return Written(digits=digits + ("余" if at_least else ""), symbol=kind.symbol)


def text(value: float | None, *, unit: str, at_least: bool = False) -> str:
    """`written` as one string, with no space between number and unit: 181项, 5.3万元, —."""
    return str(written(value, unit=unit, at_least=at_least))


def number(value: float | None, *, unit: str) -> str:
    """Digits alone, thousands separated and without 万, for table columns whose head has the unit.

    Money is in 元 here, as tables are added up by hand.
    """
    kind = UNITS[unit]
    if value is None:
        return MISSING
    shown = value * kind.scale
    if kind.scale == 1.0 and kind.decimals == 0:
        return f"{round(shown):,}"
    if unit == "fen" and shown == round(shown):
        return f"{round(shown):,}"
    return f"{shown:,.{kind.decimals}f}"


def difference(now: float | None, then: float | None, *, unit: str) -> str:
    """A signed difference: +3项, −1家, +3.2个百分点; 持平 when equal, — when either is missing.

    Shares that differ by less than a twentieth of a point are 基本持平, never −0.0.
    """
    if now is None or then is None:
        return MISSING
    change = now - then
    if change == 0:
        return "持平"
    sign = "+" if change > 0 else "−"
    if unit == "share":
        points = f"{abs(change) * 100:.1f}"
        return "基本持平" if points == "0.0" else f"{sign}{points}个百分点"
    return sign + text(abs(change), unit=unit)


def heading(label: str, *, unit: str) -> str:
    """A column head or axis title with its unit: 问题数（项）."""
    return f"{label}（{UNITS[unit].symbol}）"


def _plain(value: float, *, decimals: int) -> str:
    """Digits with at most `decimals` places and no trailing zeros."""
    if decimals == 0 or value == round(value):
        return f"{round(value)}"
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")
