"""Whatever is wrong with a file, reading and marking it end with a sentence, never otherwise."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import cache, partial
from random import Random

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dashboard.errors import FileBrokenError, LoadError
from data_loaders.files.limits import MEGABYTE, Limits
from data_loaders.files.opening import open_sheets
from data_loaders.marked.book import marked_workbook
from data_loaders.problems import Level, Problem
from data_loaders.reading.read import read_sheet
from tests.data_loaders.files import damage, hostile

LIMITS = Limits(
    workbook=MEGABYTE, unpacked=5 * MEGABYTE, text=MEGABYTE, cells=20_000, elements=100_000
)
TRIES = 25
"""Of each damage to each make, for each seed."""
HEADS = ("区县", "被检单位", "问题类别", "问题描述", "发现日期", "整改期限", "序号")
ROW = ("渝北区", "渝北安全学校", "培训档案", "缺签到表", date(2024, 11, 6), "2024-12-01", 1)
DAY = datetime.fromisoformat("2024-11-06T12:30")


@cache
def xlsx() -> bytes:
    """A ledger with what a district puts into one: merges, notes, formulas, colours, days."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "问题台账"
    sheet.append(["渝北区问题台账"])
    sheet.merge_cells("A1:G1")
    sheet.append(list(HEADS))
    for number in range(6):
        sheet.append([*ROW[:-1], number])
    sheet.append(["合计", None, None, None, DAY, True, "=SUM(G3:G8)"])
    sheet.merge_cells("B3:B4")
    sheet["A3"].fill = PatternFill("solid", fgColor="FFEE00")
    sheet["A3"].comment = Comment("区县自己的批注", "区县")
    sheet["D3"].hyperlink = "https://example.invalid/"
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def shared_texts() -> bytes:
    """The same make as other programs write it: texts shared, styles of days, inline texts."""
    texts = "".join(f"<si><t>{one}</t><rPh><t>x</t></rPh></si>" for one in HEADS)
    heads = "".join(f'<c t="s"><v>{at}</v></c>' for at, _ in enumerate(HEADS))
    cells = (
        '<c t="inlineStr"><is><t>渝北区</t></is></c><c t="str"><v>乙</v></c><c t="b"><v>1</v></c>'
    )
    days = '<c s="1"><v>45000.5</v></c><c s="2"><v>1.5</v></c><c t="d"><v>2024-11-03</v></c>'
    row = f'<row r="2" hidden="1">{cells}{days}<c t="e"><v>#N/A</v></c></row>'
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    sheet = hostile.sheet_xml(
        f'<row r="1">{heads}</row>{row}', after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    return hostile.xlsx(
        parts={
            hostile.SHEET: sheet,
            "xl/sharedStrings.xml": f"<sst>{texts}</sst>",
            "xl/styles.xml": styles,
        }
    )


@cache
def ods() -> bytes:
    text = '<table:table-cell office:value-type="string"><text:p>{}<text:s text:c="2"/></text:p>'
    heads = "".join(text.format(one) + "</table:table-cell>" for one in HEADS)
    kinds = (
        ("float", 'office:value="3"'),
        ("date", 'office:date-value="2024-11-03T12:30:00"'),
        ("time", 'office:time-value="PT06H30M00S"'),
        ("boolean", 'office:boolean-value="true"'),
        ("currency", 'office:value="5.5" table:number-columns-repeated="3"'),
        ("string", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
    )
    cells = "".join(
        f'<table:table-cell office:value-type="{kind}" {more}><text:p>甲</text:p>'
        "</table:table-cell>"
        for kind, more in kinds
    )
    return hostile.ods(
        f"<table:table-row>{heads}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>',
        parts={"META-INF/manifest.xml": '<?xml version="1.0" encoding="UTF-8"?><manifest/>'},
    )


@cache
def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("问题台账")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    for column, head in enumerate(HEADS):
        sheet.write(0, column, head)
        for row in range(1, 6):
            value = ROW[column]
            sheet.write(row, column, value, day if isinstance(value, date) else xlwt.XFStyle())
    sheet.write_merge(7, 8, 0, 2, "合计")
    sheet.write(7, 4, xlwt.Formula("1/0"))
    sheet.row(3).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def text(encoding: str) -> bytes:
    rows = [HEADS, *([ROW] * 5)]
    return "\n".join(",".join(map(str, row)) for row in rows).encode(encoding)


MAKES: dict[str, tuple[Callable[[], bytes], tuple[damage.Damage, ...]]] = {
    "xlsx": (xlsx, (*damage.ANY, *damage.ZIPPED)),
    "shared": (shared_texts, (*damage.ANY, *damage.ZIPPED)),
    "ods": (ods, (*damage.ANY, *damage.ZIPPED)),
    "xls": (xls, damage.ANY),
    "utf-8": (partial(text, "utf-8-sig"), damage.ANY),
    "gb18030": (partial(text, "gb18030"), damage.ANY),
    "utf-16": (partial(text, "utf-16"), damage.ANY),
}


@pytest.mark.parametrize("make", MAKES)
def test_before_the_damage_it_is_a_ledger(make: str) -> None:
    sheet = open_sheets(MAKES[make][0](), name="台账", limits=LIMITS)[0]
    told = read_sheet(sheet, today=date(2025, 1, 15)).told
    assert told.ledger is not None
    assert told.ledger.key == "findings"


@pytest.mark.parametrize(
    ("make", "harm"),
    [(make, harm) for make, (_, harms) in MAKES.items() for harm in harms],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)
def test_a_damaged_file_is_read_or_refused(make: str, harm: damage.Damage) -> None:
    sound = MAKES[make][0]()
    for seed in range(TRIES):
        data = harm(sound, Random(seed))
        try:
            taken_in(data)
        except Exception as error:
            raise AssertionError(f"{make} {harm.__name__} {seed}: {error!r}") from error


def taken_in(data: bytes) -> None:
    """Read a file as a preview does, and mark it, unless it is refused with a sentence."""
    with suppress(LoadError):
        sheets = open_sheets(data, name="台账", limits=LIMITS)
        for sheet in sheets:
            for line in read_sheet(sheet, today=date(2025, 1, 15)).lines():
                assert line.row
        problems = [
            Problem(level=Level.REFUSE, rule="r", message="错", file="台账", sheet=one.name, row=3)
            for one in sheets
        ]
        marked_workbook(data, name="台账", problems=problems, limits=LIMITS)


@pytest.mark.parametrize("encoding", damage.ENCODINGS)
@pytest.mark.parametrize("make", ["xlsx", "ods"])
def test_a_part_in_a_strange_encoding_is_a_damaged_file(make: str, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    if make == "xlsx":
        data = hostile.xlsx(parts={hostile.SHEET: hostile.sheet_xml("", before=head)})
    else:
        data = hostile.ods("", parts={"content.xml": f"{head}<a/>"})
    with pytest.raises(FileBrokenError, match="^甲：文件已损坏：部件"):
        open_sheets(data, name="甲")
