"""What is said once of a sheet when its rows are read."""

from __future__ import annotations

from data_loaders.reading.once import numbers
from data_loaders.reading.sections import MOST_NAMED
from tests.data_loaders.workbooks import good, read, sheet, table


def test_many_rows_are_named_by_the_first_of_them() -> None:
    assert numbers([4, 7]) == "4、7行"
    many = numbers(range(1, MOST_NAMED + 10))
    assert many.startswith("1、2、3、")
    assert many.endswith("、20等29行")


def test_many_sections_are_one_word() -> None:
    rows = table([good("classes")])
    for section in range(30):
        rows += [[f"（{section + 1}）第{section}组" + "长" * 40], rows[1]]
    found = read(sheet(rows))
    (told,) = (one for one in found.problems if one.rule == "section-lines")
    assert "等30行是分节行" in told.message
    assert len(told.message) < 1000
    assert len(found.values) == 31
