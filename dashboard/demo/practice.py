"""Ledgers to practise with in a demo store: one that loads, and one with the usual mistakes.

They are 沙坪坝区's made-up visits and findings of January 2025, the month after the demo's last,
so that what is loaded is seen at once and can be undone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders.export.book import DEMO
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.templates import HEADER_ROW, printed, template

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by ledger, each by the headings of the template."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """One workbook to practise with."""

    key: str
    label: str
    file_name: str
    make: Callable[[], bytes]


_UNIT: Final = "沙坪坝区"
_FIRST: Final = "示例沙坪坝第一安全技术培训有限公司"
_SECOND: Final = "示例沙坪坝第二安全培训学校"
_VISITS: Final = (
    {
        "检查编号": "示例检〔2025〕练1号",
        "区县": _UNIT,
        "被检单位": _FIRST,
        "检查方式": "明查",
        "检查日期": date(2025, 1, 8),
    },
    {
        "检查编号": "示例检〔2025〕练2号",
        "区县": _UNIT,
        "被检单位": _SECOND,
        "检查方式": "暗访",
        "检查日期": date(2025, 1, 9),
    },
)
_FINDINGS: Final = (
    {
        "问题编号": "示例问题练0001",
        "检查编号": "示例检〔2025〕练1号",
        "区县": _UNIT,
        "被检单位": _FIRST,
        "问题类别": "培训档案",
        "严重程度": "一般",
        "问题描述": "第二期培训班签到表缺少结业日记录",
        "发现日期": date(2025, 1, 8),
        "整改期限": date(2025, 1, 22),
        "整改完成日期": date(2025, 1, 15),
        "复查日期": date(2025, 1, 17),
        "复查结果": "通过",
        "销号日期": date(2025, 1, 17),
    },
    {
        "问题编号": "示例问题练0002",
        "检查编号": "示例检〔2025〕练2号",
        "区县": _UNIT,
        "被检单位": _SECOND,
        "问题类别": "机构隐患",
        "严重程度": "较大",
        "问题描述": "实操场地灭火器过期",
        "发现日期": date(2025, 1, 9),
        "整改期限": date(2025, 1, 23),
    },
)
_MISTAKES: Final = (
    # Mended before it was found.
    {**_FINDINGS[0], "问题编号": "示例问题练0003", "整改完成日期": date(2025, 1, 2)},
    # A kind that is on no list, only near one.
    {**_FINDINGS[1], "问题编号": "示例问题练0004", "问题类别": "设施隐患"},
    # A body nobody has registered.
    {**_FINDINGS[1], "问题编号": "示例问题练0005", "被检单位": "示例沙坪坝第二安全培训校"},
    # A day that is no day.
    {**_FINDINGS[1], "问题编号": "示例问题练0006", "发现日期": "2025年1月32日"},
)


def _book(rows: Rows) -> bytes:
    """The templates of these ledgers with the rows typed in."""
    ledgers = [LEDGERS[key] for key in rows]
    book = load_workbook(io.BytesIO(template(ledgers)))
    for ledger in ledgers:
        _type_in(book[ledger.label], ledger=ledger, rows=rows[ledger.key])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _type_in(sheet: Worksheet, *, ledger: Ledger, rows: Sequence[Mapping[str, Any]]) -> None:
    sheet["A1"] = f"{DEMO}{_UNIT}{ledger.label}"
    places = {column.label: place for place, column in enumerate(printed(ledger), start=2)}
    for line, row in enumerate(rows, start=HEADER_ROW + 1):
        sheet.cell(line, 1, line - HEADER_ROW)
        for label, value in row.items():
            sheet.cell(line, places[label], value)


def _good() -> bytes:
    return _book({"inspections": _VISITS, "findings": _FINDINGS})


def _bad() -> bytes:
    return _book({"inspections": _VISITS, "findings": (*_FINDINGS, *_MISTAKES)})


PRACTICE: Final = (
    Practice(key="good", label="练习台账（无误）", file_name="练习台账-无误.xlsx", make=_good),
    Practice(key="bad", label="练习台账（有错）", file_name="练习台账-有错.xlsx", make=_bad),
)
"""What the import page of a demo store offers."""
