"""A snapshot as a workbook (XLSX): contents, a sheet per section, the figures behind charts."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Final

import xlsxwriter

from dashboard import units
from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.clock import BEIJING
from dashboard.metrics.definitions import METRICS
from dashboard.sections.answer import Cards, Cell, Chart, Column, Map, Table
from dashboard.sections.definition import Definition
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.surfaces.book.chart import DATA, Charts
from dashboard.surfaces.book.sheet import Formats, SheetWriter
from dashboard.surfaces.neutral import one_line, plain
from dashboard.surfaces.office.package import settled
from dashboard.surfaces.provenance import DEMO, footing
from dashboard.surfaces.static_blocks import Leaf, paragraphs, static_blocks

_CONTENTS: Final = "目录"
_FIGURES: Final = tuple(
    Column(label=label)
    for label in ("卡片", "指标", "数字", "数值", "单位", "分子", "分母", "标记")
)
_DEFINED: Final = tuple(
    Column(label=label)
    for label in (
        "指标",
        "数字",
        "单位",
        "口径",
        "不含",
        "分子",
        "分母",
        "范围",
        "数据截至",
        "来源",
        "通报",
        "核对",
    )
)


def workbook_bytes(snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
    """The snapshot as a workbook; texts are texts, so that nothing in it is executed."""
    buffer = io.BytesIO()
    moment = snapshot.frozen_at.astimezone(UTC).replace(tzinfo=None)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {"title": plain(snapshot.title), "subject": snapshot.number, "created": moment}
        )
        formats = Formats(book)
        contents = SheetWriter(book.add_worksheet(_CONTENTS), formats)
        names = [_name(at, one) for at, one in enumerate(snapshot.sections, start=1)]
        sheets = [book.add_worksheet(name) for name in names]
        charts = Charts(book, book.add_worksheet(DATA), formats)
        _contents(contents, snapshot, names, formats)
        for at, (section, sheet) in enumerate(zip(snapshot.sections, sheets, strict=True)):
            progress(at, len(sheets), section.title)
            _section(SheetWriter(sheet, formats), snapshot, section, formats, charts)
    return settled(buffer.getvalue(), moment=moment)


def _name(at: int, section: FrozenSection) -> str:
    """A sheet's name: its number and the start of its title, without what Excel forbids."""
    kept = "".join(" " if letter in "[]:*?/\\'" else letter for letter in section.title)
    return f"{at} {one_line(kept)}"[:31].rstrip()


def _contents(sheet: SheetWriter, snapshot: Snapshot, names: list[str], formats: Formats) -> None:
    sheet.say(snapshot.title, formats.title)
    if snapshot.is_demo:
        sheet.say(DEMO, formats.demo)
    earlier = snapshot.compared_with
    for label, text in (
        ("快照", snapshot.number),
        ("数据截至", snapshot.as_of.isoformat()),
        ("上期截至", earlier.isoformat() if earlier else units.MISSING),
        ("冻结时间（北京时间）", f"{snapshot.frozen_at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"),
        ("数据版本", str(snapshot.revision)),
        ("内容校验值", snapshot.sha256),
    ):
        sheet.row((label, text), (Column(label=""), Column(label="")))
    sheet.skip()
    for name, section in zip(names, snapshot.sections, strict=True):
        sheet.sheet.write_url(
            sheet.line, 0, f"internal:'{name}'!A1", formats.link, plain(section.title)
        )
        sheet.line += 1
    sheet.end()


def _section(
    sheet: SheetWriter, snapshot: Snapshot, section: FrozenSection, formats: Formats, charts: Charts
) -> None:
    sheet.say(section.title, formats.title)
    sheet.say(footing(snapshot, section), formats.demo if snapshot.is_demo else formats.muted)
    for note in filter(None, section.notes.splitlines()):
        sheet.say(f"备注：{note}", formats.muted)
    sheet.skip()
    for leaf in static_blocks(section.answer.blocks):
        _leaf(sheet, leaf, formats, charts)
    _definitions(sheet, section, formats)
    sheet.end()


def _leaf(sheet: SheetWriter, leaf: Leaf, formats: Formats, charts: Charts) -> None:
    match leaf:
        case Cards():
            _cards(sheet, leaf, formats)
        case Table():
            sheet.table(leaf)
        case Chart():
            _chart(sheet, leaf, charts)
        case Map():
            _map(sheet, leaf, formats)
        case _:
            for text in paragraphs(leaf) or ():
                sheet.say(text)
            sheet.skip()


def _cards(sheet: SheetWriter, block: Cards, formats: Formats) -> None:
    sheet.say("数字", formats.part)
    sheet.heads([column.label for column in _FIGURES])
    for card in block.cards:
        for shown in (*card.figures, *card.behind):
            _figure(sheet, card.title, shown)
        for part in card.bar:
            if part.text not in {shown.text for shown in card.behind}:
                cells: list[Cell] = [card.title, part.label, part.text, part.value, *("",) * 4]
                sheet.row(cells, _FIGURES)
    for card in block.cards:
        lines = (line.label if isinstance(line, Link) else line for line in card.lines)
        for text in filter(None, (*lines, card.note)):
            sheet.say(f"{card.title}：{text}", formats.muted)
    sheet.skip()


def _figure(sheet: SheetWriter, card: str, shown: FigureCell) -> None:
    """A figure as read and as a number in the unit of its symbol, with its parts."""
    unit = units.UNITS[METRICS[shown.figure.metric].unit]
    value = None if shown.value is None else round(shown.value * unit.scale, 4)
    told = shown.explained
    cells: list[Cell] = [
        card,
        shown.label,
        shown.text,
        value,
        unit.symbol,
        told.numerator if told else "",
        told.denominator if told else "",
        shown.mark,
    ]
    sheet.row(cells, _FIGURES)


def _chart(sheet: SheetWriter, chart: Chart, charts: Charts) -> None:
    if chart.native is not None:
        made, lines = charts.made(chart.native, title=chart.title)
        sheet.sheet.insert_chart(sheet.line, 0, made, {"description": plain(chart.alt)})
        sheet.line += lines
    sheet.table(chart.table)


def _map(sheet: SheetWriter, block: Map, formats: Formats) -> None:
    sheet.say(block.title or block.label, formats.part)
    sheet.heads(["单位", block.label])
    for unit in block.units:
        sheet.row((unit.name, unit.text.replace("\n", "·")), (Column(label=""), Column(label="")))
    sheet.skip()
    sheet.table(block.table)


def _definitions(sheet: SheetWriter, section: FrozenSection, formats: Formats) -> None:
    if section.definitions:
        sheet.say("口径与来源", formats.part)
        sheet.heads([column.label for column in _DEFINED])
        for one in section.definitions:
            sheet.row(_defined(one), _DEFINED)
        sheet.skip()
    for source in section.sources:
        sheet.say(f"来源：{source}", formats.muted)


def _defined(one: Definition) -> tuple[Cell, ...]:
    return (
        one.label,
        one.text,
        one.unit,
        one.formula,
        one.excludes,
        one.numerator,
        one.denominator,
        one.scope,
        one.as_of or "",
        one.source,
        one.published,
        one.agreement,
    )
