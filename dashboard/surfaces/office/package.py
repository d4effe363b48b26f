"""Office files are zip packages; the same content must be the same bytes whenever it is written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Final

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""What a zip can say at the earliest; no reader of office files looks at it."""
_CORE: Final = "docProps/core.xml"
_STAMPS: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(data: bytes, *, moment: datetime) -> bytes:
    """The package with every trace of when it was written taken out.

    Creation and change are `moment` (UTC), also in workbooks embedded behind charts.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = settled(content, moment=moment)
            if entry.filename == _CORE:
                content = _STAMPS.sub(_said(moment), content)
            made = zipfile.ZipInfo(entry.filename, _FIRST_DAY)
            made.external_attr = 0o600 << 16
            new.writestr(made, content, zipfile.ZIP_DEFLATED, 6)
    return target.getvalue()


def _said(moment: datetime) -> bytes:
    return rb"\g<1>" + moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<3>"
