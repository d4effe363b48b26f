"""Telling how a text file is encoded: UTF-8, GB 18030 or UTF-16, and nothing by guess."""

from __future__ import annotations

import codecs
from typing import IO, Final

from dashboard.errors import FileEncodingError

ENCODINGS: Final = {"utf-8-sig": "UTF-8", "gb18030": "GB 18030"}
"""Tried in this order: text in GB 18030 is hardly ever valid UTF-8, the reverse often."""

_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHUNK: Final = 1 << 20


def encoding_of(stream: IO[bytes]) -> str:
    """The name of the encoding, after one pass through the whole of `stream`.

    Raises:
        FileEncodingError: no encoding fits; says at which byte and line.
    """
    start = stream.read(2)
    stream.seek(0)
    if start in _MARKS:
        _require_text(stream, "utf-16", named="UTF-16")
        return "utf-16"
    broken: dict[str, _Broken] = {}
    for encoding in ENCODINGS:
        stream.seek(0)
        found = _first_fault(stream, encoding)
        if found is None:
            return encoding
        broken[encoding] = found
    furthest = max(broken, key=lambda encoding: broken[encoding].byte)
    raise broken[furthest].error(ENCODINGS[furthest])


class _Broken:
    """Where a text stops being text."""

    def __init__(self, *, byte: int, line: int, value: int) -> None:
        self.byte = byte
        self.line = line
        self.value = value

    def error(self, encoding: str) -> FileEncodingError:
        what = "是空字符，不是文字" if self.value == 0 else f"0x{self.value:02X}不成文字"
        return FileEncodingError(
            f"文件既不是UTF-8也不是GB 18030编码的文字：按{encoding}读到第{self.line}行、"
            f"第{self.byte + 1}个字节，{what}。请用WPS或Excel打开后另存为xlsx或“CSV UTF-8”。"
        )


def _require_text(stream: IO[bytes], encoding: str, *, named: str) -> None:
    stream.seek(0)
    fault = _first_fault(stream, encoding)
    if fault is not None:
        raise FileEncodingError(
            f"文件标明是{named}编码，但第{fault.byte + 1}个字节起不成文字，可能不完整。"
            "请用WPS或Excel打开后另存为xlsx。"
        )


def _first_fault(stream: IO[bytes], encoding: str) -> _Broken | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    done, lines = 0, 1
    while True:
        chunk = stream.read(_CHUNK)
        kept = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            at = error.start
            line = lines + error.object[:at].count(b"\n")
            return _Broken(byte=done - kept + at, line=line, value=error.object[at])
        if "\0" in text:
            at = max(chunk.find(b"\0"), 0)
            line = lines + chunk[:at].count(b"\n")
            return _Broken(byte=done + at, line=line, value=0)
        if not chunk:
            return None
        done += len(chunk)
        lines += chunk.count(b"\n")
