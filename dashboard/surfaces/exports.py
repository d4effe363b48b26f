"""Every file a frozen snapshot can become; page and command line offer what stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import Snapshot, to_json
from dashboard.surfaces.book.export import workbook_bytes
from dashboard.surfaces.document.export import docx_bytes
from dashboard.surfaces.pdf.export import pdf_bytes
from dashboard.surfaces.picture.pack import pictures_bytes
from dashboard.surfaces.presenter.present_page import present_bytes
from dashboard.surfaces.slides.export import pptx_bytes

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"


class Make(Protocol):
    """Makes the file; the same snapshot gives the same bytes."""

    def __call__(self, snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
        """The file's content."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """One kind of file."""

    key: str
    label: str
    """As a button says it."""
    suffix: str
    mime: str
    make: Make

    def file_name(self, snapshot: Snapshot) -> str:
        """Number and title, without what file systems forbid."""
        title = "".join(one for one in snapshot.title if one not in '<>:"/\\|?*' and one >= " ")
        return f"{snapshot.number} {title.strip()[:60]}{self.suffix}"


def json_bytes(snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
    """The snapshot itself, in its canonical form."""
    return to_json(snapshot).encode("utf-8")


EXPORTS: Final[Mapping[str, Export]] = MappingProxyType(
    {
        "pptx": Export(
            key="pptx",
            label="幻灯片（PPTX）",
            suffix=".pptx",
            mime=f"{_OFFICE}.presentationml.presentation",
            make=pptx_bytes,
        ),
        "docx": Export(
            key="docx",
            label="通报代拟稿（Word）",
            suffix=".docx",
            mime=f"{_OFFICE}.wordprocessingml.document",
            make=docx_bytes,
        ),
        "pdf": Export(
            key="pdf",
            label="通报代拟稿（PDF）",
            suffix=".pdf",
            mime="application/pdf",
            make=pdf_bytes,
        ),
        "xlsx": Export(
            key="xlsx",
            label="工作簿（XLSX）",
            suffix=".xlsx",
            mime=f"{_OFFICE}.spreadsheetml.sheet",
            make=workbook_bytes,
        ),
        "png": Export(
            key="png",
            label="全部图片（PNG、SVG）",
            suffix=".zip",
            mime="application/zip",
            make=pictures_bytes,
        ),
        "html": Export(
            key="html",
            label="离线放映页（HTML）",
            suffix=".html",
            mime="text/html",
            make=present_bytes,
        ),
        "json": Export(
            key="json",
            label="快照数据（JSON）",
            suffix=".json",
            mime="application/json",
            make=json_bytes,
        ),
    }
)
