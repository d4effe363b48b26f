"""Numbers in addresses: anybody can write anything there, so only a short whole number is one."""

from __future__ import annotations

from typing import Final

_KEY_DIGITS: Final = 9
_PAGE_DIGITS: Final = 6
"""What a database and a reader's patience take; int() itself fails at some thousand digits."""


def read_key(text: str) -> int | None:
    """The key of a row, or None where `text` cannot be one."""
    return int(text) if _is_number(text, digits=_KEY_DIGITS) else None


def read_page(text: str) -> int:
    """The page asked for, from 1; what is no such number is the first."""
    return max(1, int(text)) if _is_number(text, digits=_PAGE_DIGITS) else 1


def _is_number(text: str, *, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits
