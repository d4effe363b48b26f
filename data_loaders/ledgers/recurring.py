"""Columns that several ledgers share, and the longest text the store's columns hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import InstrumentedAttribute

from data_loaders.ledgers.declaration import CellKind, LedgerColumn

UNIT_KINDS = {"培训机构": "institution", "考试点": "exam_site"}
MOST_COUNT = 2_147_483_647
"""Largest whole number that every database's ordinary integer column holds."""


def length(column: InstrumentedAttribute[Any]) -> int:
    """How many characters a text column of the store holds.

    Raises:
        TypeError: it is no text column of limited length.
    """
    kind = column.type
    if not isinstance(kind, String) or kind.length is None:
        raise TypeError(f"{column} has no length")
    return kind.length


def stored(choices: dict[str, str], **also: str) -> dict[str, str]:
    """A closed list turned round, from what a cell says to the stored key.

    `also` adds spellings that mean exactly the same.
    """
    return {**{label: key for key, label in choices.items()}, **also}


def district() -> LedgerColumn:
    """The reporting unit of a row."""
    return LedgerColumn(
        key="district",
        label="区县",
        aliases=(
            *("所在区县", "所属区县", "填报单位", "区县名称", "区（县）", "区县（自治县）"),
            *("区县（开发区）", "所在区（县）", "所属区（县）", "填报区县", "上报区县", "报送区县"),
            *("上报单位", "报送单位", "属地", "属地区县", "行政区", "行政区划"),
        ),
        kind=CellKind.DISTRICT,
        required=True,
        help="填报的区县或开发区，全称、简称、当时的旧称均可；两江新区、高新区等单独填报。"
        "没有这一列时取表头上方“填报单位”或标题中的区县。",
        example="万州区",
    )


def as_of() -> LedgerColumn:
    """The day on which a register was as it says."""
    return day(
        "as_of",
        "名册日期",
        "名册时间",
        "统计日期",
        "统计时间",
        "填报日期",
        "填报时间",
        says="本行按哪一天登记，区县按当天的区划；没有这一列时取表头上方、工作表或文件名称中的"
        "“截至”“填报时间”“统计时间”，都没有的按导入当天。",
        example="2024-12-31",
        ours=True,
    )


def uscc(*, of: str) -> LedgerColumn:
    """The credit code of a body."""
    return LedgerColumn(
        key="uscc",
        label="统一社会信用代码",
        aliases=(
            *("信用代码", "社会信用代码", "机构信用代码", "单位信用代码"),
            *("统一信用代码", "统一社会信用码", "社会统一信用代码"),
        ),
        kind=CellKind.USCC,
        help=f"{of}的18位代码，单元格须为文本格式；会核对校验位，不清楚请留空。",
        example="52509999000000001L",
    )


def note(column: InstrumentedAttribute[Any]) -> LedgerColumn:
    """The remark of a row."""
    return LedgerColumn(
        key="note",
        label="备注",
        aliases=("说明", "备注说明", "其他说明"),
        most=length(column),
        help="需要说明的情况。",
    )


def unit_kind(*, of: str) -> LedgerColumn:
    """Whether a body is an institution or an exam site, where both may stand."""
    return LedgerColumn(
        key="unit_kind",
        label="单位类型",
        aliases=("被检单位类型", "主体类型"),
        kind=CellKind.CHOICE,
        choices=UNIT_KINDS,
        ours=True,
        help=f"{of}是培训机构还是考试点；只在两者同名时需要。",
        example="培训机构",
    )


def status(*, of: str) -> LedgerColumn:
    """How a register says that a body is there or has closed: held against its day of closing.

    The day alone is stored; templates ask for nothing else.
    """
    return LedgerColumn(
        key="status",
        label="状态",
        aliases=(
            *(f"{of}状态", "目前状态", "当前状态", "现状态", "登记状态", "经营状态", "运行状态"),
            *("运营状态", "在册状态", "存续状态", "使用状态"),
        ),
        kind=CellKind.CHOICE,
        choices={**dict.fromkeys(_OPEN, "open"), **dict.fromkeys(_CLOSED, "closed")}
        | dict.fromkeys(_PAUSED, "paused"),
        printed=False,
        help="只用于核对，不存入：已注销、停用的须有日期，没有日期的会询问。",
    )


_OPEN = (
    "正常",
    "在册",
    "在业",
    "存续",
    "开业",
    "营业",
    "在营",
    "运行",
    "正常运行",
    "在用",
    "启用",
    "有效",
)
_CLOSED = ("已注销", "注销", "已关闭", "关闭", "已停用", "停用")
_PAUSED = ("暂停", "暂停运行", "暂停培训", "停业整顿", "停训", "歇业")


def count(
    key: str, label: str, *aliases: str, unit: str, says: str, example: str = "", **more: Any
) -> LedgerColumn:
    """A column of whole numbers; `says` is its help."""
    return LedgerColumn(
        key=key,
        label=label,
        aliases=aliases,
        kind=CellKind.COUNT,
        unit=unit,
        most=MOST_COUNT,
        help=says,
        example=example,
        **more,
    )


def day(
    key: str, label: str, *aliases: str, says: str, example: str = "", **more: Any
) -> LedgerColumn:
    """A column of days; `says` is its help."""
    return LedgerColumn(
        key=key,
        label=label,
        aliases=aliases,
        kind=CellKind.DATE,
        help=says,
        example=example,
        **more,
    )
