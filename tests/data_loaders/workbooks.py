"""Small workbooks that tests write, and what reading them gave."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook

from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import CellRange, CellValue, Row, Sheet, Uncalculated
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.registry import SHEETS
from data_loaders.problems import Problem
from data_loaders.reading.read import read_sheet
from data_loaders.reading.records import LineKind, SheetContext, SheetLine

TODAY = date(2025, 1, 15)
NONE: Mapping[int, Iterable[int]] = {}

GOOD: dict[str, dict[str, Any]] = {
    "institutions": {
        "机构名称": "示例一校",
        "统一社会信用代码": "52509999000000001L",
        "区县": "万州区",
        "机构类型": "民办非企业",
        "理论座位数": 210,
    },
    "exam_sites": {"考试点名称": "示例一考点", "区县": "万州区", "理论机位数": 60},
    "reviews": {
        "机构名称": "示例一校",
        "区县": "万州区",
        "复核轮次": "2024年基本条件复核",
        "阶段": "区县检查",
        "结论": "整改",
        "结论日期": date(2024, 6, 18),
        "整改期限": date(2024, 7, 31),
    },
    "inspections": {
        "检查编号": "示例检〔2024〕1号",
        "区县": "万州区",
        "被检单位": "示例一校",
        "检查方式": "暗访",
        "检查日期": date(2024, 11, 6),
    },
    "findings": {
        "区县": "万州区",
        "被检单位": "示例一校",
        "问题类别": "培训档案",
        "严重程度": "一般",
        "问题描述": "缺少签到表",
        "发现日期": date(2024, 11, 6),
        "整改期限": date(2024, 12, 6),
    },
    "cases": {
        "案件编号": "示例案〔2024〕1号",
        "区县": "万州区",
        "当事人": "示例机械有限公司",
        "当事人类型": "用工企业",
        "案由": "无证上岗",
        "阶段": "线索",
        "立案日期": date(2024, 11, 8),
    },
    "publicity": {
        "区县": "万州区",
        "渠道": "宣传资料",
        "名称": "资料发放",
        "日期": date(2024, 9, 26),
        "份数": 40000,
        "覆盖人次": 1000,
    },
    "classes": {
        "区县": "万州区",
        "机构名称": "示例一校",
        "工种": "低压电工作业",
        "开班日期": date(2024, 9, 2),
        "学员人数": 20,
    },
    "exam_months": {
        "区县": "万州区",
        "考点或机构": "示例一校",
        "工种": "低压电工作业",
        "月份": date(2024, 11, 1),
        "理论首考人数": 77,
        "理论首考合格人数": 60,
    },
}
"""A good row of every ledger by heading."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What reading a sheet gave."""

    told: SheetContext
    lines: list[SheetLine]

    @property
    def values(self) -> list[dict[str, Any]]:
        """The values of every record, in the order of the rows."""
        return [line.record.values for line in self.lines if line.record is not None]

    @property
    def problems(self) -> list[Problem]:
        """Every problem, those of the whole sheet first."""
        return [*self.told.problems, *(one for line in self.lines for one in line.problems)]

    @property
    def said(self) -> list[tuple[str, str, int | None, str]]:
        """Level, rule, row and heading of every problem."""
        return [(one.level.value, one.rule, one.row, one.column) for one in self.problems]

    @property
    def kinds(self) -> dict[int, LineKind]:
        """What each line was taken for."""
        return {line.row: line.kind for line in self.lines if line.kind is not LineKind.END}

    def problem(self) -> Problem:
        """The only problem."""
        (one,) = self.problems
        return one


def good(ledger: str, **changes: Any) -> dict[str, Any]:
    """A good row of a ledger with some cells changed or added."""
    return {**GOOD[ledger], **changes}


def table(rows: Sequence[Mapping[str, Any]], *above: Sequence[Any]) -> list[list[Any]]:
    """Rows of cells under their header, with lines above it; the headings are those of all rows."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    body = [[row.get(heading) for heading in headings] for row in rows]
    return [*map(list, above), headings, *body]


def sheet(
    rows: Iterable[Sequence[CellValue]],
    *,
    name: str = "",
    file: str = "台账.csv",
    hidden: bool = False,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    struck: Mapping[int, Iterable[int]] = NONE,
    merges: Iterable[CellRange] = (),
    uncalculated: Iterable[Uncalculated] = (),
) -> Sheet:
    """A raw sheet in memory."""
    kept: list[Row] = [tuple(row) for row in rows]
    return Sheet(
        file=file,
        name=name,
        lines=lambda: iter(kept),
        hidden=hidden,
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        struck={row: frozenset(columns) for row, columns in struck.items()},
        merges=tuple(merges),
        uncalculated=tuple(uncalculated),
    )


def saved(
    rows: Iterable[Sequence[Any]],
    *,
    name: str = "Sheet1",
    merges: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    hidden: bool = False,
    file: str = "台账.xlsx",
) -> Sheet:
    """The same sheet written to an XLSX file and opened again."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(list(row))
    for span in merges:
        page.merge_cells(span)
    for number in hidden_rows:
        page.row_dimensions[number].hidden = True
    if hidden:
        book.create_sheet("空")
        page.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return open_sheets(buffer.getvalue(), name=file)[0]


def read(
    raw: Sheet,
    *,
    ledger: str | Ledger | None = None,
    decisions: Mapping[str, str] | None = None,
    today: date = TODAY,
) -> Outcome:
    """Read a sheet to its end."""
    declared = SHEETS[ledger] if isinstance(ledger, str) else ledger
    reading = read_sheet(raw, ledger=declared, today=today, decisions=decisions)
    return Outcome(told=reading.told, lines=list(reading.lines()))


def read_rows(ledger: str, *rows: Mapping[str, Any], **decisions: str) -> Outcome:
    """Read rows of a ledger given by heading, under a plain header."""
    return read(sheet(table(rows)), ledger=ledger, decisions=decisions)


def answers(outcome: Outcome, *chosen: str) -> dict[str, str]:
    """The questions of an outcome answered, in the order asked, each once."""
    asked = dict.fromkeys(one.question.key for one in outcome.problems if one.question)
    return dict(zip(asked, chosen, strict=True))
