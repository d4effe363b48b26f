"""What a declaration says to people, in Chinese: comments of templates, help, questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.units import UNITS
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn

_KINDS: Final[Mapping[CellKind, str]] = {
    CellKind.NAME: "文字",
    CellKind.TEXT: "文字",
    CellKind.CODE: "文字（编号）",
    CellKind.USCC: "18位代码，文本格式",
    CellKind.DISTRICT: "区县名称",
    CellKind.DATE: "日期，如2024-11-06",
    CellKind.MONTH: "月份，如2024年11月",
    CellKind.COUNT: "整数",
    CellKind.MONEY: "金额",
    CellKind.NUMBER: "数字，至多一位小数",
    CellKind.CHOICE: "从下拉列表中选",
}


def choices(column: LedgerColumn) -> tuple[str, ...]:
    """The closed list of a column as people should write it, each stored key once."""
    labels: dict[str, str] = {}
    for label, key in column.choices.items():
        labels.setdefault(key, label)
    return tuple(labels.values())


def unit(column: LedgerColumn) -> str:
    """The unit of a column's plain numbers; empty for words and days."""
    if column.kind is CellKind.MONEY:
        return "万元" if column.scale == 10_000 else "元"
    return UNITS[column.unit].symbol if column.unit else ""


def kind(column: LedgerColumn) -> str:
    """What is to be filled in."""
    return _KINDS[column.kind]


def comment(column: LedgerColumn) -> str:
    """Everything a person should know before filling in a column, a line each."""
    lines = [
        f"【{'必填' if column.required else '选填'}】{column.help}",
        f"填写：{kind(column)}",
    ]
    if unit(column):
        lines.append(f"单位：{unit(column)}")
    if column.choices:
        lines.append(f"可填：{'、'.join(choices(column))}")
    if column.most is not None and column.kind in (CellKind.NAME, CellKind.TEXT, CellKind.CODE):
        lines.append(f"最多{column.most}个字")
    if column.aliases:
        lines.append(f"也认：{'、'.join(column.aliases)}")
    return "\n".join(lines)


def key(ledger: Ledger) -> str:
    """What makes two rows the same row."""
    labels = {column.field: column.label for column in reversed(ledger.columns)}
    said = [" + ".join(labels[name] for name in fields) for fields in ledger.keys]
    return "，否则".join(said)


def rules(ledger: Ledger) -> tuple[str, ...]:
    """The rules over a row and what is derived in it, each as a sentence without its stop."""
    return (
        *(f"{one.words}{'' if one.refuses else '（只提醒）'}" for one in ledger.rules),
        *(one.words for one in ledger.derivations),
    )
