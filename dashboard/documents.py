"""The documents beside the code, and the marked blocks in them that are written from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from dashboard.paths import README, ROOT

_BLOCK = r"(<!-- begin: {} -->\n)(.*?)(<!-- end: {} -->)"

DOCUMENTS: Sequence[Path] = (
    README,
    *sorted(
        path
        for part in ("dashboard", "data_loaders", "tests")
        for path in ROOT.glob(f"{part}/**/*.md")
    ),
)
"""README and what stands beside the code it describes."""


def read_block(name: str, documents: Sequence[Path] = DOCUMENTS) -> str:
    """What stands between the markers of block `name`.

    Raises:
        ValueError: the markers are not in `documents` exactly once.
    """
    _, found = _place(name, documents)
    return found[2]


def write_block(name: str, body: str, documents: Sequence[Path] = DOCUMENTS) -> None:
    """Put `body` between the markers of block `name`.

    Raises:
        ValueError: the markers are not in `documents` exactly once.
    """
    path, found = _place(name, documents)
    text = found.string[: found.start(2)] + body + found.string[found.end(2) :]
    path.write_text(text, encoding="utf-8", newline="\n")


def _place(name: str, documents: Sequence[Path]) -> tuple[Path, re.Match[str]]:
    block = re.compile(_BLOCK.format(name, name), re.DOTALL)
    found = [
        (path, match)
        for path in documents
        for match in block.finditer(path.read_text(encoding="utf-8"))
    ]
    if len(found) != 1:
        raise ValueError(f"the markers of block {name!r} stand there {len(found)} times")
    return found[0]
