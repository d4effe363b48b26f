"""Merged cells carried down."""

from __future__ import annotations

from data_loaders.files.sheet import CellRange
from data_loaders.reading.fill import Filler


def span(first: int, last: int, column: int, *, wide: int = 0) -> CellRange:
    return CellRange(first_row=first, last_row=last, first_column=column, last_column=column + wide)


def test_a_tall_merge_fills_its_rows_and_no_others() -> None:
    filler = Filler.over([span(2, 3, 1)], after=1, columns={1, 3})
    assert filler.fill(("甲", 1), number=2) == (("甲", 1), frozenset({1}))
    assert filler.fill((None, 2), number=3) == (("甲", 2), frozenset({1}))
    assert filler.fill((None, 3), number=4) == ((None, 3), frozenset())


def test_a_short_row_is_lengthened_and_an_empty_one_left() -> None:
    filler = Filler.over([span(2, 4, 3)], after=1, columns={1, 3})
    filler.fill((1, 2, "乙"), number=2)
    assert filler.fill((), number=3) == ((), frozenset())
    assert filler.fill((1,), number=4)[0] == (1, None, "乙")


def test_merges_of_the_header_and_across_one_row_are_none_of_ours() -> None:
    filler = Filler.over([span(1, 2, 1), span(3, 3, 1, wide=2)], after=2, columns={1, 3})
    assert filler.fill((None, None), number=3) == ((None, None), frozenset())


def test_merges_of_columns_that_are_not_read_are_left_alone() -> None:
    filler = Filler.over([span(2, 9, 16_000)], after=1, columns={1})
    filler.fill((1,), number=2)
    assert filler.fill((1,), number=3) == ((1,), frozenset())


def test_a_merge_whose_first_row_was_no_row_fills_nothing() -> None:
    filler = Filler.over([span(2, 1_048_576, 1)], after=1, columns={1, 3})
    assert filler.fill((None, "x"), number=5)[0] == (None, "x")


def test_merges_over_one_another_cost_no_more_than_one() -> None:
    """Thousands may lie over one column of a damaged file, and each row would meet them all."""
    filler = Filler.over([span(2 + n, 90_000, 1) for n in range(5_000)], after=1, columns={1})
    most = 0
    for number in range(2, 6_000):
        filler.fill(("甲",), number=number)
        most = max(most, len(filler.running))
    assert most == 1
