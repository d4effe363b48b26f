"""A cell reads the same on every surface."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.sections.answer import Cell, Column
from dashboard.sections.cell_text import written
from dashboard.sections.figure_cell import Link


@pytest.mark.parametrize(
    ("cell", "unit", "said"),
    [
        (None, "findings", "—"),
        (0, "findings", "0"),
        (0.5, "share", "50.0"),
        (5_300_000, "fen", "53,000"),
        ("未检查", "findings", "未检查"),
        (date(2024, 11, 5), "", "2024-11-05"),
        (1234, "", "1,234"),
        (Link(label="去", page="data"), "", "去"),
    ],
)
def test_a_cell_is_written(cell: Cell, unit: str, said: str) -> None:
    assert written(cell, Column(label="列", unit=unit)) == said
