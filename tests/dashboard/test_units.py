"""Numbers as the bureau writes them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import units
from dashboard.units import MISSING, UNITS

WRITTEN = [
    (0, "findings", False, "0项"),
    (181, "findings", False, "181项"),
    (9999, "person_times", False, "9999人次"),
    (10_000, "person_times", False, "1万人次"),
    (12_345, "person_times", False, "1.23万人次"),
    (150_000, "copies", True, "15万余份"),
    (1_000_000, "person_times", True, "100万余人次"),
    (100_000_000, "person_times", False, "1亿人次"),
    (123_456_789, "person_times", False, "1.23亿人次"),
    (7, "companies", True, "7余家"),
    (5_300_000, "fen", False, "5.3万元"),
    (1_000_000, "fen", False, "1万元"),
    (999_950, "fen", False, "9999.5元"),
    (1, "fen", False, "0.01元"),
    (0, "fen", False, "0元"),
    (1.0, "share", False, "100.0%"),
    (0.8469, "share", False, "84.7%"),
    (0, "share", False, "0.0%"),
    (1.5, "per_inspection", False, "1.5项/次"),
    (2.25, "days", False, "2.2天"),
    (40, "hours", False, "40学时"),
]


@pytest.mark.parametrize(("value", "unit", "at_least", "said"), WRITTEN)
def test_values_are_written(value: float, unit: str, at_least: bool, said: str) -> None:
    assert units.text(value, unit=unit, at_least=at_least) == said


@pytest.mark.parametrize("unit", UNITS)
def test_missing_is_a_dash_and_never_zero(unit: str) -> None:
    assert units.text(None, unit=unit) == MISSING
    assert units.text(None, unit=unit, at_least=True) == MISSING
    assert units.number(None, unit=unit) == MISSING
    assert units.text(0, unit=unit) != MISSING


def test_digits_and_symbol_come_apart() -> None:
    written = units.written(53_000_00, unit="fen")
    assert (written.digits, written.symbol) == ("5.3万", "元")
    assert units.written(None, unit="fen").symbol == ""


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1234567, "person_times", "1,234,567"),
        (5_300_000, "fen", "53,000"),
        (5_300_050, "fen", "53,000.50"),
        (0.8469, "share", "84.7"),
        (12.345, "per_inspection", "12.35"),
        (0, "findings", "0"),
    ],
)
def test_table_columns_hold_digits_that_can_be_added_up(value: float, unit: str, said: str) -> None:
    assert units.number(value, unit=unit) == said


@pytest.mark.parametrize(
    ("now", "then", "unit", "said"),
    [
        (10, 7, "findings", "+3项"),
        (7, 10, "findings", "−3项"),
        (7, 7, "findings", "持平"),
        (None, 7, "findings", MISSING),
        (7, None, "findings", MISSING),
        (0.832, 0.8, "share", "+3.2个百分点"),
        (0.8, 0.832, "share", "−3.2个百分点"),
        (6_300_000, 1_000_000, "fen", "+5.3万元"),
        (0.67021, 0.6704, "share", "基本持平"),
    ],
)
def test_differences_are_signed(
    now: float | None, then: float | None, unit: str, said: str
) -> None:
    assert units.difference(now, then, unit=unit) == said


def test_headings_carry_the_unit() -> None:
    assert units.heading("发现问题", unit="findings") == "发现问题（项）"
    assert units.heading("罚款", unit="fen") == "罚款（元）"


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        units.text(1, unit="apples")


@given(st.integers(min_value=0, max_value=10**12))
def test_a_count_below_ten_thousand_keeps_every_digit(value: int) -> None:
    said = units.text(value, unit="findings")
    if value < 10_000:
        assert said == f"{value}项"
    else:
        assert "万" in said or "亿" in said


@given(st.integers(min_value=10_000, max_value=10**12))
def test_a_count_in_wan_is_near_the_value(value: int) -> None:
    digits = units.written(value, unit="findings").digits
    scale = 10**8 if digits.endswith("亿") else 10**4
    assert math.isclose(float(digits[:-1]) * scale, value, abs_tol=scale * 0.00500001)
