"""The parts of an xlsx beside its sheets: tabs, relations, shared texts, styles."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from data_loaders.files.archive import Archive
from data_loaders.files.formats import BUILT_IN, NumberFormat
from data_loaders.files.markup import Visitor, attribute, whole
from data_loaders.files.spool import SpooledTexts

_TRUE: Final = frozenset({"1", "true", "on"})
_FALSE: Final = frozenset({"0", "false", "off"})
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
    """The texts that cells refer to by number; readings printed above characters are left out.

    `struck` are the numbers of those of which a part is struck through.
    """

    def __init__(self) -> None:
        self.texts = SpooledTexts()
        self.struck: set[int] = set()
        self._pieces: list[str] = []
        self._reading = False

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Ask for the text of `t` unless it is a reading aid."""
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._reading = True
        elif name == "strike" and is_on(attributes):
            self.struck.add(len(self.texts))
        return name == "t" and not self._reading

    def closed(self, name: str, text: str) -> None:
        """Put the pieces of one text together."""
        if name == "t" and not self._reading:
            self._pieces.append(text)
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))


class Styles(Visitor):
    """What the styles of cells do to them: their number formats, and which are struck through."""

    def __init__(self, *, since: datetime) -> None:
        self.formats: dict[int, NumberFormat] = {}
        self.struck: set[int] = set()
        self._codes = dict(BUILT_IN)
        self._made: dict[int, NumberFormat] = {}
        self._since = since
        self._within = ""
        self._fonts = self._styles = 0
        self._struck_fonts: set[int] = set()

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Take in number formats, fonts, and the styles that use them."""
        if name in ("fonts", "cellXfs", "dxfs"):
            self._within = name
        elif name == "numFmt" and self._within != "dxfs":
            number = whole(attribute(attributes, "numFmtId"))
            if number is not None:
                self._codes[number] = attribute(attributes, "formatCode")
        elif name == "strike" and self._within == "fonts" and is_on(attributes):
            self._struck_fonts.add(self._fonts)
        elif name == "xf" and self._within == "cellXfs":
            self._style(attributes)
        return False

    def closed(self, name: str, text: str) -> None:
        """Count fonts, and leave a list."""
        if name == "font" and self._within == "fonts":
            self._fonts += 1
        elif name == self._within:
            self._within = ""

    def _style(self, attributes: dict[str, str]) -> None:
        number = whole(attribute(attributes, "numFmtId")) or 0
        if number in self._codes:
            made = self._made.get(number)
            if made is None:
                made = NumberFormat(code=self._codes[number], since=self._since)
                self._made[number] = made
            if not made.is_plain:
                self.formats[self._styles] = made
        if whole(attribute(attributes, "fontId")) in self._struck_fonts:
            self.struck.add(self._styles)
        self._styles += 1


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element that says yes by being there does not say no."""
    return attribute(attributes, "val") not in _FALSE


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
