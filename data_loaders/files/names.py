"""Names of files as they may be shown and stored: one line, no tricks, at most 200 characters."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import Final

MOST_LETTERS: Final = 200
_HIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Control and format characters, as those that turn the direction of writing, and no characters."""


def shown_name(name: str) -> str:
    """The last part of a path, without characters that cannot be seen.

    One too long is cut in the middle. A name with nothing left is 未命名文件.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _HIDDEN)
    if len(seen) > MOST_LETTERS:
        half = (MOST_LETTERS - 1) // 2
        seen = f"{seen[:half]}…{seen[-half:]}"
    return seen.strip() or "未命名文件"
