"""Codes that a spreadsheet took for a number and rounded: 5.00106E+17."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.rules.faults import CellError

_ROUNDED_FROM: Final = 10**15
"""From here on a spreadsheet keeps no digit for sure but the first fifteen."""
_POWER: Final = re.compile(r"\s*\d(?:[.．]\d+)?[EeＥｅ](?P<sign>[+＋-]?)\d+\s*")
_CODES: Final = frozenset({CellKind.CODE, CellKind.USCC})


def check_damaged(cell: object, *, column: LedgerColumn) -> None:
    """Refuse what a column of codes holds where digits of it are lost.

    Raises:
        CellError: they are.
    """
    if column.kind not in _CODES:
        return
    if isinstance(cell, str):
        found = _POWER.fullmatch(cell)
        # A document may be numbered 5E12 by hand; programs write the sign.
        lost = found is not None and (bool(found["sign"]) or column.kind is CellKind.USCC)
    else:
        lost = isinstance(cell, int | float) and abs(cell) >= _ROUNDED_FROM
    if lost:
        raise CellError(
            rule="code-damaged",
            message="被Excel当作数字改成了科学计数法，末几位已丢失；"
            "请先把单元格格式设为“文本”，再重新填写完整编号",
        )
