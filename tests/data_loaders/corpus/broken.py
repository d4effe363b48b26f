"""How a broken workbook of the corpus is written down: its files, and exactly what is wrong."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook

from data_loaders.ledgers.registry import LEDGERS

TODAY = date(2025, 1, 15)
FILE = "万州区台账.xlsx"
FIRST = 4
"""The row of the first line of data: title, 填报单位 and header stand above it."""

CODE_A, CODE_B, CODE_D = "52509999000000001L", "525099990000000455", "91509999000000038C"
Cells = Mapping[str, Any]
Expected = tuple[str, str, int | None, str]
"""Level, rule, row and heading of one problem."""

GOOD: dict[str, Cells] = {
    "institutions": {"机构名称": "辰星驾培中心", "区县": "万州区", "机构类型": "企业"},
    "exam_sites": {"考试点名称": "丑考试点", "区县": "万州区", "理论机位数": 60},
    "reviews": {
        "机构名称": "甲安全培训学校",
        "区县": "万州区",
        "复核轮次": "2024年基本条件复核",
        "阶段": "区县检查",
        "结论": "整改",
        "结论日期": date(2024, 6, 18),
        "整改期限": date(2024, 7, 31),
    },
    "inspections": {
        "检查编号": "检〔2024〕9号",
        "区县": "万州区",
        "被检单位": "甲安全培训学校",
        "检查方式": "明查",
        "检查日期": date(2024, 11, 20),
    },
    "findings": {
        "问题编号": "问题9",
        "区县": "万州区",
        "被检单位": "甲安全培训学校",
        "问题类别": "培训档案",
        "严重程度": "一般",
        "问题描述": "缺少签到表",
        "发现日期": date(2024, 11, 20),
        "整改期限": date(2024, 12, 20),
    },
    "cases": {
        "案件编号": "案〔2024〕9号",
        "区县": "万州区",
        "当事人": "甲安全培训学校",
        "当事人类型": "培训机构",
        "案由": "培训造假",
        "阶段": "线索",
        "立案日期": date(2024, 11, 21),
    },
    "publicity": {
        "区县": "万州区",
        "渠道": "宣传资料",
        "名称": "资料发放",
        "日期": date(2024, 9, 26),
        "份数": 40000,
    },
    "classes": {
        "班次编号": "班9",
        "区县": "万州区",
        "机构名称": "甲安全培训学校",
        "工种": "低压电工作业",
        "开班日期": date(2024, 9, 2),
    },
    "exam_months": {
        "区县": "万州区",
        "考点或机构": "甲安全培训学校",
        "工种": "低压电工作业",
        "月份": date(2024, 11, 1),
        "理论首考人数": 77,
        "理论首考合格人数": 60,
    },
}
"""A good row of every ledger by heading."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A broken workbook, or several: how to write it, and every problem of it in order.

    `bad` lists level, rule, row and heading, all in file `file` on sheet `sheet`; `more` lists
    problems elsewhere, with file and sheet in front.
    """

    name: str
    files: Callable[[], Mapping[str, bytes]]
    sheet: str = ""
    file: str = FILE
    bad: tuple[Expected, ...] = ()
    more: tuple[tuple[str, str, str, str, int | None, str], ...] = ()

    @property
    def expected(self) -> list[tuple[str, str, str, str, int | None, str]]:
        """File, sheet, level, rule, row and heading of every problem."""
        return sorted([*((self.file, self.sheet, *one) for one in self.bad), *self.more], key=repr)


def rows(name: str, ledger: str, *lines: Cells, bad: Sequence[Expected]) -> Broken:
    """One ledger whose lines differ from a good one in some cells."""
    full = [{**GOOD[ledger], **line} for line in lines]
    return Broken(
        name=name,
        files=lambda: {FILE: book({ledger: full})},
        sheet=LEDGERS[ledger].label,
        bad=tuple(bad),
    )


def grid(
    name: str, sheet: str, lines: Sequence[Sequence[Any]], *, bad: Sequence[Expected]
) -> Broken:
    """One sheet cell by cell."""
    return Broken(
        name=name, files=lambda: {FILE: saved({sheet: lines})}, sheet=sheet, bad=tuple(bad)
    )


def book(ledgers: Mapping[str, Sequence[Cells]]) -> bytes:
    """A workbook with a sheet per ledger: title, 填报单位, header, lines."""
    return saved({LEDGERS[key].label: lined(key, lines) for key, lines in ledgers.items()})


def lined(ledger: str, lines: Sequence[Cells]) -> list[list[Any]]:
    """The rows of a ledger's sheet; the headings are those of all lines, in order."""
    headings = list(dict.fromkeys(heading for line in lines for heading in line))
    above: list[list[Any]] = [[f"万州区{LEDGERS[ledger].label}"], ["填报单位：万州区"]]
    return [*above, headings, *([line.get(heading) for heading in headings] for line in lines)]


def saved(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Sheets as an xlsx; a text that begins with = is written as a formula without a value."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, lines in sheets.items():
        page = made.create_sheet(name)
        for line in lines:
            page.append(list(line))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
