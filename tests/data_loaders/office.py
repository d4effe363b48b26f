"""LibreOffice as the other reader and writer of our workbooks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.requirements import libreoffice

_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,false,true,false,false,-1"
"""Every sheet of a workbook as UTF-8, every cell as it is shown, in simplified Chinese."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """LibreOffice with a profile of its own, so that nobody's settings change what it does."""

    program: Path
    profile: Path

    @classmethod
    def of(cls, folder: Path) -> Office:
        """The office of this machine, its profile in `folder`; without one the test ends."""
        return cls(program=libreoffice(), profile=folder / "profile")

    def shown(self, books: Iterable[Path], *, into: Path) -> list[Path]:
        """Every sheet of every workbook as it is shown, a CSV file each, named 册-表.csv."""
        return self._converted(_AS_SHOWN, books, into=into)

    def rewritten(self, books: Iterable[Path], *, kind: str, into: Path) -> list[Path]:
        """The workbooks as LibreOffice writes them: xlsx, ods or xls."""
        return self._converted(kind, books, into=into)

    def _converted(self, kind: str, books: Iterable[Path], *, into: Path) -> list[Path]:
        """All in one run, as starting takes longer than converting."""
        subprocess.run(
            [
                *(str(self.program), f"-env:UserInstallation={self.profile.as_uri()}"),
                *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(into)),
                *map(str, books),
            ],
            env=os.environ | {"HOME": str(self.profile.parent), "LC_ALL": "C.UTF-8"},
            check=True,
            capture_output=True,
            timeout=300,
        )
        return sorted(into.iterdir())
