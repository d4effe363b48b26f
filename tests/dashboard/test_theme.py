"""Colours can be told apart: by hue, by lightness, and from the text upon them."""

from __future__ import annotations

from itertools import combinations

import pytest

from dashboard import theme
from dashboard.theme import contrast


def test_rgb_reads_the_three_parts() -> None:
    assert theme.rgb("#0B6E99") == (11, 110, 153)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0B6E99", "#0B6E99") == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (theme.INK, theme.PAPER),
        (theme.NAVY, theme.PAPER),
        (theme.MUTED, theme.PAPER),
        (theme.ACCENT, theme.PAPER),
        (theme.OVERDUE, theme.PAPER),
        (theme.NAVY, theme.WASH),
        (theme.MUTED, theme.WASH),
        (theme.DEMO, theme.DEMO_WASH),
    ],
)
def test_text_is_readable_on_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(
    "colour", [*theme.STATE.values(), *theme.SEQUENTIAL, *theme.ALERT.values(), theme.NO_DATA]
)
def test_ink_on_chooses_the_more_readable(colour: str) -> None:
    other = theme.PAPER if theme.ink_on(colour) == theme.INK else theme.INK
    assert contrast(theme.ink_on(colour), colour) >= 3
    assert contrast(theme.ink_on(colour), colour) >= contrast(other, colour)


def test_the_three_states_differ_in_black_and_white_print() -> None:
    for one, other in combinations(theme.STATE.values(), 2):
        assert contrast(one, other) >= 1.5


def test_the_map_grows_darker_with_the_value() -> None:
    shades = [contrast(colour, "#000000") for colour in theme.SEQUENTIAL]
    assert shades == sorted(shades, reverse=True)


def test_zero_and_no_data_are_neither_a_step_nor_each_other() -> None:
    assert len({theme.ZERO, theme.NO_DATA, *theme.SEQUENTIAL}) == 7
