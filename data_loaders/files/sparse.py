"""Cells of an xlsx sheet that hold nothing but a format, taken out before they are parsed.

A format painted to the last row makes millions of them, and each costs as much as a filled cell.
"""

from __future__ import annotations

import re
from typing import IO, Final

_EMPTY: Final = rb'<c (?:s="[0-9]{1,5}" )?r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?(?:/>|></c>)'
_RUN: Final = re.compile(rb"(?:" + _EMPTY + rb')+(?=<c (?:s="[0-9]{1,5}" )?r="|</row>)')
"""Empty cells up to one that names its own place, or the end of the row: none counts on them."""


class WithoutEmptyCells:
    """A part as its bytes are read, without the empty cells wherever that is certain.

    From a comment or CDATA on, where the same bytes may be text, all is left as it is. What looks
    otherwise than programs write it is left to the parser as well.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._last = b""
        self._plain = True

    def read(self, size: int) -> bytes:
        """The next bytes, as many as `size` before the cells are taken out; b"" at the end.

        A piece of which nothing is left is followed by the next one.
        """
        while chunk := self._stream.read(size):
            self._plain = self._plain and b"<!" not in self._last + chunk
            self._last = chunk[-1:]
            kept = _RUN.sub(b"", chunk) if self._plain else chunk
            if kept:
                return kept
        return b""
