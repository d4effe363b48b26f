"""A snapshot as a draft circular in Word (DOCX): 代拟稿, without red head, number or seal."""

from __future__ import annotations

import io
from datetime import UTC
from itertools import count
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import Snapshot
from dashboard.sections.answer import Chart, Map, Table
from dashboard.surfaces.document.blocks import add_chart_block, add_map, add_table
from dashboard.surfaces.document.fields import Fields
from dashboard.surfaces.document.layout import (
    BODY,
    HEAD,
    HEADING_STYLES,
    KAI,
    SMALL_FOUR,
    THREE,
    TITLE,
    TITLE_STYLE,
    TWO,
    lay_out,
    look,
    running,
    space,
)
from dashboard.surfaces.document.outline import outline
from dashboard.surfaces.document.passages import (
    Annex,
    Exhibit,
    Outline,
    Paragraph,
    Passage,
    PassageHeading,
)
from dashboard.surfaces.document.pieces import TextRun
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.office.package import settled

_FACES = {0: HEAD, 1: HEAD, 2: KAI}


def docx_bytes(snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
    """The snapshot as a draft that a director's office edits: wording free, figures locked."""
    said = outline(snapshot)
    document: Any = Document()
    lay_out(document)
    running(document, said.head)
    writer = _Writer(document)
    writer.head(said)
    total = len(said.passages) + sum(len(one.passages) for one in said.annexes)
    for done, passage in enumerate(said.passages):
        progress(done, total, "正文")
        writer.passage(passage)
    writer.listed(said.annexes)
    done = len(said.passages)
    for number, annex in enumerate(said.annexes, start=1):
        writer.annex(annex, number)
        for passage in annex.passages:
            progress(done, total, annex.name)
            writer.passage(passage)
            done += 1
    return _saved(document, snapshot, said)


def _saved(document: Any, snapshot: Snapshot, said: Outline) -> bytes:
    told = document.core_properties
    moment = snapshot.frozen_at.astimezone(UTC).replace(tzinfo=None)
    told.title, told.subject = f"{said.title}（代拟稿）", snapshot.number
    told.author = told.last_modified_by = told.comments = ""
    told.created = told.modified = moment
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue(), moment=moment)


class _Writer:
    """Writes passages below each other."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._fields = Fields()
        self._charts = count(1)

    def head(self, said: Outline) -> None:
        """Title, marks, addressee."""
        title = self._line(said.title, TITLE, TWO, pitch=36)
        title.style = TITLE_STYLE
        title.paragraph_format.space_before = Pt(2 * 28.95)
        for mark in said.marks:
            self._line(mark, KAI, THREE)
        self._line("", BODY, THREE)
        self._line(said.addressee, BODY, THREE, centred=False)

    def passage(self, passage: Passage) -> None:
        """One passage after the others."""
        match passage:
            case PassageHeading():
                self._heading(passage)
            case Paragraph():
                size = SMALL_FOUR if passage.small else THREE
                paragraph = self._document.add_paragraph()
                space(paragraph, indent=2 * size, **({"pitch": 18.0} if passage.small else {}))
                self._fields.write(paragraph, passage.pieces, face=BODY, size=size)
            case Exhibit():
                self._shown(passage)

    def listed(self, annexes: tuple[Annex, ...]) -> None:
        """附件 and their names, without a full stop."""
        self._line("", BODY, THREE)
        for number, annex in enumerate(annexes, start=1):
            head = "附件：" if number == 1 else "　　　"
            paragraph = self._line(f"{head}{number}. {annex.name}", BODY, THREE, centred=False)
            paragraph.paragraph_format.first_line_indent = Pt(2 * THREE)

    def annex(self, annex: Annex, number: int) -> None:
        """A new page with 附件1 and its name."""
        paragraph = self._line(f"附件{number}", HEAD, THREE, centred=False)
        paragraph.paragraph_format.page_break_before = True
        self._line(annex.name, TITLE, TWO, pitch=36).style = HEADING_STYLES[0]

    def _heading(self, heading: PassageHeading) -> None:
        paragraph = self._document.add_paragraph(style=HEADING_STYLES[heading.level])
        space(paragraph, indent=2 * THREE)
        paragraph.paragraph_format.keep_with_next = True
        self._fields.write(paragraph, heading.pieces, face=_FACES[heading.level], size=THREE)

    def _shown(self, shown: Exhibit) -> None:
        title = self._document.add_paragraph()
        space(title, pitch=24)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.keep_with_next = True
        self._fields.write(title, (TextRun(text=shown.title),), face=HEAD, size=SMALL_FOUR)
        match shown.block:
            case Table():
                add_table(self._document, shown.block)
                self._note(shown.block.note)
            case Chart():
                add_chart_block(self._document, shown.block, number=next(self._charts))
            case Map():
                add_map(self._document, shown.block, number=next(self._charts))

    def _note(self, note: str) -> None:
        paragraph = self._document.add_paragraph()
        space(paragraph, pitch=16)
        look(paragraph.add_run(plain(f"注：{note}" if note else "")), BODY, 10.5)

    def _line(
        self, text: str, face: str, size: float, *, pitch: float = 28.95, centred: bool = True
    ) -> Any:
        paragraph = self._document.add_paragraph()
        space(paragraph, pitch=pitch)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        look(paragraph.add_run(plain(text)), face, size)
        return paragraph
