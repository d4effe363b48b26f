"""Rules of one cell of an asset: each turns its text into a value or says what it needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import InstrumentedAttribute

Rule = Callable[[str], Any]
"""Turns the text of a cell into its value or raises ValueError saying in Chinese what it needs."""


def text(column: InstrumentedAttribute[Any]) -> Rule:
    """Text that is not empty, has no space around it, and fits the store's column."""
    kind = column.type
    most = kind.length if isinstance(kind, String) else None

    def rule(cell: str) -> str:
        if not cell or cell != cell.strip():
            raise ValueError("不能为空，前后不能有空格")
        if most is not None and len(cell) > most:
            raise ValueError(f"不能超过{most}个字")
        return cell

    return rule


def optional(rule: Rule) -> Rule:
    """An empty cell is None; any other must keep `rule`."""
    return lambda cell: None if cell == "" else rule(cell)


def one_of(choices: Iterable[str]) -> Rule:
    """One of the keys of a closed vocabulary."""
    allowed = tuple(choices)

    def rule(cell: str) -> str:
        if cell not in allowed:
            raise ValueError(f"应为{'、'.join(allowed)}之一")
        return cell

    return rule


def whole(cell: str) -> int:
    """A whole number from zero on, in plain digits."""
    if not re.fullmatch(r"[0-9]+", cell):
        raise ValueError("应为非负整数")
    return int(cell)


def decimal(cell: str) -> float:
    """A number from zero on, in plain digits."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", cell):
        raise ValueError("应为非负数")
    return float(cell)


def day(cell: str) -> date:
    """A day written 2024-11-01."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        raise ValueError("应为日期，如2024-11-01")
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise ValueError("没有这一天") from error


def true_false(cell: str) -> bool:
    """Written true or false."""
    return bool(one_of(("true", "false"))(cell) == "true")
