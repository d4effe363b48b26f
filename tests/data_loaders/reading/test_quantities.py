"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_loaders.reading.quantities import NotANumberError, Precision, amount


@pytest.mark.parametrize(
    ("cell", "value", "precision"),
    [
        ("15万余", 150_000, Precision.AT_LEAST),
        ("15余万", 150_000, Precision.AT_LEAST),
        ("100万余人次", 1_000_000, Precision.AT_LEAST),
        ("15万以上", 150_000, Precision.AT_LEAST),
        ("300+", 300, Precision.AT_LEAST),
        ("约300", 300, Precision.ABOUT),
        ("300左右", 300, Precision.ABOUT),
        ("近15万", 150_000, Precision.ABOUT),
        ("约15万余", 150_000, Precision.ABOUT),
        ("1，200", 1200, Precision.EXACT),
        ("1 200", 1200, Precision.EXACT),
        ("１２３", 123, Precision.EXACT),
        ("￥5,000元整", 5000, Precision.EXACT),
        (7, 7, Precision.EXACT),
        (0.1 + 0.2, Decimal("0.3"), Precision.EXACT),
        (1e15, 10**15, Precision.EXACT),
    ],
)
def test_what_is_a_number(cell: object, value: object, precision: Precision) -> None:
    found = amount(cell)
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    "cell",
    [
        *("三百", "12%", "100-200", "1,20", "1e5", "十五万", "", "3个4", "5.3.1", "0x10", "1_000"),
        *(True, None, float("nan"), float("inf"), "9" * 100),
    ],
)
def test_what_is_none(cell: object) -> None:
    with pytest.raises(NotANumberError):
        amount(cell)


def test_a_cell_tells_its_own_magnitude_and_money() -> None:
    assert amount("5.3万元").magnitude == 10_000
    assert amount("5.3万元").money
    assert not amount("5.3").money
    assert amount("300人").magnitude == 1
