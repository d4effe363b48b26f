"""A row is followed by what it is; what only stands elsewhere in its list has not changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.briefings.blocks import LONGEST
from dashboard.briefings.row_changes import ABSENT, row_changes
from dashboard.sections.answer import Answer, Cell, Chart, Column, Row, Table
from tests.briefings import CHART, snapshot_of

HEADS = ("区县", "问题", "超期", "问题编号")
Rows = Sequence[Sequence[Cell]]


def _changes(before: Rows, after: Rows, *, heads: Sequence[str] = HEADS) -> list[tuple[str, ...]]:
    first, second = (
        snapshot_of(Answer(title="督办", blocks=(_table(rows, heads=heads),))).sections[0]
        for rows in (before, after)
    )
    return [(one.name, one.before, one.after) for one in row_changes(first, second)]


def _table(rows: Rows, *, heads: Sequence[str] = HEADS) -> Table:
    columns = tuple(Column(label=head, unit="findings" if head == "超期" else "") for head in heads)
    return Table(key="t", title="督办清单", columns=columns, rows=rows)


LIST: Rows = (
    ("江津区", "缺签到表", 3, "题1"),
    ("江津区", "缺考勤", 5, "题2"),
    ("江津区", "缺教案", 8, "题3"),
)


def test_one_row_gone_changes_none_of_those_after_it() -> None:
    assert _changes(LIST, LIST[1:]) == [("江津区（整行移出）", "江津区，缺签到表，3，题1", ABSENT)]
    assert _changes(LIST[1:], LIST) == [("江津区（整行新进）", ABSENT, "江津区，缺签到表，3，题1")]


def test_order_is_no_change() -> None:
    assert _changes(LIST, LIST[::-1]) == []


def test_a_row_with_a_number_is_followed_through_every_change() -> None:
    later = (("江津区", "缺签到表（补）", 6, "题1"), *LIST[1:])
    assert _changes(LIST, later) == [
        ("江津区 · 问题", "缺签到表", "缺签到表（补）"),
        ("江津区 · 超期", "3", "6"),
    ]


def test_a_row_without_a_number_is_followed_by_its_words_while_days_go_on() -> None:
    before = [("江津区", "缺签到表", 3, None), ("江津区", "缺考勤", 5, None)]
    after = [("江津区", "缺考勤", 9, None), ("江津区", "缺签到表", 7, None)]
    assert _changes(before, after) == [
        ("江津区 · 超期", "5", "9"),
        ("江津区 · 超期", "3", "7"),
    ]


def test_of_rows_that_nothing_tells_apart_no_cell_is_said_to_have_changed() -> None:
    before = [("江津区", "缺签到表", 3, None), ("江津区", "缺签到表", 5, None)]
    after = [("江津区", "缺签到表", 4, None), ("江津区", "缺签到表", 5, None)]
    assert _changes(before, after) == [
        ("江津区（整行新进）", ABSENT, "江津区，缺签到表，4"),
        ("江津区（整行移出）", "江津区，缺签到表，3", ABSENT),
    ]


def test_a_row_named_once_is_followed_by_its_name() -> None:
    heads = ("区县", "2024年12月1日", "2024年12月31日")
    moved = ("区县", "2024年12月31日", "2025年1月3日")
    first = snapshot_of(Answer(title="较上期", blocks=(_table([("全市", 1, 2)], heads=heads),)))
    second = snapshot_of(Answer(title="较上期", blocks=(_table([("全市", 1, 3)], heads=moved),)))
    (found,) = row_changes(first.sections[0], second.sections[0])
    assert (found.name, found.before, found.after) == ("全市 · ", "2", "3")


def test_another_row_of_the_same_unit_is_not_taken_for_the_one_that_went() -> None:
    before = [("江津区", "缺签到表", 3, None), ("北碚区", "缺考勤", 5, "题2")]
    after = [("江津区", "缺教案", 3, None), ("北碚区", "缺考勤", 5, "题2")]
    assert _changes(before, after) == [
        ("江津区（整行新进）", ABSENT, "江津区，缺教案，3"),
        ("江津区（整行移出）", "江津区，缺签到表，3", ABSENT),
    ]
    heads = ("日期", "名称")
    days = [[(date(2024, 12, 1), name)] for name in ("宣讲", "展板")]
    assert len(_changes(*days, heads=heads)) == 2


def test_a_word_that_changed_in_a_table_by_name_is_a_change() -> None:
    heads = ("区县", "位置", "超期")
    before = [("江津区", "无法区分", 3), ("北碚区", "明显偏高", 9)]
    after = [("北碚区", "明显偏高", 9), ("江津区", "明显偏高", 8)]
    assert _changes(before, after, heads=heads) == [
        ("江津区 · 位置", "无法区分", "明显偏高"),
        ("江津区 · 超期", "3", "8"),
    ]


def test_a_row_of_a_name_and_numbers_is_followed_by_its_name() -> None:
    heads = ("区县", "超期")
    before, after = [("江津区", 3), ("北碚区", 3)], [("北碚区", 3), ("江津区", 4)]
    assert _changes(before, after, heads=heads) == [("江津区 · 超期", "3", "4")]


def test_tables_of_charts_and_beside_each_other_count_too() -> None:
    chart = Chart(key="c", title="图", spec={}, table=_table(LIST), alt="", native=CHART.native)
    first = snapshot_of(Answer(title="x", blocks=(Row(columns=((1.0, (chart,)),)),)))
    second = snapshot_of(Answer(title="x", blocks=()))
    assert len([*row_changes(first.sections[0], second.sections[0])]) == len(LIST)


def test_of_a_list_that_was_cut_nothing_is_said_to_have_come_or_gone() -> None:
    long = [("江津区", f"问题{at}", 1, f"题{at}") for at in range(LONGEST)]
    later = [("江津区", "新问题", 1, "题新"), *long[:-1]]
    assert _changes(long, later) == []
    assert _changes(long, [("江津区", "问题0", 2, "题0"), *later[2:], long[-1]]) == [
        ("江津区 · 超期", "1", "2")
    ]


@pytest.mark.parametrize("cell", [None, date(2024, 12, 1), 0.5, "—"])
def test_a_list_is_the_same_as_itself(cell: Cell) -> None:
    rows = [(cell, "缺签到表", 3, None), (cell, "缺签到表", 3, None), ("江津区", cell, 3, "题1")]
    assert _changes(rows, rows) == []


_ROW = st.tuples(
    st.sampled_from(["江津区", "北碚区"]),
    st.sampled_from(["缺签到表", "缺考勤"]),
    st.integers(0, 2),
    st.sampled_from([None, "题1", "题2", "题3"]),
)


@given(before=st.lists(_ROW, max_size=6), after=st.lists(_ROW, max_size=6))
def test_what_came_less_what_went_is_what_the_list_has_grown_by(before: Rows, after: Rows) -> None:
    found = _changes(before, after)
    came = sum(name.endswith("（整行新进）") for name, *_ in found)
    went = sum(name.endswith("（整行移出）") for name, *_ in found)
    assert came - went == len(after) - len(before)
    assert all(one != other for _, one, other in found)
    assert bool(found) == (sorted(map(str, before)) != sorted(map(str, after)))
