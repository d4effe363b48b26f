"""What a line below the header is."""

from __future__ import annotations

import pytest

from data_loaders.reading.kinds import Sorter, total_label
from data_loaders.reading.records import LineKind

WHOLE = ("1", "万州区", "示例一校", 3)


def kind(*lines: tuple[object, ...]) -> LineKind:
    """What the last of some lines is, where columns 2 and 3 are needed."""
    sorter = Sorter(needed=[1, 2], counting=frozenset({0}), repeated={("标题",): LineKind.TITLE})
    return [sorter.kind(line) for line in lines][-1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        ("合计", None, None, 3),
        (None, "小 计", None, 3),
        ("渝北区合计", None, None, 3),
        ("合计：", "", "", 3),
        (None, None, "总计（家）", 3),
    ],
)
def test_totals(line: tuple[object, ...]) -> None:
    assert kind(line) is LineKind.TOTAL


@pytest.mark.parametrize(
    "line",
    [
        WHOLE,
        ("1", "万州区", "会计培训学校", 3),
        ("1", "万州区", None, 3),
        ("1", "万州区", "注：见附件", 3),
        ("备注", "万州区", None, None),
        ("待补充",),
    ],
)
def test_rows(line: tuple[object, ...]) -> None:
    assert kind(line) is LineKind.RECORD


@pytest.mark.parametrize(
    "line",
    [
        ("注：学员含补训",),
        ("说明：1.按月填报", None),
        ("备注1：无",),
        ("填表人：张三", None, None, "审核人：李四"),
        (None, "联系电话：12345"),
        ("单位负责人（签字）：",),
        ("（盖章）",),
        ("（以下空白）",),
        ("※本表一式两份",),
    ],
)
def test_notes_and_footers(line: tuple[object, ...]) -> None:
    assert kind(line) is LineKind.NOTE


def test_a_line_that_goes_on_a_note_is_a_note_until_a_row_comes() -> None:
    assert kind(("注：1.含补训",), ("2.按大纲计",)) is LineKind.NOTE
    assert kind(("注：1.含补训",), WHOLE, ("2.按大纲计",)) is LineKind.RECORD


def test_numbered_but_empty_lines_and_repeated_titles() -> None:
    assert kind((3,)) is LineKind.EMPTY
    assert kind(("4.", "")) is LineKind.EMPTY
    assert kind(("标题",)) is LineKind.TITLE


def test_a_total_is_called_as_it_calls_itself() -> None:
    assert total_label(("", "渝北区小 计", 3)) == "渝北区小计"


@pytest.mark.parametrize(
    "line",
    [
        ("一、培训质量类",),
        (None, "（二）违法违规"),
        (None, None, "其中：重大隐患"),
        ("共3项",),
        ("三", "培训档案类"),
        (None, "一、宣传资料", None, 3000),
        ("其中：重大隐患", None, None, "12"),
        ("（四）", None, "考试点"),
        ("第二部分 考试机构", None, None, None),
    ],
)
def test_sections(line: tuple[object, ...]) -> None:
    assert kind(line) is LineKind.SECTION


@pytest.mark.parametrize(
    "line",
    [
        ("3", None, "示例一校"),
        (None, "万州区", "一、示例一校", 3),
        ("一", "万州区", "示例一校", 3),
        (None, "一类机构", None, 3),
        (None, None, "示例一校"),
    ],
)
def test_a_row_that_lacks_something_is_no_section(line: tuple[object, ...]) -> None:
    assert kind(line) is LineKind.RECORD


def test_a_lone_text_heads_only_what_there_is() -> None:
    sorter = Sorter(needed=[1, 2], counting=frozenset({0}), districts=frozenset({1}), first=1)
    assert sorter.kind((None, "培训档案类"), below=WHOLE) is LineKind.SECTION
    assert sorter.kind((None, "培训档案类")) is LineKind.RECORD
    assert sorter.kind((None, None, "培训档案类"), below=WHOLE) is LineKind.RECORD


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (("1", "万州区", "低压电工累计", 3), LineKind.TOTAL),
        ((None, "万州区", "资料发放共计", None, 3, None), LineKind.TOTAL),
        ((None, None, "资料发放共计", "宣传资料", 3, None), LineKind.RECORD),
        ((None, "万州区", "合计", "宣传资料", 3, None), LineKind.TOTAL),
        ((None, None, "本月小计", "宣传资料", 3, None), LineKind.TOTAL),
    ],
)
def test_a_row_that_lacks_something_is_no_total(line: tuple[object, ...], found: LineKind) -> None:
    needed = [1, 2] if len(line) == 4 else [1, 2, 3, 5]
    sorter = Sorter(needed=needed, counting=frozenset({0}), districts=frozenset({1}))
    assert sorter.kind(line) is found  # type: ignore[arg-type]
    assert sorter.whole == (len(line) == 4)
