"""Numbers as the bureau writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard import units
from dashboard.units import MISSING, UNITS

WRITTEN = [
    (0, "findings", False, "0项"),
    (181, "findings", False, "181项"),
    (9999, "person_times", False, "9999人次"),
    (10_000, "person_times", False, "1万人次"),
    (12_345, "person_times", False, "约1.23万人次"),
    (12_300, "person_times", False, "1.23万人次"),
    (1_023_751, "person_times", True, "102.37万余人次"),
    (1_235_500, "fen", False, "约1.24万元"),
    (99_999_999, "person_times", False, "约1亿人次"),
    (99_999_999, "person_times", True, "9999.99万余人次"),
    (99_994_999, "person_times", False, "约9999.5万人次"),
    (2_499 / 2_500, "share", False, "＞99.9%"),
    (1 / 2_500, "share", False, "＜0.1%"),
    (1 / 2_000, "share", False, "0.1%"),
    (0.004, "per_inspection", False, "＜0.01项/次"),
    (2.675, "per_inspection", False, "2.68项/次"),
    (150_000, "copies", True, "15万余份"),
    (1_000_000, "person_times", True, "100万余人次"),
    (100_000_000, "person_times", False, "1亿人次"),
    (123_456_789, "person_times", False, "约1.23亿人次"),
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
    (2.25, "days", False, "2.3天"),
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
        (2_499 / 2_500, "share", "＞99.9"),
        (1 / 2_500, "share", "＜0.1"),
        (0.004, "per_inspection", "＜0.01"),
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
        (0.51249, 0.51251, "share", "−0.1个百分点"),
        (0.94627, 0.85789, "share", "+8.8个百分点"),
        (1_277_741, 1_277_739, "person_times", "基本持平"),
        (1_277_741, 1_253_309, "person_times", "+2.44万人次"),
        (1.0, 0.9996, "share", "基本持平"),
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


@given(st.integers(min_value=10_000, max_value=10**12), st.booleans())
def test_a_count_in_wan_says_what_is_known(value: int, at_least: bool) -> None:
    said = units.written(value, unit="findings", at_least=at_least).digits
    seen = _read(said)
    scale = 10**8 if "亿" in said else 10**4
    assert abs(seen - value) <= scale / (100 if at_least else 200)
    assert seen <= value or not at_least
    assert at_least or said.startswith("约") == (seen != value)
    assert seen / scale < 10_000 or scale == 10**8


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=1, max_value=10**6))
def test_all_and_none_are_written_of_all_and_none_alone(part: int, rest: int) -> None:
    said = units.text(part / (part + rest), unit="share")
    assert said != "100.0%"
    assert (said == "0.0%") == (part == 0)


SHARES = st.integers(min_value=0, max_value=10_000).map(lambda found: found / 10_000)
COUNTS = st.integers(min_value=0, max_value=10**9)


@given(SHARES, SHARES)
def test_a_difference_of_shares_adds_up_on_the_page(now: float, then: float) -> None:
    later, earlier = (units.number(one, unit="share") for one in (now, then))
    assume(not {"＜", "＞"} & set(later + earlier))
    assert _signed(units.difference(now, then, unit="share")) == Decimal(later) - Decimal(earlier)


@given(COUNTS, COUNTS, st.booleans())
def test_a_difference_of_counts_adds_up_on_the_page(now: int, then: int, at_least: bool) -> None:
    said = units.difference(now, then, unit="copies", at_least=at_least)
    later, earlier = (
        _read(units.written(one, unit="copies", at_least=at_least).digits) for one in (now, then)
    )
    assert _signed(said.removesuffix("份")) == later - earlier


def _signed(said: str) -> Decimal:
    if said.endswith("持平"):
        return Decimal(0)
    size = _read(said[1:].removesuffix("个百分点"))
    return size if said[0] == "+" else -size


def _read(said: str) -> Decimal:
    """What a reader takes a written number to be."""
    plain = said.strip("约余")
    for word, scale in (("亿", 10**8), ("万", 10**4)):
        if word in plain:
            return Decimal(plain.replace(word, "")) * scale
    return Decimal(plain)
