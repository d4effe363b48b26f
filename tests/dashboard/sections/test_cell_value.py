from datetime import date

import pytest

from dashboard.sections.answer import Cell, Column
from dashboard.sections.cell_value import valued
from dashboard.sections.figure_cell import Link


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        (0.84694, "share", 84.694),
        (5_300_050, "fen", 53000.5),
        (12, "findings", 12),
        (7, "", 7),
        ("未检查", "findings", "未检查"),
        (None, "share", None),
        (Link(label="示例", page="data"), "", "示例"),
        (date(2024, 11, 5), "", date(2024, 11, 5)),
    ],
)
def test_a_cell_has_the_value_its_head_names(cell: Cell, unit: str, value: object) -> None:
    assert valued(cell, Column(label="列", unit=unit)) == value
