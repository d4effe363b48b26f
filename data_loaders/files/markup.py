"""Walking through XML of unknown origin: no document types, no entities, nothing endless."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Protocol
from xml.parsers import expat

from dashboard.errors import FileBrokenError, FileUnsafeError
from data_loaders.files.limits import Limits

_CHUNK: Final = 1 << 16
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "us-ascii", "iso-8859-1"})
"""Encodings that the parser knows by itself, of which workbooks use the first."""


class Visitor:
    """What a walk tells: elements by local name, and the text inside those that ask for it.

    `heard` holds the pieces of text so far of the element that asked last.
    """

    heard: list[str]

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """An element begins; True asks for the text inside it."""
        raise NotImplementedError

    def closed(self, name: str, text: str) -> None:
        """An element ends; `text` is what stood in it if it was asked for."""


class Readable(Protocol):
    """Bytes to be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most so many of the next bytes; b"" at the end."""


def walk(stream: Readable, visitor: Visitor, *, part: str, limits: Limits) -> None:
    """Tell `visitor` of every element in `stream`, in one pass that holds one element at a time.

    Raises:
        FileUnsafeError: a document type (and with it entities), or nesting, elements or a tag
            beyond `limits`.
        FileBrokenError: the part is no well-formed XML, or says it is in a strange encoding.
    """
    parser = _Walk(visitor, part=part, limits=limits)
    fed = 0
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            fed += len(chunk)
            if fed - parser.position > limits.token:
                raise FileUnsafeError(f"部件{part}里有一个长得不合常理的标记，没有读取。")
        parser.end()
    except expat.ExpatError as error:
        raise FileBrokenError(
            f"文件已损坏：部件{part}第{error.lineno}行不是有效的XML。"
            "请用WPS或Excel打开后另存一份再导入。"
        ) from error


class _Walk:
    """One expat parser and what it must keep in mind."""

    def __init__(self, visitor: Visitor, *, part: str, limits: Limits) -> None:
        self._visitor = visitor
        self._part = part
        self._limits = limits
        self._wanted: list[bool] = []
        self._text: list[str] = []
        visitor.heard = self._text
        self._elements = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._close
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.XmlDeclHandler = self._declared

    @property
    def position(self) -> int:
        """Bytes understood so far."""
        return max(self._parser.CurrentByteIndex, 0)

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    def end(self) -> None:
        self._parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._wanted) >= self._limits.depth or self._elements > self._limits.elements:
            raise FileUnsafeError(
                f"部件{self._part}的内容层数或数量多得不合常理，没有读取。"
                "如果是把格式刷到了表底，请删除空白的行和列后另存再导入。"
            )
        wanted = self._visitor.opened(_local(name), attributes)
        self._wanted.append(wanted)
        if wanted:
            self._text.clear()
            self._parser.CharacterDataHandler = self._text.append

    def _close(self, name: str) -> None:
        if self._wanted.pop():
            self._parser.CharacterDataHandler = None
            self._visitor.closed(_local(name), "".join(self._text))
        else:
            self._visitor.closed(_local(name), "")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse what Python would be asked to decode, which it does with errors of many kinds."""
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            raise FileBrokenError(
                f"文件已损坏：部件{self._part}写明的文字编码不是工作簿所用的。"
                "请用WPS或Excel打开后另存一份再导入。"
            )

    def _doctype(self, *_rest: object) -> None:
        raise FileUnsafeError(
            f"部件{self._part}带有文档类型声明（可夹带实体炸弹或外部文件），正常的表格没有，没有读取。"
        )


def attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its local name, "" where it is absent."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def whole(text: str) -> int | None:
    """A plain whole number of at most nine digits, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@lru_cache(maxsize=512)
def _local(name: str) -> str:
    return name.rpartition(":")[2]
