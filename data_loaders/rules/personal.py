"""Personal data in free text: numbers of identity cards and mobile telephones, and their columns.

A number is shown with its middle masked wherever a cell is repeated, and never stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

LEFT_OUT: Final = "（已略去）"
"""What stands in a stored text in place of a number."""

_SEP: Final = r"[\s\u200b-\u200d\ufeff\-‐‑–—·.]"
_LIKELY: Final = re.compile(rf"\d(?:{_SEP}?\d){{10}}|\d\.\d{{8}}")
_IDENTITY: Final = re.compile(rf"(?<!\d)(?=([1-8](?:{_SEP}?\d){{16}}{_SEP}?[\dXx])(?!\d))")
_OLD_IDENTITY: Final = re.compile(rf"(?<!\d)(?=([1-8]\d{{5}}{_SEP}?\d{{6}}{_SEP}?\d{{3}})(?!\d))")
_ROUNDED: Final = re.compile(r"(?<!\d)(?=([1-8]\.\d{8,16}[eE]\+?1[47])(?!\d))")
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?=((?:(?:\+|00)?86{_SEP}?)?1[3-9]\d(?:\d{{4}}[\s-]?\d{{4}}|[\s-]\d{{8}}|"
    rf"(?P<by>{_SEP})(?:\d{{4}}(?P=by)\d{{4}}|\d{{3}}(?P=by)\d{{5}})))(?!\d))"
)
_CODE: Final = re.compile(r"(?<![0-9A-Za-z])(?=\d*[A-Z])[0-9A-Z]{18}(?![0-9A-Za-z])")
"""A credit code with letters, of which eleven digits may look like a telephone's."""
_PERSONAL: Final = re.compile(
    r"姓名|身份证|证件号|电话|手机|联系方式|住址|出生(?:日期|年月)|法定代表人|法人代表|"
    r"(?:联系|负责|责任|检查|经办|填报|填表)人员?$"
)
_NARROW: Final = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    ord("Ｘ"): "X",
    ord("ｘ"): "x",
    ord("－"): "-",
    ord("＋"): "+",
    ord("．"): ".",
}
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_SURE_UNTIL: Final = 2010
"""Who was born before is old enough for any training: then a mistyped check digit still counts."""


def holds_number(text: str) -> bool:
    """Whether a text holds the number of an identity card or of a mobile telephone."""
    return _LIKELY.search(text) is not None and next(_spans(text), None) is not None


def masked(text: str) -> str:
    """The text with the middle of such numbers masked: 500106********1234, 138****5678."""
    return _replaced(text, "") if _LIKELY.search(text) else text


def without_numbers(text: str) -> str:
    """The text as it may be stored, without such numbers."""
    return _replaced(text, LEFT_OUT)


@lru_cache(maxsize=1024)
def is_personal(heading: str) -> bool:
    """Whether a heading is that of a column that holds persons and how to reach them."""
    return _PERSONAL.search("".join(heading.split())) is not None


def _replaced(text: str, said: str) -> str:
    parts, last = [], 0
    for first, end in _spans(text):
        if first >= last:
            parts += [text[last:first], said or _mask(text[first:end])]
            last = end
    return "".join((*parts, text[last:]))


def _mask(number: str) -> str:
    digits = re.sub(r"[^\dX]", "", number.translate(_NARROW).upper())
    if "e" in number.lower():
        return "*" * len(number)
    if len(digits) < 15 or digits.startswith("0"):
        return f"{digits[-11:-8]}****{digits[-4:]}"
    return f"{digits[:6]}{'*' * (len(digits) - 10)}{digits[-4:]}"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers stand, the first of the longest first."""
    narrow = text.translate(_NARROW)
    found = [one.span(1) for one in _IDENTITY.finditer(narrow) if _is_identity(one[1])]
    found += [one.span(1) for one in _OLD_IDENTITY.finditer(narrow) if _is_old_identity(one[1])]
    bare = _CODE.sub(lambda code: "-" * len(code[0]), narrow)
    found += [one.span(1) for pattern in (_ROUNDED, _MOBILE) for one in pattern.finditer(bare)]
    yield from sorted(found, key=lambda span: (span[0], -span[1]))


def _is_identity(number: str) -> bool:
    """A birthday within it, and its check digit if the birthday may be a day of anything else."""
    digits = re.sub(r"[^\dX]", "", number.upper())
    year = int(digits[6:10])
    if not 1900 <= year < 2100 or not _is_day(year, digits[10:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return year < _SURE_UNTIL or _CHECKS[total % 11] == digits[17]


def _is_old_identity(number: str) -> bool:
    """A birthday within it, and no check digit of an old registration number of a company."""
    digits = re.sub(r"\D", "", number)
    year = int(digits[6:8])
    return year >= 20 and _is_day(1900 + year, digits[8:12]) and not _is_registration(digits)


def _is_registration(digits: str) -> bool:
    """Whether the last digit checks the others by ISO 7064 MOD 11,10."""
    rest = 10
    for digit in digits[:-1]:
        rest = (((rest + int(digit)) % 10 or 10) * 2) % 11
    return (rest + int(digits[-1])) % 10 == 1


def _is_day(year: int, rest: str) -> bool:
    try:
        date(year, int(rest[:2]), int(rest[2:]))
    except ValueError:
        return False
    return True
