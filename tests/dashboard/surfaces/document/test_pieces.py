"""Figures are told from words, from names and from numbers that are no figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.sections.answer import Card
from dashboard.surfaces.document.pieces import cut, of_card
from tests.briefings import SHOWN


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("复核98家，合格83家（84.7%）", ["98家", "83家", "84.7%"]),
        ("发放15万余份，罚款5.3万元", ["15万余份", "5.3万元"]),
        ("提高3.2个百分点，−1家", ["3.2个百分点", "−1家"]),
        ("95%区间93.3–95.6%", ["95%", "93.3–95.6%"]),
        ("截至2024年12月31日，2024-11起", ["2024年12月31日", "2024-11"]),
        ("依据AQ 8011-2023和渝应急办发〔2024〕39号", []),
        ("第62、63部分", []),
        ("没有数字", []),
    ],
)
def test_figures_and_days_are_apart_from_words(text: str, figures: list[str]) -> None:
    pieces = cut(text, key="s1")
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.key] == figures


def test_every_figure_has_a_key_of_its_own() -> None:
    keys = [piece.key for piece in cut("1家2家3家", key="s1") if piece.key]
    assert keys == ["s1.1", "s1.2", "s1.3"]


def test_a_card_is_a_sentence_with_its_metrics_as_keys() -> None:
    card = Card(title="复核", figures=(SHOWN,), lines=("超期3家。",), note="按结论计")
    pieces = of_card(card, key="s1")
    said = "".join(piece.text for piece in pieces)
    assert said == "复核：复核合格率19.9%；超期3家。（按结论计）"
    assert [piece.key for piece in pieces if piece.text == "19.9%"] == ["s1.qualified_share"]


def test_a_mark_that_matters_is_kept_and_agreement_is_not_repeated() -> None:
    assert SHOWN.mark == "与通报一致"
    told = replace(SHOWN.explained, mark="通报") if SHOWN.explained else None
    card = Card(title="复核", figures=(replace(SHOWN, explained=told),))
    assert "19.9%（通报）" in "".join(piece.text for piece in of_card(card, key="s"))
