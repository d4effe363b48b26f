from __future__ import annotations

import pytest

from data_loaders.reading.published_value import PublishedValue, alike, stated, written
from data_loaders.reading.quantities import NotANumberError


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("181项", 181, "findings", "exact"),
        ("15万余份", 150_000, "orders", "at_least"),
        ("100万人次以上", 1_000_000, "person_times", "at_least"),
        ("5.3万元", 5_300_000, "fen", "exact"),
        ("１２３４.５ 元", 123_450, "fen", "exact"),
        ("98.5%", 0.985, "share", "exact"),
        ("22.6项/区县", 22.6, "per_district", "exact"),
        ("9 家", 9, "institutions", "exact"),
    ],
)
def test_number_and_unit_are_read_as_they_are_stated(
    text: str, value: float, unit: str, qualifier: str
) -> None:
    found = stated(text)
    assert (found.value, found.qualifier) == (value, qualifier)
    assert found.unit == unit or unit in ("orders", "institutions")
    assert stated(written(found.value, unit=found.unit, qualifier=found.qualifier)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("181", "没有写单位"),
        ("若干项", "不是一个数字"),
        ("约300人", "约数"),
        ("1.5家", "整数"),
        ("3辆", "没有写单位或单位不认得"),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, said: str) -> None:
    with pytest.raises(NotANumberError, match=said):
        stated(text)


def test_a_large_sum_is_written_to_the_last_digit() -> None:
    assert written(152_637, unit="copies", qualifier="at_least") == "152637余份"
    assert written(5_300_001, unit="fen", qualifier="exact") == "53000.01元"
    assert stated("53000.01元") == PublishedValue(value=5_300_001, unit="fen", qualifier="exact")


def test_units_of_one_symbol_are_written_alike() -> None:
    assert alike("teams", "districts")
    assert not alike("fen", "findings")
