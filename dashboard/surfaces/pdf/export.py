"""A snapshot as PDF, set by typst from the shipped template and fonts; nothing is fetched."""

from __future__ import annotations

import json
from typing import Any, Final

import typst

from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import Snapshot
from dashboard.paths import ASSETS
from dashboard.surfaces import fonts
from dashboard.surfaces.document.outline import outline
from dashboard.surfaces.pdf.content import content, texts

_TEMPLATE: Final = ASSETS / "templates" / "briefing.typ"


def pdf_bytes(snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
    """The draft circular as PDF: A4, text selectable, fonts embedded.

    Characters that the shipped fonts have not are left to the system's fonts, and the last page
    says which they are; without any the file is the same bytes on every machine.
    """
    progress(0, 2, "排版内容")
    said = content(snapshot, outline(snapshot))
    rare = fonts.uncovered("".join(texts(said)))
    if rare:
        said["uncovered"] = _told(rare)
    progress(1, 2, "生成页面")
    return _compiled(said, snapshot, system=bool(rare))


def _compiled(said: dict[str, Any], snapshot: Snapshot, *, system: bool) -> bytes:
    made = typst.compile(
        _TEMPLATE,
        root=ASSETS,
        font_paths=[fonts.FOLDER],
        ignore_system_fonts=not system,
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        timestamp=int(snapshot.frozen_at.timestamp()),
    )
    return bytes(made)


def _told(rare: tuple[str, ...]) -> str:
    listed = "、".join(f"{one}（U+{ord(one):04X}）" for one in rare)
    return f"下列字不在随附字体内，用本机字体显示，没有时显示为空框：{listed}"
