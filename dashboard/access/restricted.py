"""Text that only the case role may read, as a value of its own, and the one gate that opens it.

Whatever writes such a text without asking the gate (a page, a file, JSON, the store, a log) writes
that something is withheld: forgetting to ask gives nothing away.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

WITHHELD: Final = "（受限内容，不显示）"
"""What a restricted text reads as until it is opened."""
_QUOTED: Final = re.compile("“[^”]*”")
_ANY_QUOTED: Final = re.compile("“.*”", re.DOTALL)


class Restricted(str):
    """A text that reads as withheld; what it really says comes out of `opened` alone.

    `own` marks what the reader himself has just handed in, as the cells of his own workbook.
    """

    __slots__ = ("_told", "own")
    _told: str
    own: bool

    def __new__(cls, told: str, *, withheld: str = WITHHELD, own: bool = False) -> Restricted:
        """Restrict `told`, which reads as `withheld`."""
        text = super().__new__(cls, withheld)
        text._told, text.own = told, own
        return text

    def __eq__(self, other: object) -> bool:
        """Equal to a restricted text that really says the same, and to no other text."""
        return isinstance(other, Restricted) and self._key() == other._key()

    def __ne__(self, other: object) -> bool:
        """Not equal; a string compares by what it reads as, unless told otherwise."""
        return not self == other

    def __hash__(self) -> int:
        """By what it really says."""
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies stay restricted."""
        return _again, (self._told, str(self), self.own)

    def _key(self) -> tuple[str, str, bool]:
        return self._told, str(self), self.own


def restricted(text: str, *, own: bool = False) -> str:
    """`text` as restricted; nothing stays nothing."""
    return Restricted(text, own=own) if text else text


def restricted_message(
    message: str, *, cells: Collection[str] | None, words: Collection[str]
) -> str:
    """A message as restricted: it reads without what it quotes, but for `words` of our own.

    Args:
        message: What is said, with quotations between “ and ”.
        cells: Texts it may quote, which may hold quotation marks themselves; None: not known, so
            that all between the first and the last mark counts as one.
        words: Quotations that are no secret, as headings.
    """
    withheld = message
    for cell in sorted(set(cells or ()) - set(words), key=len, reverse=True):
        withheld = withheld.replace(f"“{cell}”", WITHHELD)
    quoted = _QUOTED if cells is not None else _ANY_QUOTED
    withheld = quoted.sub(lambda one: one[0] if one[0][1:-1] in words else WITHHELD, withheld)
    return message if withheld == message else Restricted(message, withheld=withheld, own=True)


def opened(text: str, *, case_role: bool, own: bool = False) -> str:
    """The one gate: what a text really says, to who may read it; to others that it is withheld.

    Args:
        text: Any text, restricted or not.
        case_role: Whether the case role reads.
        own: Whether the reader is who handed in what is told, and so knows it already.
    """
    if isinstance(text, Restricted) and (case_role or (own and text.own)):
        return text._told
    return str(text)


def _again(told: str, withheld: str, own: bool) -> Restricted:
    return Restricted(told, withheld=withheld, own=own)
