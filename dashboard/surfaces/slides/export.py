"""A snapshot as a presentation of the office's own kind (PPTX)."""

from __future__ import annotations

import io
from datetime import UTC
from pathlib import Path
from typing import Any

from dashboard import theme
from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.clock import BEIJING
from dashboard.settings import settings
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.office.chart import EmuBox
from dashboard.surfaces.office.package import settled
from dashboard.surfaces.provenance import DEMO, behind, footing, rows_of
from dashboard.surfaces.slides.flow import groups, slides
from dashboard.surfaces.slides.page import Frame, Paper, SlideWriter, badge, below, place
from dashboard.surfaces.slides.template import CONTENT, COVER, opened
from dashboard.surfaces.slides.text import TextLine, fill, fitted, put
from dashboard.surfaces.static_blocks import data_tables, static_blocks


def pptx_bytes(
    snapshot: Snapshot, *, progress: Progress = unheard, template: Path | None = None
) -> bytes:
    """The snapshot as slides made from `template`, or from the setting's, or from our own.

    Raises:
        TemplateError: the bureau's template cannot be used.
    """
    deck = opened(template or settings().slides_template)
    frame = Frame(width=deck.slide_width, height=deck.slide_height)
    _cover(deck, snapshot, frame)
    pages = SlideWriter(deck, deck.slide_layouts.get_by_name(CONTENT))
    for done, section in enumerate(snapshot.sections):
        progress(done, len(snapshot.sections), section.title)
        _section(pages, _paper(snapshot, section, frame), section)
    return _saved(deck, snapshot)


def _saved(deck: Any, snapshot: Snapshot) -> bytes:
    told = deck.core_properties
    moment = snapshot.frozen_at.astimezone(UTC).replace(tzinfo=None)
    told.title, told.subject = plain(snapshot.title), snapshot.number
    told.author = told.last_modified_by = ""
    told.created = told.modified = moment
    buffer = io.BytesIO()
    deck.save(buffer)
    return settled(buffer.getvalue(), moment=moment)


def _paper(snapshot: Snapshot, section: FrozenSection, frame: Frame) -> Paper:
    tables = (line for table in data_tables(section.answer.blocks) for line in rows_of(table))
    notes = (section.notes, *behind(snapshot, section), *tables)
    return Paper(
        frame=frame,
        title=section.title,
        foot=footing(snapshot, section),
        demo=DEMO if snapshot.is_demo else "",
        notes=tuple(note for note in notes if note),
    )


def _cover(deck: Any, snapshot: Snapshot, frame: Frame) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(COVER))
    for shape in list(slide.placeholders):
        if shape.placeholder_format.idx != 0:
            shape._element.getparent().remove(shape._element)
    body = frame.body
    upper = EmuBox(left=body.left, top=body.top, width=body.width, height=int(body.height * 0.45))
    title = TextLine(text=snapshot.title, size=44, bold=True, colour=theme.NAVY, after=0)
    place(slide.shapes.title, upper)
    fill(slide.shapes.title.text_frame, fitted((title,), box=upper) or (title,), middle=True)
    frozen = snapshot.frozen_at.astimezone(BEIJING)
    earlier = snapshot.compared_with
    compared = f"　·　上期截至 {earlier.isoformat()}" if earlier else ""
    said = (
        TextLine(text=f"数据截至 {snapshot.as_of.isoformat()}{compared}", size=22, after=8),
        TextLine(text=f"快照 {snapshot.number}　·　第{snapshot.version}版", size=18, after=8),
        TextLine(
            text=f"冻结于 {frozen:%Y-%m-%d %H:%M}（北京时间）；冻结后数字不再变化",
            size=14,
            colour=theme.MUTED,
        ),
    )
    lower = below(body, int(body.height * 0.5))
    put(slide.shapes, fitted(said, box=lower) or said, box=lower, name="简报信息")
    if snapshot.is_demo:
        badge(slide.shapes, DEMO, box=frame.mark)
    contents = (f"{at}. {one.title}" for at, one in enumerate(snapshot.sections, start=1))
    slide.notes_slide.notes_text_frame.text = plain("\n".join((footing(snapshot), *contents)))


def _section(pages: SlideWriter, paper: Paper, section: FrozenSection) -> None:
    drawn = 0
    for group in groups(static_blocks(section.answer.blocks)):
        for draw in slides(group, box=paper.frame.body):
            slide = pages.new(paper, part=drawn)
            draw(slide.shapes)
            drawn += 1
    if not drawn:
        pages.new(paper)
