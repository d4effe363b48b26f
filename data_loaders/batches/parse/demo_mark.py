"""Keeping demo data and real data apart: a demo's ledgers say so in their head, real ones never.

Workbooks written from a demo store, and those to practise with, carry the mark in the title of
every sheet. A production store refuses a file with it, a demo store one without it; so ledgers
that name no body at all, as publicity and cases may, cannot slip into the wrong store either.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from dashboard.errors import DemoFileError, RealFileError
from data_loaders.files.sheet import Sheet

MARK: Final = "演示数据，非真实情况"
LOADED_BY: Final = "oversight demo"
"""Account under which a demo's own first ledgers stand; they are made anew, never undone."""
_HEAD_ROWS: Final = 10
_NAMED: Final = 3


def refuse_demo(sheets: Iterable[Sheet], *, file: str) -> None:
    """Refuse a file any of whose sheets is marked as a demo's, before any row of it is looked at.

    Raises:
        DemoFileError: one is.
    """
    if any(map(_is_marked, sheets)):
        raise DemoFileError(
            f"{file}：文件是从演示数据库导出的（标题写明“{MARK}”），不能导入正式数据库。"
        )


def refuse_real(ledgers: Iterable[Sheet], *, file: str) -> None:
    """Refuse a file for a demo store unless every sheet of it that is a ledger is marked.

    Raises:
        RealFileError: one is not; names it.
    """
    bare = [sheet.name for sheet in ledgers if not _is_marked(sheet)]
    if not bare:
        return
    listed = "、".join(f"“{name}”" for name in bare[:_NAMED] if name)
    which = f"工作表{listed}{'等' if len(bare) > _NAMED else ''}" if listed else "文件"
    raise RealFileError(
        f"{file}：演示数据库只接收标题写明“【{MARK}】”的台账，{which}没有这样写明，"
        "整个文件没有导入。真实台账请导入正式数据库（oversight init）；"
        "试用请用页面“数据导入”上的练习台账，或用演示数据库导出的台账。"
    )


def _is_marked(sheet: Sheet) -> bool:
    cells = (cell for row in islice(sheet.rows(), _HEAD_ROWS) for cell in row)
    return any(isinstance(cell, str) and MARK in cell for cell in cells)
