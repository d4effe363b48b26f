"""What a map is told about one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["value", "zero", "not_inspected", "no_data"]
"""A figure above zero; a true zero; nobody has looked yet; looked or due, but not reported."""


@dataclass(frozen=True, kw_only=True)
class UnitValue:
    """One reporting unit's figure.

    `code` is its code in the boundary file (GB/T 2260) or a development zone's own; `value` is in
    the stored unit of the metric; `text` is how it is read, already formatted (`12项`, `未检查`).

    Raises:
        ValueError: if `state` contradicts `value`.
    """

    code: str
    name: str
    short_name: str
    value: float | None
    text: str
    state: State

    def __post_init__(self) -> None:
        expected = {"value": bool(self.value), "zero": self.value == 0}
        if not expected.get(self.state, self.value is None):
            raise ValueError(f"{self.code}: state {self.state!r} contradicts value {self.value!r}")
