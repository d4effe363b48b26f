"""Files for the account that runs the program alone: nobody else may read what stands in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

FILE: Final = 0o600
FOLDER: Final = 0o700


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are not there; those that are stay as they are.

    Raises:
        OSError: it cannot be made.
    """
    # Folders above are made as the system makes them by itself unless each is named.
    for folder in (*reversed(path.parents), path):
        if not folder.is_dir():
            folder.mkdir(mode=FOLDER, exist_ok=True)


def opener(name: str, flags: int) -> int:
    """For `open(..., opener=opener)`: a file that is made is private from its first byte."""
    return os.open(name, flags, FILE)


def write(path: Path, data: bytes) -> None:
    """Write a file, in a folder made where there is none.

    Raises:
        OSError: it cannot be written.
    """
    make_folder(path.parent)
    with open(path, "wb", opener=opener) as file:
        file.write(data)


def close_to_others(path: Path) -> None:
    """Take a file of ours from everybody else; leave one that is another account's or not there.

    Raises:
        OSError: the file system refuses.
    """
    if path.exists() and path.stat().st_uid == os.geteuid():
        path.chmod(path.stat().st_mode & FILE)
