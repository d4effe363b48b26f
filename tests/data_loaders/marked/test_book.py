"""Back to the sender: marks, notes and list; marking again replaces; nothing is executed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from dashboard.errors import LoadError
from dashboard.theme import MARK
from data_loaders.files.opening import LIST_TITLE, open_sheets
from data_loaders.files.sheet import CellRange, FormattedCell, Row, Sheet
from data_loaders.marked import book as marking
from data_loaders.marked.book import Marked, marked_workbook
from data_loaders.marked.converted import copied
from data_loaders.marked.listing import HEADINGS, problems_csv
from data_loaders.marked.marks import AUTHOR, marks_of
from data_loaders.marked.notes import write_marks
from data_loaders.problems import Level, Option, Problem, Question
from tests.data_loaders.files import hostile
from tests.work import calls_counted

SHEET = "问题台账"


def test_a_bad_cell_is_coloured_by_its_gravest_problem_and_says_every_reason() -> None:
    problems = [
        _problem("日期早于发现日期", row=3, position=2, level=Level.WARN),
        _problem("不是日期", row=3, position=2),
        _problem("要确认", row=4, position=1, level=Level.ASK),
    ]
    sheet = _opened(_marked(_book(), problems))[SHEET]
    assert _colour(sheet["B3"]) == MARK["refuse"]
    assert (
        sheet["B3"].comment.text == f"{AUTHOR}：\n1. 【拒绝】不是日期\n2. 【提醒】日期早于发现日期"
    )
    assert _colour(sheet["A4"]) == MARK["ask"]
    assert sheet["A4"].comment.text == f"{AUTHOR}：\n【待确认】要确认"
    assert sheet["C3"].comment is None


def test_formats_formulas_and_the_senders_notes_stay() -> None:
    book = _opened(_marked(_book(), [_problem("错", row=2, position=1)]))
    sheet = book[SHEET]
    assert sheet["A1"].font.bold
    assert sheet["C4"].value == "=SUM(C2:C3)"
    assert sheet.column_dimensions["A"].width == 33
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A6:B7"]
    assert "区县自己的批注" in sheet["A2"].comment.text


def test_marking_again_replaces_marks_list_and_gives_back_what_was_there() -> None:
    first = _marked(_book(), [_problem("旧", row=2, position=1), _problem("旧", row=3, position=3)])
    again = marked_workbook(
        first.data, name=first.name, problems=[_problem("新", row=4, position=1)]
    )
    assert again.name == first.name
    book = _opened(again)
    assert book.sheetnames == ["问题清单", SHEET]
    sheet = book[SHEET]
    assert sheet["A2"].comment.text == "区县自己的批注"
    assert sheet["A2"].fill.fgColor.rgb == "00FFFF00"
    assert sheet["C3"].comment is None
    assert sheet["C3"].fill.patternType is None
    assert sheet["A4"].comment.text == f"{AUTHOR}：\n【拒绝】新"
    assert [row[7].value for row in book["问题清单"].iter_rows(min_row=4)] == ["新"]


def test_a_problem_of_a_row_marks_its_first_cell_and_merged_cells_their_corner() -> None:
    problems = [_problem("整行", row=5, position=None), _problem("合并", row=7, position=2)]
    sheet = _opened(_marked(_book(), problems))[SHEET]
    assert "整行" in sheet["B5"].comment.text
    assert "合并" in sheet["A6"].comment.text


def test_marks_that_come_to_one_cell_share_a_note() -> None:
    problems = [
        _problem("整行", row=2),
        _problem("首格", row=2, position=1, level=Level.WARN),
        _problem("合并一", row=6, position=1, level=Level.WARN),
        _problem("合并二", row=7, position=2),
    ]
    first = _marked(_book(), problems)
    sheet = _opened(first)[SHEET]
    assert sheet["A2"].comment.text.startswith(f"{AUTHOR}：\n【拒绝】整行\n【提醒】首格\n（原底色")
    assert sheet["A6"].comment.text == f"{AUTHOR}：\n【提醒】合并一\n第7行：【拒绝】合并二"
    assert _colour(sheet["A6"]) == MARK["refuse"]
    again = _opened(marked_workbook(first.data, name=first.name, problems=[]))[SHEET]
    assert again["A2"].comment.text == "区县自己的批注"
    assert again["A6"].comment is None


def test_the_list_names_and_links_every_problem() -> None:
    problems = [
        _problem("第二", row=3, position=2, value="=1+1"),
        _problem("第一", row=None, position=None),
    ]
    sheet = _opened(_marked(_book(), problems))["问题清单"]
    assert sheet["A1"].value == LIST_TITLE
    assert "拒绝2处" in sheet["A2"].value
    assert tuple(cell.value for cell in sheet[3]) == HEADINGS
    assert [cell.value for cell in sheet[4]][:4] == [1, "拒绝", SHEET, None]
    line = sheet[5]
    assert [cell.value for cell in line][1:] == [
        *("拒绝", SHEET, 3, "B3", "发现日期", "=1+1", "第二")
    ]
    assert line[4].hyperlink.location == f"'{SHEET}'!B3"
    assert (line[6].data_type, line[6].quotePrefix) == ("s", True)


def test_the_list_is_not_read_and_a_sheet_of_that_name_is_left_alone() -> None:
    source = openpyxl.Workbook()
    source.worksheets[0].title = "问题清单"
    source.worksheets[0].append(["问题编号", "区县"])
    marked = _marked(_bytes(source), [])
    assert _opened(marked).sheetnames == ["问题清单（导入1）", "问题清单"]
    (sheet,) = open_sheets(marked.data)
    assert sheet.name == "问题清单"
    assert "上次退回时的问题清单" in sheet.remarks[-1]


def test_what_reaches_outside_the_workbook_is_replaced_by_its_last_value() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://a/")</f><v>=旧</v></c>'
        '<c r="B1"><f>cmd|\' /c calc\'!A0</f><v>7</v></c><c r="C1"><f>[1]甲!A1</f></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c></row>'
    )
    sheet = _opened(_marked(hostile.xlsx(rows), []))["表"]
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [
        *(("=旧", "s"), (7, "n"), (None, "n"), ("=1+1", "f"))
    ]


def test_macros_are_not_handed_back() -> None:
    data = hostile.xlsx(parts={"xl/vbaProject.bin": b"\0"})
    marked = marked_workbook(data, name="宏.xlsm", problems=[])
    assert marked.name == "宏（已标注）.xlsx"
    assert "xl/vbaProject.bin" not in openpyxl.load_workbook(io.BytesIO(marked.data)).sheetnames
    assert b"vbaProject" not in marked.data


@pytest.mark.parametrize("make", ["xls", "ods", "csv"])
def test_other_makes_are_marked_on_a_copy_and_say_so(make: str) -> None:
    name = "" if make == "csv" else "表"
    problem = _problem("错", row=2, position=2, sheet=name)
    marked = marked_workbook(_other(make), name=f"台账.{make}", problems=[problem])
    assert marked.name == "台账（已标注）.xlsx"
    assert "副本" in marked.remarks[0]
    sheet = _opened(marked).worksheets[1]
    assert [cell.value for cell in sheet[1]][:2] == ["区县", "名称"]
    assert "错" in sheet["B2"].comment.text
    assert _opened(marked).worksheets[0]["E4"].hyperlink.location == f"'{sheet.title}'!B2"


def test_a_workbook_the_library_gives_up_on_is_marked_on_a_copy() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>区县</t></is></c></row>'
    data = hostile.xlsx(rows, parts={"[Content_Types].xml": "<Types/>"})
    marked = _marked(data, [_problem("错", row=1, position=1, sheet="表")])
    assert "格式无法完整保留" in marked.remarks[0]
    assert "错" in _opened(marked)["表"]["A1"].comment.text


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<dataValidations count="1"><dataValidation sqref="A1:XFD1048576"/></dataValidations>',
    ],
)
def test_a_rectangle_over_the_whole_sheet_costs_nothing(after: str) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    data = hostile.xlsx(parts={hostile.SHEET: hostile.sheet_xml(far, after=after)})
    sheet = _opened(_marked(data, [_problem("错", row=1, position=1, sheet="表")]))["表"]
    assert "错" in sheet["A1"].comment.text


def test_a_hostile_part_that_reading_skips_does_not_reach_the_library() -> None:
    data = hostile.xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        parts={"docProps/core.xml": hostile.LAUGHS + "<a>&j;</a>"},
    )
    assert "副本" in _marked(data, []).remarks[0]


def test_a_file_that_cannot_be_read_has_nothing_to_mark() -> None:
    with pytest.raises(LoadError):
        marked_workbook(b"%PDF", name="a.xlsx", problems=[])


def test_a_file_of_very_many_rows_gets_the_list_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "MOST_CELLS", 50)
    data = ("区县,名称\n" + "渝北区,甲\n" * 40).encode()
    marked = marked_workbook(data, name="大.csv", problems=[_problem("错", row=9, sheet="")])
    assert _opened(marked).sheetnames == ["问题清单"]
    assert "只含问题清单" in marked.remarks[0]


def test_the_list_as_csv_is_neutral_and_readable_by_excel() -> None:
    problems = [_problem("=cmd()", row=2, value="+86\0"), _problem("好", row=None, value="-1")]
    data = problems_csv(problems)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["文件", *HEADINGS]
    assert rows[1] == ["台账.xlsx", "1", "拒绝", SHEET, "2", "A2", "发现日期", "'+86", "'=cmd()"]
    assert rows[2][4:] == ["", "", "发现日期", "'-1", "好"]


def _problem(
    message: str,
    *,
    row: int | None,
    position: int | None = None,
    level: Level = Level.REFUSE,
    value: str = "",
    sheet: str = SHEET,
) -> Problem:
    asked = Question(key="k", text="?", options=(Option(answer="a", label="甲"),))
    return Problem(
        level=level,
        rule="rule",
        message=message,
        file="台账.xlsx",
        sheet=sheet,
        row=row,
        column="发现日期",
        position=position,
        value=value,
        question=asked if level is Level.ASK else None,
    )


def _book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row in (
        ["区县", "发现日期", "数"],
        ["渝北区", date(2024, 11, 3), 1],
        ["渝北区", "昨天", 2],
        ["合计", None, "=SUM(C2:C3)"],
        [None, "附注"],
    ):
        sheet.append(row)
    sheet.merge_cells("A6:B7")
    sheet["A1"].font = Font(bold=True)
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A2"].comment = Comment("区县自己的批注", "张主任")
    sheet.column_dimensions["A"].width = 33
    return _bytes(book)


def _other(make: str) -> bytes:
    if make == "csv":
        return "区县,名称\n渝北区,=1+1\n".encode("gb18030")
    if make == "ods":
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        rows = (("区县", "名称"), ("渝北区", "=1+1"))
        return hostile.ods(
            "".join(
                f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>"
                for row in rows
            )
        )
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for at, value in enumerate(("区县", "名称")):
        sheet.write(0, at, value)
        sheet.write(1, at, "甲")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _marked(data: bytes, problems: Sequence[Problem]) -> Marked:
    return marked_workbook(data, name="台账.xlsx", problems=problems)


def _opened(marked: Marked) -> Any:
    return openpyxl.load_workbook(io.BytesIO(marked.data))


def _bytes(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _colour(cell: Any) -> str:
    return f"#{cell.fill.fgColor.rgb[2:]}"


def _rows(count: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for number in range(1, count + 1):
        sheet.append(["甲", "乙", "丙"])
        sheet.merge_cells(f"A{number}:B{number}")
    return _bytes(book)


def _on_rows(count: int) -> list[Problem]:
    return [_problem("错", row=number, position=None) for number in range(1, count + 1)]


def _in_merges(count: int) -> list[Problem]:
    return [_problem("错", row=number, position=2) for number in range(1, count + 1)]


def _on_one_row(count: int) -> list[Problem]:
    return [_problem(f"错{number}", row=1, position=1) for number in range(count)]


@pytest.mark.parametrize("problems", [_on_rows, _in_merges, _on_one_row])
def test_marking_twice_as_much_is_twice_the_work(
    problems: Callable[[int], list[Problem]],
) -> None:
    works = []
    for count in (10, 60, 120, 240):
        data, found = _rows(count), problems(count)
        with calls_counted() as work:
            marked_workbook(data, name="台账.xlsx", problems=found)
        works.append(work.calls)
    _, some, more, most = works
    assert most - more < 2.5 * (more - some)


def test_a_mark_of_a_row_makes_no_cells_up_to_a_far_one() -> None:
    """One cell at the far right of a sheet, and a mark on each of many rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["XFD1"] = "远"
    write_marks(sheet, marks_of(_on_rows(50), sheet=SHEET), most=50)
    assert len(sheet._cells) == 50


def test_a_copy_of_many_merges_is_made_in_step_with_them() -> None:
    works = []
    for count in (10, 60, 120, 240):
        merges = tuple(
            CellRange(first_row=n, last_row=n, first_column=1, last_column=2)
            for n in range(1, count + 1)
        )
        sheet = Sheet(file="甲.xls", name="表", lines=partial(_two, count), merges=merges * 2)
        with calls_counted() as work:
            book, _ = copied([sheet], [])
        assert len(book["表"].merged_cells.ranges) == count
        works.append(work.calls)
    _, some, more, most = works
    assert most - more < 2.5 * (more - some)


def test_merges_over_one_another_are_copied_up_to_a_limit() -> None:
    whole = CellRange(first_row=1, last_row=1_000, first_column=1, last_column=100)
    sheet = Sheet(file="甲.xls", name="表", lines=partial(_two, 2), merges=(whole,) * 10_000)
    with calls_counted() as work:
        book, _ = copied([sheet], [])
    assert len(book["表"].merged_cells.ranges) == 1
    assert work.calls < 5_000_000


def _two(count: int) -> Iterator[Row]:
    return iter([("甲", None)] * count)


def test_a_converted_copy_shows_what_the_sheet_showed_and_holds_what_it_held() -> None:
    """Read again nothing is taken for certain; of a day shown in part no day is left to take."""
    part = FormattedCell(date(2024, 11, 1), "2024年11月")
    cells: Row = (
        FormattedCell(153000, "15.3"),
        FormattedCell(7, '沙"WT"-2024-007'),
        FormattedCell("甲", "甲区"),
        FormattedCell(0, ""),
        FormattedCell(-5, "5"),
        5,
    )
    raw = Sheet(
        file="甲.xls", name="表", lines=lambda: iter([cells, (FormattedCell(8, None), part)])
    )
    book, _ = copied([raw], [])
    buffer = io.BytesIO()
    book.save(buffer)
    (again,) = open_sheets(buffer.getvalue())
    assert list(again.rows()) == [
        cells,
        (FormattedCell(8, None), FormattedCell(45597, "2024年11月")),
    ]
