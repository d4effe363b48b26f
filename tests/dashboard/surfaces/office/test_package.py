"""Packages are the same bytes whenever they are written, also the workbooks inside them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from dashboard.surfaces.office.package import settled

MOMENT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
CORE = (
    '<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">{0}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{0}</dcterms:modified></cp:coreProperties>'
)


def package(*, hour: int, inner: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        stamp = (2026, 1, 1, hour, 0, 0)
        told = CORE.format(f"2026-01-01T{hour:02}:00:00Z")
        made.writestr(zipfile.ZipInfo("docProps/core.xml", stamp), told)
        if inner:
            made.writestr(zipfile.ZipInfo("ppt/embeddings/book.xlsx", stamp), inner)
    return buffer.getvalue()


def test_when_it_was_written_leaves_no_trace() -> None:
    early = package(hour=1, inner=package(hour=2))
    late = package(hour=11, inner=package(hour=12))
    assert early != late
    assert settled(early, moment=MOMENT) == settled(late, moment=MOMENT)


def test_created_and_changed_are_the_moment_of_freezing() -> None:
    made = zipfile.ZipFile(io.BytesIO(settled(package(hour=1), moment=MOMENT)))
    core = made.read("docProps/core.xml").decode()
    assert core.count("2025-01-02T03:04:05Z") == 2
    assert {one.date_time[0] for one in made.infolist()} == {1980}
