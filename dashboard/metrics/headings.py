"""Chinese heads and words of the store's columns, as its models declare them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dashboard.store.models import Base

DISTRICT: Final = "区县（开发区）"
INSTITUTION: Final = "机构名称"
EXAM_SITE: Final = "考试点名称"
BATCH: Final = "批次"
SHEET: Final = "工作表"
ROW: Final = "行号"

_TABLES: Final = Base.metadata.sorted_tables

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        f"{table.name}.{column.name}": column.info["head"]
        for table in _TABLES
        for column in table.columns
        if column.info.get("head")
    }
)
"""Head of each column shown, by `table.column`; a key of another table is shown as its name."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        f"{table.name}.{rule.info['column']}": rule.info["choices"]
        for table in _TABLES
        for rule in table.constraints
        if "choices" in rule.info
    }
)
"""What a reader sees for each key held in a coded column."""
