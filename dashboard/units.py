"""Units of figures and the only formatter of numbers: 万, 余, 约, 人次, 个百分点, —.

Conventions: Arabic digits; 万 from ten thousand on; 余 is a lower bound and stays on screen;
percentages with one decimal; money is held in integer fen and shown as 元 or 万元; what was not
reported is — and never 0 (GB/T 15835-2011; see metrics/README.md, why it is so).

Rounding promises:
- Decimal halves go up, as they do by hand; binary ones would go where the float happens to lie.
- What is at least so much is cut and never rounded up: 1,023,751 is 102.37万余.
- A count or an amount that loses digits is 约; a rate has the decimals of its unit and is not.
- 100.0% is all and 0.0% is none: what is nearly so is ＞99.9% or ＜0.1%, and likewise 0 of a mean.
- A difference is that of the two values as they are written, so that it adds up on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
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
    rate: bool = False
    """Whether it is a quotient, whose decimals are a convention and no loss."""


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
            Unit(key="hours", symbol="学时", decimals=1, rate=True),
            Unit(key="days", symbol="天", decimals=1, rate=True),
            Unit(key="share", symbol="%", decimals=1, scale=100, rate=True),
            Unit(key="per_inspection", symbol="项/次", decimals=2, rate=True),
            Unit(key="per_district", symbol="项/区县", decimals=1, rate=True),
            Unit(key="per_institution", symbol="次/家", decimals=2, rate=True),
            Unit(key="ratio", symbol="倍", decimals=2, rate=True),
            Unit(key="per_10000", symbol="人次/万人", decimals=1, rate=True),
            Unit(key="fen", symbol="元", decimals=2, scale=0.01),
        )
    }
)
"""The closed vocabulary of units; models, metrics and published figures name these keys."""


@dataclass(frozen=True, kw_only=True)
class ValueText:
    """A value as it is read: digits and symbol apart, so that a card can size them differently."""

    digits: str
    symbol: str

    def __str__(self) -> str:
        return self.digits if self.digits == MISSING else f"{self.digits}{self.symbol}"


UNREACHED: Final = ValueText(digits="未达到", symbol="")
"""A time that too few have come to the end of to tell; not a missing one."""


def written(value: float | None, *, unit: str, at_least: bool = False) -> ValueText:
    """Write `value`, held in `unit`, as the bureau writes numbers.

    `at_least` adds 余 after the number (`100万余人次`). None gives — and no symbol.
    """
    kind = UNITS[unit]
    if value is None:
        return ValueText(digits=MISSING, symbol="")
    exact = _exact(value, kind)
    if unit == "share":
        return ValueText(digits=_share(exact, kind), symbol=kind.symbol)
    shown = _rounded(exact, kind, at_least=at_least)
    if not shown and exact and not at_least:
        return ValueText(digits=f"＜{_smallest(kind)}", symbol=kind.symbol)
    about = "约" if shown != exact and not kind.rate and not at_least else ""
    power, word = _power(shown)
    digits = _plain(shown.scaleb(-power))
    return ValueText(digits=f"{about}{digits}{word}{'余' if at_least else ''}", symbol=kind.symbol)


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
    exact = _exact(value, kind)
    if unit == "share":
        return _share(exact, kind)
    shown = _cut(exact, kind.decimals)
    if not shown and exact:
        return f"＜{_smallest(kind)}"
    if not kind.rate and shown == shown.to_integral_value():
        return f"{shown:,.0f}"
    return f"{shown:,}"


def difference(now: float | None, then: float | None, *, unit: str, at_least: bool = False) -> str:
    """A signed difference: +3项, −1家, +3.2个百分点; 持平 when equal, — when either is missing.

    It is that of the values as they are written; 基本持平 where they are written alike but differ.

    Args:
        now: The later value.
        then: The earlier one.
        unit: Of both.
        at_least: Whether both are written with 余.
    """
    if now is None or then is None:
        return MISSING
    if now == then:
        return "持平"
    kind = UNITS[unit]
    change = _seen(now, kind, at_least=at_least) - _seen(then, kind, at_least=at_least)
    if not change:
        return "基本持平"
    sign = "+" if change > 0 else "−"
    if unit == "share":
        return f"{sign}{abs(change)}个百分点"
    power, word = _power(abs(change))
    return f"{sign}{_plain(abs(change).scaleb(-power))}{word}{kind.symbol}"


def heading(label: str, *, unit: str) -> str:
    """A column head or axis title with its unit: 问题数（项）."""
    return f"{label}（{UNITS[unit].symbol}）"


def _exact(value: float, kind: Unit) -> Decimal:
    """The value as it is shown, before rounding; what a float was meant to be, digit by digit."""
    return Decimal(str(value)) * Decimal(str(kind.scale))


def _seen(value: float, kind: Unit, *, at_least: bool) -> Decimal:
    """What a reader takes the written value to be."""
    exact = _exact(value, kind)
    return _cut(exact, kind.decimals) if kind.rate else _rounded(exact, kind, at_least=at_least)


def _rounded(exact: Decimal, kind: Unit, *, at_least: bool) -> Decimal:
    """The value at the digits it is written with: two decimals of 万 or 亿, or the unit's own."""
    rounding = ROUND_DOWN if at_least else ROUND_HALF_UP
    power, word = _power(exact)
    shown = _cut(exact, 2 - power if word else kind.decimals, rounding=rounding)
    # 99,999,999 is about 1亿, not 10000万.
    return shown if _power(shown)[0] == power else _cut(exact, 2 - _power(shown)[0])


def _power(shown: Decimal) -> tuple[int, str]:
    """The power of ten a number is written in, and its word."""
    if abs(shown) >= 10**8:
        return 8, "亿"
    return (4, "万") if abs(shown) >= 10**4 else (0, "")


def _cut(exact: Decimal, decimals: int, *, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The value at so many decimals, fewer than none for whole tens, hundreds and so on."""
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def _share(exact: Decimal, kind: Unit) -> str:
    """A percentage; all and none are written of all and none alone."""
    shown = _cut(exact, kind.decimals)
    if not shown and exact > 0:
        return f"＜{_smallest(kind)}"
    if shown == 100 and exact < 100:
        return f"＞{100 - _smallest(kind)}"
    return str(shown)


def _smallest(kind: Unit) -> Decimal:
    """The smallest amount that the unit's decimals can write."""
    return Decimal(1).scaleb(-kind.decimals)


def _plain(value: Decimal) -> str:
    """Digits without trailing zeros or an exponent."""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
