"""Reading the tables in assets/ cell by cell, and writing them to the store by natural key.

A file that breaks a rule stops the load and names file, line, column and rule; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.errors import AssetError
from dashboard.store.models.base import Base
from data_loaders.cells import Rule


@dataclass(frozen=True, kw_only=True)
class AssetRow:
    """One row of an asset, its cells already turned into values."""

    file: str
    place: str
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        """The value of a column."""
        return self.values[column]

    def problem(self, column: str, rule: str) -> AssetError:
        """The error that says where the row breaks which rule."""
        return AssetError(
            f"{self.file} {self.place}“{column}”列：{rule}（现为“{self.values.get(column, '')}”）"
        )


def read_table(
    path: Path, *, columns: Mapping[str, Rule], unique: Sequence[Sequence[str]]
) -> list[AssetRow]:
    """Read a UTF-8 CSV file whose first line holds exactly `columns`, in that order.

    Args:
        path: The file.
        columns: Rule of each column.
        unique: Groups of columns that no two rows may share.

    Raises:
        AssetError: the file is missing or not UTF-8, its heading differs, a row has too few or too
            many cells, a cell breaks its rule, or a row repeats another's key.
    """
    file = _name(path)
    lines = csv.reader(io.StringIO(_text(path)), strict=True)
    heading = next(lines, [])
    if heading != list(columns):
        raise AssetError(
            f"{file} 第1行：表头应为“{','.join(columns)}”（现为“{','.join(heading)}”）"
        )
    rows = []
    for number, cells in _numbered(lines, file=file):
        if len(cells) != len(columns):
            raise AssetError(f"{file} 第{number}行：应有{len(columns)}列，现有{len(cells)}列")
        raw = dict(zip(columns, cells, strict=True))
        rows.append(record(raw, file=file, place=f"第{number}行", columns=columns))
    for group in unique:
        must_differ(rows, columns=group)
    return rows


def read_json(path: Path) -> Any:
    """Read a UTF-8 JSON file.

    Raises:
        AssetError: the file is missing, not UTF-8 or not JSON; says at which line.
    """
    try:
        return json.loads(_text(path))
    except json.JSONDecodeError as error:
        where = f"第{error.lineno}行第{error.colno}个字符"
        raise AssetError(f"{_name(path)} {where}：不是有效的JSON", error.msg) from error


def record(raw: Any, *, file: str, place: str, columns: Mapping[str, Rule]) -> AssetRow:
    """Turn the cells of one row, or the fields of one JSON object, into values.

    A JSON null counts as an empty cell.

    Raises:
        AssetError: a field is missing, unknown, or breaks its rule.
    """
    if not isinstance(raw, dict) or set(raw) != set(columns):
        found = "、".join(raw) if isinstance(raw, dict) else type(raw).__name__
        raise AssetError(f"{file} {place}：字段应为“{'、'.join(columns)}”（现为“{found}”）")
    values: dict[str, Any] = {}
    for column, rule in columns.items():
        try:
            values[column] = rule(_cell(raw[column]))
        except ValueError as error:
            wrong = AssetRow(file=file, place=place, values={column: raw[column]})
            raise wrong.problem(column, str(error)) from error
    return AssetRow(file=file, place=place, values=values)


def must_differ(rows: Iterable[AssetRow], *, columns: Sequence[str]) -> None:
    """Make sure that no two rows share their values in all of `columns`.

    Raises:
        AssetError: names the second row and where the first one stands.
    """
    seen: dict[tuple[Any, ...], AssetRow] = {}
    for row in rows:
        first = seen.setdefault(tuple(row[column] for column in columns), row)
        if first is not row:
            raise row.problem(columns[-1], f"{'、'.join(columns)}与{first.place}重复")


def look_up(row: AssetRow, column: str, ids: Mapping[str, int]) -> int | None:
    """The store's key for the code in a cell; None for an empty cell.

    Raises:
        AssetError: the code is not among `ids`.
    """
    code = row[column]
    if code is None:
        return None
    if code not in ids:
        raise row.problem(column, "代码不在已导入的名单中")
    return ids[code]


def upsert(
    session: Session,
    model: type[Base],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: Sequence[str],
    keep: Sequence[str] = (),
) -> None:
    """Insert rows new by `key` and change those that differ; a row gone from the asset stays.

    Rows are not deleted because ledgers may point at them. In the columns `keep`, which people
    fill in, a value already in the store wins over the asset. Plain SELECT, INSERT and UPDATE, as
    not every database in use has an upsert of its own.
    """
    stored = {_identity(item, key): item for item in session.scalars(select(model))}
    for values in rows:
        item = stored.get(tuple(values[name] for name in key))
        if item is None:
            session.add(model(**values))
            continue
        for name, value in values.items():
            before = getattr(item, name)
            if before != value and not (name in keep and before is not None):
                setattr(item, name, value)
    session.flush()


def _cell(raw: object) -> str:
    if isinstance(raw, (bool, dict, list)):
        raise ValueError("应为文字、数字或null")
    return "" if raw is None else str(raw)


def _identity(item: Base, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(item, name) for name in key)


def _numbered(lines: Any, *, file: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for cells in lines:
            yield lines.line_num, cells
    except csv.Error as error:
        raise AssetError(
            f"{file} 第{lines.line_num}行：引号不成对或格式有误", str(error)
        ) from error


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AssetError(f"{_name(path)}：文件不存在或无法读取", str(error)) from error
    except UnicodeDecodeError as error:
        raise AssetError(f"{_name(path)}：文件不是UTF-8编码", str(error)) from error
