"""Template workbooks, made from the declarations that read them.

One sheet a ledger: title, 填报单位 line, a header whose comments say what is meant, drop-downs for
closed lists, text format for codes; beside it a filled sheet marked 示例 that loading skips, and a
sheet 填表说明. The bytes depend on the declarations alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from dashboard import theme
from data_loaders.ledgers import explain
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.registry import DOCUMENT_SHEETS
from data_loaders.reading import days
from data_loaders.reading.recognise import EXAMPLE, INSTRUCTIONS
from data_loaders.reading.totals import QUANTITIES

HEADER_ROW: Final = 3
"""Row of the header, counted from 1; rows are typed in below it."""

_PREPARED_ROWS: Final = 2000
_MADE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - workbooks know no time zone
_FORMATS: Final = {CellKind.DATE: "yyyy-mm-dd", CellKind.MONTH: 'yyyy"年"m"月"'}
_INSTRUCTIONS_HEAD: Final = {
    "台账": 12,
    "列名": 20,
    "必填": 6,
    "含义和填法": 60,
    "填写": 22,
    "单位": 8,
    "可填内容": 40,
    "也认的列名": 40,
}
"""Columns of the instructions and their widths in characters."""
_PAGE_WIDTH: Final = 160
"""Characters that can still be read across one A4 page."""
_TEXTS: Final = {CellKind.NAME, CellKind.TEXT, CellKind.CODE, CellKind.USCC, CellKind.DISTRICT}


def template(ledgers: Sequence[Ledger]) -> bytes:
    """An XLSX workbook to fill in for these ledgers, with instructions and an example of each."""
    buffer, plain = io.BytesIO(), {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": template_name(ledgers)[:-5], "created": _MADE})
        formats = _formats(book)
        for ledger in ledgers:
            _blank(book, ledger=ledger, formats=formats)
        _instructions(book, ledgers=ledgers, formats=formats)
        for ledger in ledgers:
            _example(book, ledger=ledger, formats=formats)
    return buffer.getvalue()


def template_name(ledgers: Sequence[Ledger]) -> str:
    """The file name of a template."""
    several = "通报" if ledgers[0].key in DOCUMENT_SHEETS else "全部台账"
    return f"{ledgers[0].label if len(ledgers) == 1 else several}模板.xlsx"


def printed(ledger: Ledger) -> tuple[LedgerColumn, ...]:
    """The columns a template prints: those districts know, then our additions."""
    shown = [one for one in ledger.columns if one.printed]
    return tuple(sorted(shown, key=lambda one: one.ours))


def example(column: LedgerColumn) -> Any:
    """The example cell of a column as typed: a day, a number or text; None where it is empty."""
    said = column.example
    if not said:
        return None
    if column.kind is CellKind.DATE:
        return days.day(said)
    if column.kind is CellKind.MONTH:
        return days.month(said)
    if column.kind in QUANTITIES and re.fullmatch(r"\d+(?:\.\d+)?", said):
        number = Decimal(said)
        return int(number) if number == number.to_integral_value() else float(number)
    return said


def _formats(book: Any) -> dict[str, Any]:
    """The cell formats by name; a format for typing in by kind of column."""
    edge = {"border": 1, "border_color": theme.LINE}
    head = {**edge, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
    typed = {
        f"cell {kind.value}": book.add_format(
            {"num_format": "@" if kind in _TEXTS else _FORMATS.get(kind, "General")}
        )
        for kind in CellKind
    }
    return {
        **typed,
        "title": book.add_format({"bold": True, "font_size": 16, "align": "left"}),
        "line": book.add_format({"font_color": theme.MUTED}),
        "required": book.add_format(
            {**head, "bg_color": theme.NAVY, "font_color": theme.ink_on(theme.NAVY)}
        ),
        "known": book.add_format({**head, "bg_color": theme.WASH}),
        "ours": book.add_format(
            {**head, "bg_color": theme.PAPER, "font_color": theme.MUTED, "italic": True}
        ),
        "wrapped": book.add_format({**edge, "text_wrap": True, "valign": "top"}),
    }


def _blank(book: Any, *, ledger: Ledger, formats: dict[str, Any]) -> None:
    sheet = _sheet(
        book,
        name=ledger.label,
        title=ledger.label,
        line="填报单位：                    填报时间：          （深色表头为必填，斜体为补充列，"
        "鼠标停在表头上看说明）",
        ledger=ledger,
        formats=formats,
    )
    for place, column in enumerate(printed(ledger), 1):
        if column.choices:
            sheet.data_validation(
                HEADER_ROW,
                place,
                HEADER_ROW + _PREPARED_ROWS,
                place,
                {
                    "validate": "list",
                    "source": list(explain.choices(column)),
                    "error_title": column.label,
                    "error_message": f"请填{'、'.join(explain.choices(column))}之一"[:250],
                },
            )


def _example(book: Any, *, ledger: Ledger, formats: dict[str, Any]) -> None:
    sheet = _sheet(
        book,
        name=f"{EXAMPLE}·{ledger.label}",
        title=f"{EXAMPLE}：{ledger.label}（只作参考，不导入）",
        line="填报单位：万州区应急管理局          填报时间：2024年12月",
        ledger=ledger,
        formats=formats,
    )
    sheet.write_number(HEADER_ROW, 0, 1)
    for place, column in enumerate(printed(ledger), 1):
        value = example(column)
        if isinstance(value, str):
            sheet.write_string(HEADER_ROW, place, value)
        elif value is not None and column.kind in _FORMATS:
            shown = formats[f"cell {column.kind.value}"]
            sheet.write_datetime(HEADER_ROW, place, value, shown)
        elif value is not None:
            sheet.write_number(HEADER_ROW, place, value)


def _sheet(
    book: Any, *, name: str, title: str, line: str, ledger: Ledger, formats: dict[str, Any]
) -> Any:
    """A sheet with title, line and header, set up for A4 landscape."""
    columns = printed(ledger)
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, min(4, len(columns)), title, formats["title"])
    sheet.write_string(1, 0, line, formats["line"])
    sheet.write_string(2, 0, "序号", formats["known"])
    sheet.set_column(0, 0, 6)
    for place, column in enumerate(columns, 1):
        look = "required" if column.required else "ours" if column.ours else "known"
        sheet.write_string(2, place, column.label, formats[look])
        note = explain.comment(column)
        sheet.write_comment(
            2, place, note, {"width": 280, "height": 24 + 19 * (note.count("\n") + 3)}
        )
        sheet.set_column(place, place, _width(column), formats[f"cell {column.kind.value}"])
    sheet.set_row(0, 28)
    sheet.set_row(2, 32)
    sheet.freeze_panes(HEADER_ROW, 0)
    _paper(sheet, wide=-(-sum(map(_width, columns)) // _PAGE_WIDTH))
    sheet.repeat_columns(0, 1)
    return sheet


def _instructions(book: Any, *, ledgers: Sequence[Ledger], formats: dict[str, Any]) -> None:
    """The sheet that explains every column and rule."""
    sheet = book.add_worksheet(INSTRUCTIONS)
    sheet.write_string(0, 0, INSTRUCTIONS, formats["title"])
    for place, (head, width) in enumerate(_INSTRUCTIONS_HEAD.items()):
        sheet.write_string(1, place, head, formats["known"])
        sheet.set_column(place, place, width)
    row = 2
    for ledger in ledgers:
        for line in _explained(ledger):
            sheet.set_row(row, _height(line))
            for place, text in enumerate(line):
                sheet.write_string(row, place, text, formats["wrapped"])
            row += 1
        for text in (f"{ledger.help}同一行的依据：{explain.key(ledger)}", *explain.rules(ledger)):
            sheet.write_string(row, 0, ledger.label, formats["wrapped"])
            sheet.write_string(row, 1, "规则", formats["wrapped"])
            sheet.merge_range(row, 2, row, len(line) - 1, text, formats["wrapped"])
            row += 1
    sheet.freeze_panes(2, 0)
    _paper(sheet, wide=1)
    sheet.repeat_rows(0, 1)


def _explained(ledger: Ledger) -> list[tuple[str, ...]]:
    return [
        (
            ledger.label,
            column.label,
            "是" if column.required else "",
            column.help,
            explain.kind(column),
            explain.unit(column),
            "、".join(explain.choices(column)),
            "、".join(column.aliases),
        )
        for column in printed(ledger)
    ]


def _height(line: Sequence[str]) -> float:
    """The height of a row of the instructions in which nothing is cut."""
    lines = (
        -(-sum(1 if letter.isascii() else 2 for letter in text) // width)
        for text, width in zip(line, _INSTRUCTIONS_HEAD.values(), strict=True)
    )
    return 15.0 * max(1, *lines)


def _paper(sheet: Any, *, wide: int) -> None:
    """A4 landscape, as many pages wide as it can be read on, with header and page numbers."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(wide, 0)
    sheet.repeat_rows(0, 2)
    sheet.set_footer("&C第&P页，共&N页")


def _width(column: LedgerColumn) -> int:
    """The width of a column in characters: wide enough for its heading and its example."""
    least = 30 if column.kind is CellKind.NAME else 12
    return min(44, max(least, 2 * len(column.label) + 4, 2 * len(column.example) + 2))
