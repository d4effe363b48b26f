"""The sizes of the benchmark's stores, and how many rows of each ledger one of them holds."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many findings, and as many rows of exam months, a store holds; 0 is the demo alone."""

    key: str
    rows: int

    def of(self, ledger: str) -> int:
        """About how many rows of a ledger there are."""
        return round(self.rows * _SHARES[ledger])


_SHARES: Final = MappingProxyType(
    {
        "findings": 1.0,
        "exam_months": 1.0,
        "inspections": 0.62,
        "classes": 0.23,
        "cases": 0.05,
        "publicity": 0.05,
    }
)
"""Rows of a ledger to those of findings, near the demo's."""

SIZES: Final = MappingProxyType(
    {
        one.key: one
        for one in (
            Size(key="S", rows=0),
            Size(key="K", rows=100_000),
            Size(key="M", rows=1_000_000),
            Size(key="L", rows=10_000_000),
        )
    }
)
