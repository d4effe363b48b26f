"""Which row may be a header and which column a heading may mean."""

from __future__ import annotations

from typing import Any

import pytest

from data_loaders.ledgers.registry import LEDGERS
from data_loaders.reading.header import read_top
from data_loaders.reading.likely import header_rows, likeliest
from tests.data_loaders.workbooks import sheet


def _rows(*rows: list[Any], known: tuple[str, ...] = ()) -> tuple[int, ...]:
    return header_rows(read_top(sheet(rows)), known=known)


def test_one_row_of_words_above_data_is_beyond_doubt() -> None:
    assert _rows(["标题"], ["甲", "乙", "丙"], ["一", 3, "2024.1.2"]) == (2,)


def test_words_above_words_leave_a_doubt() -> None:
    assert _rows(["甲", "乙"], ["一", "二"], ["三", "四"]) == (1, 2, 3)


def test_known_headings_leave_none() -> None:
    assert _rows(["一", "二"], ["甲", "乙"], ["三", "四"], known=("甲", "乙")) == (2,)


def test_nothing_to_choose_from_is_still_a_row() -> None:
    assert _rows([None, None], ["只有一句"]) == (2,)


@pytest.mark.parametrize(
    ("heading", "cells", "first"),
    [
        ("结束那天", ["2024-12-01", "2024-12-03"], "ended_on"),
        ("来的人", [20, 31], "enrolled"),
        ("哪个校", ["示例一校"], "institution"),
    ],
)
def test_names_and_cells_speak_for_a_column(heading: str, cells: list[Any], first: str) -> None:
    columns = [
        one
        for one in LEDGERS["classes"].columns
        if one.key in ("institution", "enrolled", "ended_on")
    ]
    assert likeliest(heading, columns=columns, cells=cells)[0].key == first
