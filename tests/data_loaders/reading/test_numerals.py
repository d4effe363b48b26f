"""Numbers in Chinese numerals."""

from __future__ import annotations

import pytest

from data_loaders.reading.numerals import Numeral, numeral


@pytest.mark.parametrize(
    ("text", "value", "magnitude"),
    [
        ("零", 0, 1),
        ("十", 10, 1),
        ("二十六", 26, 1),
        ("一百零五", 105, 1),
        ("一百一十", 110, 1),
        ("三千", 3000, 1),
        ("壹仟零伍拾", 1050, 1),
        ("两万", 20_000, 10_000),
        ("一万零五百", 10_500, 10_000),
        ("贰拾叁万肆仟", 234_000, 10_000),
        ("一亿零三万", 100_030_000, 100_000_000),
        ("一亿五千万", 150_000_000, 100_000_000),
    ],
)
def test_what_is_written_exactly_is_counted(text: str, value: int, magnitude: int) -> None:
    assert numeral(text) == Numeral(value=value, magnitude=magnitude)


@pytest.mark.parametrize(
    "text", ["三百五", "两万三", "一二三", "万", "百", "一千五", "十百", "一零五", "三三百", "零五"]
)
def test_what_is_not_written_as_a_number_is_none(text: str) -> None:
    assert numeral(text) is None
