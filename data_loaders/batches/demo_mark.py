"""Keeping demo data out of production: workbooks written from a demo store say so in their head."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from dashboard.errors import DemoFileError
from data_loaders.files.sheet import Sheet

MARK: Final = "演示数据，非真实情况"
_HEAD_ROWS: Final = 10


def refuse_demo(sheets: Iterable[Sheet], *, file: str) -> None:
    """Refuse a file any of whose sheets is marked as a demo's, before any row of it is looked at.

    Raises:
        DemoFileError: one is.
    """
    for sheet in sheets:
        if any(_is_marked(cell) for row in islice(sheet.rows(), _HEAD_ROWS) for cell in row):
            raise DemoFileError(
                f"{file}：文件是从演示数据库导出的（标题写明“{MARK}”），不能导入正式数据库。"
            )


def _is_marked(cell: object) -> bool:
    return isinstance(cell, str) and MARK in cell
