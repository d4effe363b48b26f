"""All charts and maps of a snapshot as pictures in one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC

from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import Chart, Map
from dashboard.surfaces.neutral import one_line
from dashboard.surfaces.office.package import settled
from dashboard.surfaces.picture.export import png, signed, svg
from dashboard.surfaces.static_blocks import static_blocks

_FORBIDDEN = '<>:"/\\|?*'


def pictures_bytes(snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
    """A zip archive with every chart and map as PNG and as SVG."""
    buffer = io.BytesIO()
    found = list(_pictures(snapshot))
    with zipfile.ZipFile(buffer, "w") as archive:
        for at, (section, block) in enumerate(found):
            title = block.title or section.title
            progress(at, len(found), title)
            around = signed(block, snapshot, section)
            name = f"{at + 1:02} {_file_name(title)}"
            archive.writestr(f"{name}.svg", svg(block, around=around))
            archive.writestr(f"{name}.png", png(block, around=around))
    return settled(buffer.getvalue(), moment=snapshot.frozen_at.astimezone(UTC))


def _pictures(snapshot: Snapshot) -> Iterator[tuple[FrozenSection, Chart | Map]]:
    for section in snapshot.sections:
        for leaf in static_blocks(section.answer.blocks):
            if isinstance(leaf, Chart | Map) and leaf.table.rows:
                yield section, leaf


def _file_name(title: str) -> str:
    return "".join(" " if one in _FORBIDDEN else one for one in one_line(title))[:60].strip()
