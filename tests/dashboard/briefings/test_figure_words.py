from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.briefings.figure_words import of_value, said_number, text_parts


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("复核98家，合格83家（84.7%）", ["98家", "83家", "84.7%"]),
        ("截至2024年12月31日，2024-11起", ["2024年12月31日", "2024-11"]),
        ("依据AQ 8011-2023和渝应急办发〔2024〕39号", []),
        ("没有数字", []),
    ],
)
def test_figures_and_days_are_apart_and_nothing_is_lost(text: str, figures: list[str]) -> None:
    parts = list(text_parts(text))
    assert "".join(part.text for part in parts) == text
    assert [part.text for part in parts if part.is_figure] == figures


@pytest.mark.parametrize(
    ("figure", "value", "at_least", "symbol"),
    [
        ("83家", 83, False, "家"),
        ("1,018,000人次", 1_018_000, False, "人次"),
        ("101.8万余人次", 1_018_000, True, "人次"),
        ("−3.2个百分点", Decimal("-3.2"), False, "个百分点"),
        ("5", 5, False, ""),
    ],
)
def test_a_figure_says_a_number(
    figure: str, value: Decimal, *, at_least: bool, symbol: str
) -> None:
    said = said_number(figure)
    assert said is not None
    assert (said.value, said.at_least, said.symbol) == (value, at_least, symbol)


@pytest.mark.parametrize("figure", ["2024年11月", "2024-11", "93.3–95.6%"])
def test_days_and_ranges_say_no_number(figure: str) -> None:
    assert said_number(figure) is None


@pytest.mark.parametrize(
    ("typed", "kept", "same"),
    [
        ("67%", "67.0%", True),
        ("67%", "66.6%", True),
        ("67%", "66.4%", False),
        ("67.00%", "67.0%", True),
        ("5.3万元", "53,120元", True),
        ("5.30万元", "53,120元", False),
        ("101.8万人次", "101.8万余人次", False),
        ("83家", "83项", False),
        ("83", "83项", True),
        ("-3家", "−3家", False),
    ],
)
def test_a_number_may_be_reworded_and_not_changed(typed: str, kept: str, *, same: bool) -> None:
    one, other = said_number(typed), said_number(kept)
    assert (one is not None and other is not None and one.says(other)) is same


def test_a_cells_value_stands_in_the_unit_of_its_head() -> None:
    money, share = said_number("5.3万元"), said_number("84.7%")
    assert money is not None
    assert share is not None
    assert money.says(of_value(5_312_000, unit="fen"))
    assert share.says(of_value(0.84694, unit="share"))
    assert not share.says(of_value(0.86, unit="share"))
