"""Workbooks whose cells show something else than they hold, are struck through or hidden."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders.ledgers.registry import LEDGERS
from tests.data_loaders.corpus.broken import FILE, FIRST, GOOD, Broken, Expected, book

ASK, REFUSE, WARN = "ask", "refuse", "warn"
STRUCK = Font(strike=True)


def looking(
    name: str,
    ledger: str,
    change: Callable[[Worksheet], None],
    *,
    bad: Sequence[Expected],
    **cells: Any,
) -> Broken:
    """A good row but for some cells, then changed as a person would change it."""

    def files() -> dict[str, bytes]:
        wanted = {**GOOD[ledger], **cells}
        made = load_workbook(io.BytesIO(book({ledger: [wanted]})))
        change(made[LEDGERS[ledger].label])
        return {FILE: _saved(made)}

    return Broken(name=name, files=files, sheet=LEDGERS[ledger].label, bad=tuple(bad))


def formatted(heading: str, code: str) -> Callable[[Worksheet], None]:
    """Give the cell under a heading a number format."""

    def change(page: Worksheet) -> None:
        page.cell(FIRST, _column(page, heading)).number_format = code

    return change


def _struck_row(page: Worksheet) -> None:
    for cell in page[FIRST]:
        cell.font = STRUCK


def _struck_part(page: Worksheet) -> None:
    cell = page.cell(FIRST, _column(page, "问题描述"))
    cell.value = CellRichText(TextBlock(InlineFont(strike=True), "缺签到表"), "缺课表")


def _hidden(page: Worksheet) -> None:
    column = page.cell(FIRST, _column(page, "整改期限")).column_letter
    page.column_dimensions[column].hidden = True


def _column(page: Worksheet, heading: str) -> int:
    return next(cell.column for cell in page[FIRST - 1] if cell.value == heading)


def _saved(made: Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


SHOWN = (
    looking(
        "a day shown as its month",
        "findings",
        formatted("发现日期", 'yyyy"年"m"月"'),
        bad=[(ASK, "shown-otherwise", FIRST, "发现日期")],
    ),
    looking(
        "a day shown without its year",
        "reviews",
        formatted("结论日期", 'm"月"d"日"'),
        bad=[(ASK, "shown-otherwise", FIRST, "结论日期")],
    ),
    looking(
        "a month shown without its year",
        "exam_months",
        formatted("月份", 'm"月"'),
        bad=[(ASK, "shown-otherwise", FIRST, "月份")],
    ),
    looking(
        "a count shown in thousands under its own name",
        "publicity",
        formatted("份数", "0,"),
        bad=[(ASK, "shown-otherwise", FIRST, "份数")],
    ),
    looking(
        "a share where a count must be",
        "exam_months",
        formatted("理论首考人数", "0%"),
        bad=[(ASK, "shown-otherwise", FIRST, "理论首考人数")],
    ),
    looking(
        "a count that its format hides",
        "exam_sites",
        formatted("理论机位数", ";;;"),
        bad=[(ASK, "shown-otherwise", FIRST, "理论机位数")],
    ),
    looking(
        "a code shown by its power of ten",
        "findings",
        formatted("问题编号", "0.00E+00"),
        bad=[(REFUSE, "code-damaged", FIRST, "问题编号")],
        问题编号=500106000000,
    ),
    looking("a row struck through", "findings", _struck_row, bad=[(ASK, "struck-row", FIRST, "")]),
    looking(
        "a text struck through in part",
        "findings",
        _struck_part,
        bad=[(ASK, "struck-cell", FIRST, "问题描述")],
    ),
    looking(
        "a hidden column",
        "findings",
        _hidden,
        bad=[(WARN, "hidden-column", FIRST - 1, "整改期限")],
    ),
    looking(
        "codes and numbers that mean what they show",
        "findings",
        formatted("问题编号", '"沙WT-2024-"000'),
        bad=[],
        问题编号=7,
    ),
)
