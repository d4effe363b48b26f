"""What stands in files made from a snapshot, read back with the programs' own libraries."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader
from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing
from dashboard.briefings.freeze import computed
from dashboard.briefings.snapshot import Snapshot, sealed
from dashboard.sections.answer import Answer, Chart, Column, Notice, Sentences, Table
from dashboard.surfaces.exports import EXPORTS
from dashboard.surfaces.static_blocks import static_blocks
from tests.briefings import snapshot_of

MOMENT = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "<b>&amp;</b>]]>",
    "#set text(red) $x^2$ *粗* _斜_ \\ #import",
    "{ DATE } {{ MERGEFIELD a }}",
    "控制\x00\x0b\x1f\ufffe字符",
    "很长的名称" * 60,
)


def frozen(engine: Engine, briefing: Briefing) -> Snapshot:
    """A briefing frozen at a fixed moment under a fixed number."""
    made = computed(engine, briefing, key=1, version=1, by="测试")
    return sealed(replace(made, number="JB-20241231-001-v1", version=1, frozen_at=MOMENT))


def hostile() -> Snapshot:
    """A snapshot whose every text tries to be more than text."""
    table = Table(
        key="h",
        title=HOSTILE[0],
        columns=(Column(label=HOSTILE[1]), Column(label="数", unit="findings")),
        rows=tuple((text, 1) for text in HOSTILE),
        note=HOSTILE[4],
    )
    blocks = (table, Sentences(items=HOSTILE), Notice(text=HOSTILE[5]))
    return replace(snapshot_of(Answer(title=HOSTILE[3], blocks=blocks)), title=HOSTILE[1])


_MADE: dict[tuple[str, str, str, datetime], bytes] = {}


def file_of(kind: str, snapshot: Snapshot) -> bytes:
    """The snapshot's file of a kind, made once for all tests that only read it."""
    # Two freezings that say the same differ in their moment, and so do their files.
    key = (kind, snapshot.number, snapshot.sha256, snapshot.frozen_at)
    if key not in _MADE:
        _MADE[key] = EXPORTS[kind].make(snapshot)
    return _MADE[key]


def charts(snapshot: Snapshot) -> Iterator[Chart]:
    """Every chart of a snapshot that has something to show."""
    for section in snapshot.sections:
        for leaf in static_blocks(section.answer.blocks):
            if isinstance(leaf, Chart) and leaf.native is not None:
                yield leaf


def squeezed(text: str) -> str:
    """Text without white space, as it survives line breaks of any program."""
    return re.sub(r"\s+", "", text)


def text_in(kind: str, data: bytes) -> str:
    """All text of a file, squeezed."""
    readers = {"pptx": _package, "docx": _package, "xlsx": _xlsx, "pdf": _pdf, "json": _json}
    return squeezed(readers[kind](data))


def deck(data: bytes) -> Any:
    """Slides reopened."""
    return Presentation(io.BytesIO(data))


def parts(data: bytes, *, suffix: str = ".xml") -> dict[str, Any]:
    """The XML parts of a package, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith(suffix)
        }


def _package(data: bytes) -> str:
    """Text of all parts; values of charts among it."""
    return "\n".join("".join(root.itertext()) for root in parts(data).values())


def _xlsx(data: bytes) -> str:
    """Cells as text, numbers in each of the ways a column may write them."""
    said = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, datetime):
                    said.append(value.date().isoformat())
                elif isinstance(value, int | float):
                    said += [f"{value:,.0f}", f"{value:,.1f}", f"{value:,.2f}"]
                elif value is not None:
                    said.append(str(value))
    return "\n".join(said)


def _pdf(data: bytes) -> str:
    """The text as it runs over the pages, then what stands at their heads and feet."""
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(data)).pages]
    edges = [line for lines in pages for line in (*lines[:1], *lines[1:][-1:])]
    return "".join([*(line for lines in pages for line in lines[1:-1]), *edges])


def _json(data: bytes) -> str:
    return data.decode()
