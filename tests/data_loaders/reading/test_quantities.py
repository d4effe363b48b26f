"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_loaders.reading.quantities import NotANumberError, Precision, TwoNumbersError, amount


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
        ("12 345 678", 12_345_678, Precision.EXACT),
        ("153\u2009000", 153_000, Precision.EXACT),
        ("1\u00a0200人", 1200, Precision.EXACT),
        (" 1200 人次\n", 1200, Precision.EXACT),
        ("20万+", 200_000, Precision.AT_LEAST),
        ("2.5w", 25_000, Precision.EXACT),
        ("3W+", 30_000, Precision.AT_LEAST),
        ("4k", 4000, Precision.EXACT),
        ("800余张", 800, Precision.AT_LEAST),
        ("12本", 12, Precision.EXACT),
        ("60条", 60, Precision.EXACT),
        ("人民币8000元", 8000, Precision.EXACT),
        ("￥3.2万元", 32_000, Precision.EXACT),
        ("12000.00元整", 12_000, Precision.EXACT),
        ("三百", 300, Precision.EXACT),
        ("十五万", 150_000, Precision.EXACT),
        ("一千零二十人", 1020, Precision.EXACT),
        ("两万余份", 20_000, Precision.AT_LEAST),
        ("约六十", 60, Precision.ABOUT),
        ("叁万贰仟元整", 32_000, Precision.EXACT),
        ("罚款8000元", 8000, Precision.EXACT),
        ("共450份", 450, Precision.EXACT),
        ("32000元（大写：叁万贰仟元整）", 32_000, Precision.EXACT),
        ("5.2万元(52000元)", 52_000, Precision.EXACT),
        ("人民币壹拾万元正", 100_000, Precision.EXACT),
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
        *("三百五", "12%", "100-200", "1,20", "1e5", "数百", "", "3个4", "5.3.1", "0x10", "1_000"),
        *("十20", "20三十", "一二三", "百余", "3万5"),
        *(True, None, float("nan"), float("inf"), "9" * 100),
    ],
)
def test_what_is_none(cell: object) -> None:
    with pytest.raises(NotANumberError):
        amount(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "77\n60",
        "8 15",
        "500\n200",
        "410 365",
        "1\u3000200",
        "1, 250",
        "30、45",
        "二十\n五",
        "500元（伍仟元整）",
        "7 .5",
    ],
)
def test_space_that_groups_no_thousands_parts_two_numbers(cell: str) -> None:
    with pytest.raises(TwoNumbersError):
        amount(cell)


def test_a_cell_tells_its_own_magnitude_and_money() -> None:
    assert amount("5.3万元").magnitude == 10_000
    assert amount("5.3万元").money
    assert amount("伍万").magnitude == 10_000
    assert amount("三百").magnitude == 1
    assert not amount("5.3").money
    assert amount("300人").magnitude == 1
