"""Numbers in Chinese numerals, plain or as banks write them: 三千, 两万, 一百二十, 伍万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Traditional letters by their code: no surface writes them, so that no font need have them.
_WRITTEN: Final = "〇壹贰\u8cb3叁\u53c3肆伍陆\u9678柒捌玖拾佰仟\u842c\u5104两\u5169"
_PLAIN: Final = str.maketrans(_WRITTEN, "零一二二三三四五六六七八九十百千万亿二二")
_DIGITS: Final = "零一二三四五六七八九"
_TIMES: Final = {"千": 1_000, "百": 100, "十": 10}
_MYRIAD: Final = {"亿": 100_000_000, "万": 10_000}
NUMERAL: Final = re.compile(f"[{_WRITTEN}{_DIGITS}{''.join((*_TIMES, *_MYRIAD))}]+")
"""A run of such letters, whether or not they make a number."""


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """What numerals count, and the largest of 万 and 亿 that they name."""

    value: int
    magnitude: int


def numeral(text: str) -> Numeral | None:
    """What a run of numerals counts; None where it is not exactly how a number is written.

    三百五 may be 350 or 305 and 一二三 is a list: neither is a number.
    """
    plain = text.translate(_PLAIN)
    if plain.startswith("十"):
        plain = "一" + plain
    value = _value(plain)
    if plain != _written(value):
        return None
    magnitude = next((times for letter, times in _MYRIAD.items() if letter in plain), 1)
    return Numeral(value=value, magnitude=magnitude)


def _value(plain: str) -> int:
    """What its letters add up to, in whatever order they stand."""
    total = section = digit = 0
    for letter in plain:
        if letter in _DIGITS:
            digit = _DIGITS.index(letter)
        elif letter in _TIMES:
            section += digit * _TIMES[letter]
            digit = 0
        else:
            total += (section + digit) * _MYRIAD[letter]
            section = digit = 0
    return total + section + digit


def _written(value: int) -> str:
    """How the number is written: 零 stands once for units left out between digits."""
    parts, rest, gap = "", value, False
    for letter, times in (*_MYRIAD.items(), ("", 1)):
        count, rest = divmod(rest, times)
        if count:
            parts += ("零" if parts and (gap or count < 1_000) else "") + _section(count) + letter
        gap = not count
    return parts or "零"


def _section(value: int) -> str:
    """A number below ten thousand."""
    written, rest, gap = "", value, False
    for letter, times in (*_TIMES.items(), ("", 1)):
        digit, rest = divmod(rest, times)
        if digit:
            written += ("零" if written and gap else "") + _DIGITS[digit] + letter
        gap = not digit
    return written
