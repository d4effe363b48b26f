"""The draft as plain data for the page template: strings, numbers and drawings, no markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from dashboard import theme
from dashboard.briefings.snapshot import Snapshot
from dashboard.sections.answer import Chart, Map, Table
from dashboard.sections.cell_text import written
from dashboard.surfaces import fonts
from dashboard.surfaces.document.passages import (
    Exhibit,
    Outline,
    Paragraph,
    Passage,
    PassageHeading,
)
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.picture.drawing import drawn
from dashboard.surfaces.picture.map_spec import caption

_PX: Final = 720
_MM_PER_PX: Final = 156 / _PX
_HIGHEST_MM: Final = 205
_WIDEST_EM: Final = 16.0


def content(snapshot: Snapshot, said: Outline) -> dict[str, Any]:
    """Everything the template prints, in JSON's terms; drawings are made here."""
    return {
        "title": said.title,
        "number": snapshot.number,
        "marks": [plain(mark) for mark in said.marks],
        "head": plain(said.head),
        "addressee": said.addressee,
        "passages": list(map(passage, said.passages)),
        "annexes": [
            {"name": one.name, "passages": list(map(passage, one.passages))} for one in said.annexes
        ],
        "muted": theme.MUTED,
        "line": theme.LINE,
        "wash": theme.WASH,
        "uncovered": "",
    }


def passage(one: Passage) -> dict[str, Any]:
    """One passage as data."""
    match one:
        case PassageHeading():
            return {"kind": "heading", "level": one.level, "pieces": _pieces(one)}
        case Paragraph():
            return {"kind": "paragraph", "small": one.small, "pieces": _pieces(one)}
        case Exhibit():
            return _shown(one)


def texts(value: Any) -> Iterator[str]:
    """Every string that is printed; drawings are asked for their own text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name == "svg":
                yield "".join(etree.fromstring(one.encode()).itertext())
            else:
                yield from texts(one)


def _pieces(one: PassageHeading | Paragraph) -> list[str]:
    return [plain(piece.text) for piece in one.pieces]


def _shown(one: Exhibit) -> dict[str, Any]:
    match one.block:
        case Table():
            return _table(one.title, one.block)
        case Map():
            return _picture(one.title, one.block, note=caption(one.block))
        case Chart():
            return _picture(one.title, one.block, note="")


def _picture(title: str, block: Chart | Map, *, note: str) -> dict[str, Any]:
    svg = drawn(block, width=_PX)
    root = etree.fromstring(svg.encode())
    ratio = float(root.get("height")) / float(root.get("width"))
    return {
        "kind": "picture",
        "title": plain(title),
        "svg": svg,
        "high": round(min(_HIGHEST_MM, _PX * _MM_PER_PX * ratio), 1),
        "alt": plain(block.alt),
        "note": plain(note),
    }


def _table(title: str, table: Table) -> dict[str, Any]:
    rows = [
        [plain(written(cell, column)) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    heads = [plain(column.heading) for column in table.columns]
    return {
        "kind": "table",
        "title": plain(title),
        "columns": heads,
        "numbers": [bool(column.unit) for column in table.columns],
        "widths": [_width(at, heads, rows) for at in range(len(heads))],
        "rows": rows,
        "note": plain(f"注：{table.note}" if table.note else ""),
    }


def _width(at: int, heads: list[str], rows: list[list[str]]) -> float:
    longest = max((fonts.width(row[at], size=1) for row in rows), default=0)
    wanted = max(3.0, longest + 1, fonts.width(heads[at], size=1) / 2)
    return round(min(_WIDEST_EM, wanted), 2)
