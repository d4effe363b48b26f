"""The header wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data_loaders.files.sheet import CellRange
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.reading.header import Candidate, best, read_top
from tests.data_loaders.workbooks import sheet

EXAMS = LEDGERS["exam_months"]


def found(rows: Sequence[Sequence[Any]], *merges: CellRange) -> Candidate:
    """The header found among rows."""
    raw = sheet(rows, merges=merges)
    one = best(read_top(raw), ledger=EXAMS, merges=raw.merges)
    assert one is not None
    return one


def test_titles_above_and_data_below_are_no_part_of_it() -> None:
    one = found(
        [
            ["2024年考试月报"],
            [],
            ["填报单位：万州区", None, "月份"],
            ["区县", "考点或机构", "工种", "月份", "理论首考人数"],
            ["万州区", "考试点", "工种", "2024-11", 3],
        ]
    )
    assert (one.first_row, one.last_row) == (4, 4)
    assert one.missing == frozenset()


def test_groups_over_headings_in_two_rows() -> None:
    rows = [
        ["区县", "考点或机构", "工种", "月份", "理论首考", None, "实操首考", None],
        [None, None, None, None, "人数", "合格人数", "人数", "合格人数"],
        ["万州区", "示例一校", "低压电工作业", "2024-11", 3, 2, 1, 1],
    ]
    one = found(rows)
    assert (one.first_row, one.last_row) == (1, 2)
    assert {meaning.columns[0].key for meaning in one.meanings.values()} >= {
        "theory_candidates",
        "theory_passes",
        "practical_candidates",
        "practical_passes",
    }
    assert one.headings[6] == "理论首考 合格人数"


def test_headings_merged_from_higher_up_belong_to_the_header() -> None:
    rows = [
        ["区县", "考点或机构", "工种", "月份", "理论"],
        [None, None, None, None, "理论首考人数"],
    ]
    spans = [CellRange(first_row=1, last_row=2, first_column=c, last_column=c) for c in range(1, 5)]
    one = found(rows, *spans)
    assert (one.first_row, one.last_row) == (1, 2)


def test_many_unknown_columns_do_not_hide_a_complete_header() -> None:
    known = ["区县", "考点或机构", "工种", "月份"]
    assert found([[*known, *(f"其他{number}" for number in range(30))]]).missing == frozenset()


def test_one_known_word_is_no_header() -> None:
    raw = sheet([["月份", "天气", "心情"], ["一月", "晴", "好"]])
    assert best(read_top(raw), ledger=EXAMS, merges=()) is None


def test_merges_beyond_the_rows_read_are_left_alone() -> None:
    raw = sheet(
        [["区县"]], merges=[CellRange(first_row=500, last_row=900, first_column=90, last_column=99)]
    )
    assert read_top(raw).texts == (("区县",),)
