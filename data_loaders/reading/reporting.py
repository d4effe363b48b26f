"""The reporting unit: its name in a cell, a 填报单位 line, a title, a sheet's or a file's name.

Names are cleaned here; which unit a name means on a day is for `dashboard.store.places` to say.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from data_loaders.places import FOLDER
from data_loaders.reading.text import folded

_OFFICE = re.compile(
    r"(?:人民政府|政府|管委会|管理委员会)?(?:应急管理局|应急局|安全生产监督管理局|安监局|应急办)?"
    r"(?:（.*）)?$"
)
_LINE = re.compile(r"(?:填报|报送|填表|上报)(?:单位|区县|部门)(?:（.*?）)?[:：]?(.*)")
_UNIT = re.compile(
    r"(?:重庆市)?([\u4e00-\u9fff]{1,9}?(?:自治县|新区|经开区|高新区|开发区|区|县))(?!县)"
)
_NOT_ONE = ("全市", "各区", "区县", "本区", "我区", "辖区", "城区", "地区", "校区", "市区", "厂区")


@lru_cache(maxsize=1024)
def place_name(text: str) -> str:
    """A unit's name without the office that reports for it: 渝北区应急管理局 is 渝北区."""
    said = folded(text[:120])
    bare = _OFFICE.sub("", said)
    return bare or said


def reported_by(text: str) -> str | None:
    """The unit that a 填报单位 line names; None if it is no such line or names none."""
    found = _LINE.search(folded(text))
    if found is None:
        return None
    said = re.split(r"填报|填表|报送|日期|时间", found[1])[0].strip("_-—.:：")
    return place_name(said) or None if said else None


def is_reporting_line(text: str) -> bool:
    """Whether a line says who reports, when, or who filled it in."""
    return (
        re.search(r"(?:填报|报送|填表|上报|制表)(?:单位|区县|部门|时间|日期|人)", folded(text))
        is not None
    )


def named_in(text: str) -> tuple[str, ...]:
    """The units that a title names, each once, in order; the longest name counts.

    Known names are those the product ships; another 区 or 县 at the beginning counts as well, so
    that it is refused by name and not overlooked.
    """
    said = folded(text[:200])
    found = [
        (said.find(name), name)
        for name in known_names()
        if name in said and not _inside(name, said, known_names())
    ]
    if found:
        return tuple(dict.fromkeys(name for _, name in sorted(found)))
    other = _UNIT.match(said)
    if other is None or any(word in other[0] for word in _NOT_ONE):
        return ()
    return (other[1],)


def own_name(text: str) -> str | None:
    """Our name of the unit that a cell names and nothing else; None for other text."""
    return _own_names().get(place_name(text)) if text else None


@dataclass(frozen=True, kw_only=True)
class NamedReporter:
    """A reporting unit named outside the rows, and in Chinese where; several leave it open."""

    names: tuple[str, ...]
    source: str


def told_outside(above: Sequence[Sequence[str]], *, sheet: str, file: str) -> NamedReporter | None:
    """The unit that the lines above a header name, else the sheet's name, else the file's.

    Args:
        above: Texts of the rows above the header.
        sheet: Name of the sheet.
        file: Name of the file.
    """
    for row in above:
        for text, after in zip(row, (*row[1:], ""), strict=True):
            if is_reporting_line(text) and (name := reported_by(f"{text}{after}")):
                return NamedReporter(names=(name,), source="表头上方的填报单位")
    titles = "\n".join(text for row in above for text in dict.fromkeys(row) if text)
    for text, source in ((titles, "标题"), (sheet, "工作表名称"), (file, "文件名")):
        if names := named_in(text):
            return NamedReporter(names=names, source=source)
    return None


def _inside(name: str, said: str, known: Iterable[str]) -> bool:
    """Whether every place where `name` stands is part of a longer known name."""
    rest = said
    for longer in known:
        if len(longer) > len(name) and name in longer:
            rest = rest.replace(longer, "\n")
    return name not in rest


@cache
def known_names() -> tuple[str, ...]:
    """Every full, short and other name of a unit that ships with the product, the longest first."""
    return tuple(sorted(_own_names(), key=lambda one: (-len(one), one)))


@cache
def _own_names() -> Mapping[str, str]:
    """The full name of a unit by every name of it that ships with the product."""
    units: dict[str, str] = {}
    found: dict[str, str] = {}
    for file, columns in (("districts.csv", ("name", "short_name")), ("aliases.csv", ("name",))):
        with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                own = units.setdefault(row["code"], row["name"])
                for column in columns:
                    found.setdefault(folded(row[column]), own)
    return {name: own for name, own in found.items() if len(name) > 1}
