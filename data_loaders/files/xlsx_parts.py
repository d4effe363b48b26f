"""The parts of an xlsx beside its sheets: tabs, relations, shared texts, styles of dates."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from data_loaders.files.archive import Archive
from data_loaders.files.markup import Visitor, attribute, whole

_TRUE: Final = frozenset({"1", "true", "on"})
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILTIN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
"""Built-in formats of days and hours; 27 to 36 and 50 to 58 are those of Chinese programs."""
_BUILTIN_SPANS: Final = frozenset({46})


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A sheet as the workbook lists it: its name, its relation's key, whether it is hidden."""

    name: str
    relation: str
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Where a part points to: the end of the relation's type, and the other part's name."""

    kind: str
    target: str


class Workbook(Visitor):
    """The list of tabs, and the day that serial numbers are counted from."""

    def __init__(self) -> None:
        self.tabs: list[Tab] = []
        self.since: datetime = WINDOWS_EPOCH

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Take in tabs and the epoch."""
        if name == "sheet":
            tab = Tab(
                name=attribute(attributes, "name"),
                relation=attributes.get("r:id") or attribute(attributes, "id"),
                hidden=attribute(attributes, "state") in ("hidden", "veryHidden"),
            )
            self.tabs.append(tab)
        elif name == "workbookPr" and attribute(attributes, "date1904") in _TRUE:
            self.since = MAC_EPOCH
        return False


class SharedStrings(Visitor):
    """The texts that cells refer to by number; readings printed above characters are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._reading = False

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Ask for the text of `t` unless it is a reading aid."""
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._reading = True
        return name == "t" and not self._reading

    def closed(self, name: str, text: str) -> None:
        """Put the pieces of one text together."""
        if name == "t" and not self._reading:
            self._pieces.append(text)
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))


class DateStyles(Visitor):
    """Which cell styles show a number as a day or hour, or as a span of time."""

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self.spans: set[int] = set()
        self._date_formats = set(_BUILTIN_DATES)
        self._span_formats = set(_BUILTIN_SPANS)
        self._within = False
        self._count = 0

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Take in number formats and the styles that use them."""
        if name == "numFmt" and not self._within:
            self._format(attribute(attributes, "numFmtId"), attribute(attributes, "formatCode"))
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self._style(attribute(attributes, "numFmtId"))
        return False

    def closed(self, name: str, text: str) -> None:
        """Leave the list of cell styles."""
        if name == "cellXfs":
            self._within = False

    def _format(self, number: str, code: str) -> None:
        found = whole(number)
        if found is None:
            return
        for formats in (self._date_formats, self._span_formats):
            formats.discard(found)
        if is_timedelta_format(code):
            self._span_formats.add(found)
        elif is_date_format(code):
            self._date_formats.add(found)

    def _style(self, number: str) -> None:
        if whole(number) in self._date_formats:
            self.dates.add(self._count)
        elif whole(number) in self._span_formats:
            self.spans.add(self._count)
        self._count += 1


class _Relations(Visitor):
    def __init__(self, folder: str) -> None:
        self.found: dict[str, Relation] = {}
        self._folder = folder

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        if name == "Relationship" and attribute(attributes, "TargetMode") != "External":
            target = attribute(attributes, "Target").replace("\\", "/")
            self.found[attribute(attributes, "Id")] = Relation(
                kind=attribute(attributes, "Type"),
                target=posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/"),
            )
        return False


def relations(archive: Archive, part: str) -> dict[str, Relation]:
    """What a part ("" for the whole file) points to inside the file, by key; links out are not.

    Raises:
        LoadError: the list is damaged or unsafe.
    """
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    found = _Relations(folder)
    if listed in archive:
        archive.walk(listed, found)
    return found.found


def unescaped(text: str) -> str:
    """A text with the characters that XML cannot hold, written _x000D_ in the file."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
