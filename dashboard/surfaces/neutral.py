"""Text that files can hold: nothing XML forbids, nothing a spreadsheet would execute."""

from __future__ import annotations

import re
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """`text` without the characters XML 1.0 forbids, which no office file may hold."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """`text` on one line, for names, tags and titles."""
    return " ".join(plain(text).split())
