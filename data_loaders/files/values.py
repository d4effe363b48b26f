"""Numbers and days as workbooks write them in text."""

from __future__ import annotations

import math
from datetime import datetime, time
from typing import Final

from data_loaders.files.sheet import CellValue

_EXACT_DIGITS: Final = 15
_MOST_DIGITS: Final = 300


def number_of(text: str) -> int | float | str:
    """A number as it was saved; digits beyond what a spreadsheet keeps exactly stay exact.

    What is no finite number stays text.
    """
    plain = text.strip()
    if plain.lstrip("-").isdigit() and plain.isascii() and len(plain) < _MOST_DIGITS:
        return int(plain)
    try:
        number = float(plain)
    except ValueError:
        return text
    if not math.isfinite(number) or "_" in plain:
        return text
    return int(number) if number.is_integer() and abs(number) < 10**_EXACT_DIGITS else number


def iso_moment(text: str, *, otherwise: str) -> CellValue:
    """A day where an ISO 8601 moment has no time or midnight; what is none stays `otherwise`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return otherwise or None
    return found.date() if found.time() == time() else found.replace(tzinfo=None)
