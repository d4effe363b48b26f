"""Sums that look as if they stood under the wrong unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_loaders.ledgers.registry import LEDGERS
from data_loaders.problems import Level
from data_loaders.rules.faults import CellError
from data_loaders.rules.money_unit import in_yuan

YUAN = LEDGERS["cases"].column("amount_yuan")
WAN = LEDGERS["cases"].column("amount_wan")


@pytest.mark.parametrize(
    ("column", "value", "yuan"),
    [(YUAN, "100", 100), (YUAN, "0", 0), (WAN, "99.9", 999_000), (WAN, "0.5", 5_000)],
)
def test_sums_of_a_usual_size_are_taken_as_they_stand(
    column: object, value: str, yuan: int
) -> None:
    assert in_yuan(column, Decimal(value), place="q", decisions={}) == yuan  # type: ignore[arg-type]


def test_others_are_asked_about_and_the_answer_counts() -> None:
    with pytest.raises(CellError) as asked:
        in_yuan(YUAN, Decimal("5.3"), place="q", decisions={"q": "fen"})
    assert asked.value.level is Level.ASK
    assert asked.value.question is not None
    assert asked.value.question.key == "q"
    assert in_yuan(YUAN, Decimal("5.3"), place="q", decisions={"q": "wan"}) == 53_000
    assert in_yuan(WAN, Decimal(53000), place="q", decisions={"q": "yuan"}) == 53_000
    assert in_yuan(WAN, Decimal(100), place="q", decisions={"q": "wan"}) == 1_000_000
