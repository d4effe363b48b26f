"""Text of cells as people type it: full-width characters, stray spaces, marks for nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

BLANKS: Final = frozenset(
    {"", "/", "\\", "无", "暂无", "没有", "—", "——", "-", "--", "---", "－", "–", "…", "……", "空"}
    | {"#N/A", "N/A", "NA", "NULL", "null", "None", "nan", "未报", "未填", "未填报", "不详"}
)
"""What a cell says that has nothing to say; never read as zero."""

DITTO: Final = frozenset(
    {"同上", "〃", "″", '"', "''", "“", "”", "上同", "同上。", "々", "”“", "“”"}
)
"""What a cell says that repeats the cell above."""

ERRORS: Final = frozenset(
    {"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
"""What Excel leaves where a formula failed; #N/A is nothing, the rest has lost a value."""

_BLANK_FIRSTS: Final = frozenset(one[:1] for one in BLANKS)
"""How such a cell begins; most texts begin with another Chinese letter, which folding leaves."""
_KEPT: Final = 120
"""Longest text whose reading is kept, so that huge cells cannot fill the memory."""
_WIDE: Final = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
_BRACKETS: Final = str.maketrans("()[]【】〔〕", "（）（）（）（）")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_WRAPPING: Final = frozenset("='")
_WRAPPED: Final = re.compile(r"""="(?P<told>[^"]*)"\s*|'(?P<rest>[^']+)""")
_SPACES: Final = re.compile(r"\s+")
_HAN: Final = "\u3400-\u9fff\uff00-\uffef\u3000-\u303f"
_BETWEEN_HAN: Final = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")


def words(text: str) -> str:
    """Text without invisible characters, full-width letters and digits made plain.

    Space at the ends and between Chinese characters goes (a line break in a cell is no word), other
    runs of space become one.
    """
    if text.isascii() and text.isalnum():
        return text
    shown = _CONTROL.sub("", _INVISIBLE.sub("", text)).translate(_WIDE)
    return _SPACES.sub(" ", _BETWEEN_HAN.sub("", shown)).strip()


def name(text: str) -> str:
    """A body's name or a document's number: no space at all, brackets as Chinese names have them.

    〔2024〕 of a document's number stays as it is.
    """
    return _name(text) if len(text) <= _KEPT else _name.__wrapped__(text)


def folded(text: str) -> str:
    """Text to compare by: half-width, no space or invisible character, all brackets alike."""
    return _folded(text) if len(text) <= _KEPT else _folded.__wrapped__(text)


def unwrapped(text: str) -> str:
    """Text without the marks that keep a program from taking it for a number: ="00123", '00123."""
    if text[:1] not in _WRAPPING:
        return text
    found = _WRAPPED.fullmatch(text)
    return (found["told"] or found["rest"] or "") if found else text


def is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    if text[:1] not in _BLANK_FIRSTS and "\u4e00" <= text[:1] <= "\u9fff":
        return False
    return text in BLANKS or text.strip() in BLANKS or folded(text) in BLANKS


def is_ditto(text: str) -> bool:
    """Whether a cell repeats the one above."""
    return text.strip() in DITTO


def is_error(text: str) -> bool:
    """Whether a cell holds a failed formula."""
    return "#" in text and text.strip().upper() in ERRORS


@lru_cache(maxsize=8192)
def _name(text: str) -> str:
    shown = _CONTROL.sub("", _INVISIBLE.sub("", text)).translate(_WIDE)
    bare = _SPACES.sub("", shown)
    return bare.replace("(", "（").replace(")", "）")


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _CONTROL.sub("", _INVISIBLE.sub("", text)))
    return _SPACES.sub("", plain).translate(_BRACKETS)
