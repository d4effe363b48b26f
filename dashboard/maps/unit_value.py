"""What a map is told about one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["value", "zero", "thin", "not_inspected", "no_data"]
"""How it is drawn: a figure above zero; a true zero; too little to say; nobody has looked yet;
no figure for another reason."""


@dataclass(frozen=True, kw_only=True)
class LegendEntry:
    """One line of the legend; `hatched` repeats by pattern what the grey says by colour."""

    colour: str
    text: str
    count: int
    """How many of the units shown are in it."""
    hatched: bool = False


@dataclass(frozen=True, kw_only=True)
class UnitValue:
    """One reporting unit's figure.

    `code` is its code in the boundary file (GB/T 2260) or a development zone's own; `value` is in
    the stored unit of the metric; `text` is how it is read, already formatted (`12项`, `未检查`).
    On a map of named classes `group` is the key of the class, and there is no value. `tip` is a
    longer text for the tooltip, where there is room. `why` is the word for why there is no value,
    under which the legend counts it.

    Raises:
        ValueError: if `state` contradicts `value`.
    """

    code: str
    name: str
    short_name: str
    value: float | None
    text: str
    state: State
    group: str = ""
    tip: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        expected = {"value": bool(self.value), "zero": self.value == 0}
        if not expected.get(self.state, self.value is None):
            raise ValueError(f"{self.code}: state {self.state!r} contradicts value {self.value!r}")
