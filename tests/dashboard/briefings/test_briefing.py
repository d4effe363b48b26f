"""A briefing is edited by making another one; what cannot be kept says why."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.briefings.briefing import MOST_ITEMS, Briefing, Item, check
from dashboard.errors import BadFilterError, BriefingError
from dashboard.metrics.filters import Filters

SECTIONS = frozenset({"a/x", "a/y", "a/z"})
BRIEFING = Briefing(title="月报", items=tuple(Item.of(key) for key in ("a/x", "a/y", "a/z")))


def order(briefing: Briefing) -> str:
    return "".join(item.section[-1] for item in briefing.items)


@pytest.mark.parametrize(
    ("at", "by", "then"), [(0, 1, "yxz"), (2, -1, "xzy"), (0, -1, "xyz"), (1, 9, "xzy")]
)
def test_an_item_moves_and_the_ends_hold_it(at: int, by: int, then: str) -> None:
    assert order(BRIEFING.moved(at, by=by)) == then
    assert order(BRIEFING) == "xyz"


def test_items_are_added_replaced_and_taken_out() -> None:
    assert order(BRIEFING.with_item(Item.of("a/x"))) == "xyzx"
    assert order(BRIEFING.with_item(Item.of("a/x"), at=1)) == "xxz"
    assert order(BRIEFING.without_item(1)) == "xz"


def test_a_hidden_item_is_not_shown() -> None:
    hidden = Item.of("a/y", hidden=True)
    assert [item.section for item in BRIEFING.with_item(hidden, at=1).shown] == ["a/x", "a/z"]


def test_filters_and_parameters_are_kept_as_a_query() -> None:
    item = Item.of("a/x", query="measure=超期未整改&district=500101&from=2024-01-01")
    assert item.filters == Filters(district="500101", first=date(2024, 1, 1))
    assert item.params == {"measure": "超期未整改"}
    assert Item.of("a/x", query=item.query) == item


def test_a_filter_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadFilterError, match="from"):
        Item.of("a/x", query="from=gestern")


@pytest.mark.parametrize(
    ("briefing", "said"),
    [
        (Briefing(title=" ", items=()), "请填写简报标题"),
        (Briefing(title="长" * 61, items=()), "最多60个字，现有61个"),
        (Briefing(title="月报", items=(Item.of("a/x"),) * (MOST_ITEMS + 1)), "最多100个板块"),
        (Briefing(title="月报", items=(Item.of("b/x"),)), "第1项“b/x”不是本程序的板块"),
        (Briefing(title="月报", items=(Item.of("a/x", title="长" * 61),)), "第1项的标题最多60个字"),
        (Briefing(title="月报", items=(Item.of("a/x", notes="长" * 2001),)), "讲稿最多2000个字"),
        (
            Briefing(
                title="月报", items=(), as_of=date(2024, 1, 1), compared_with=date(2024, 1, 1)
            ),
            "应早于数据截至日",
        ),
    ],
)
def test_what_cannot_be_kept_says_why(briefing: Briefing, said: str) -> None:
    with pytest.raises(BriefingError, match=said):
        check(briefing, sections=SECTIONS)


def test_a_sound_briefing_is_kept_even_without_items() -> None:
    check(BRIEFING, sections=SECTIONS)
    check(Briefing(title="空", items=()), sections=SECTIONS)
