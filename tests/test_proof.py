"""The proof: one snapshot, and every figure of it equal on every surface, before and after loads.

Frame, screen, PPTX, DOCX, XLSX, PDF and JSON are each read back by other means than they were
written by, and compared with what the snapshot tells, cell by cell where there are cells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from sqlalchemy import Engine, text

from dashboard import units
from dashboard.briefings.figures import PrintedFigure, told
from dashboard.briefings.freeze import freeze, read_snapshot
from dashboard.briefings.keeping import create
from dashboard.briefings.snapshot import Snapshot, from_json
from dashboard.briefings.templates import TEMPLATES
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filter_query import from_query
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.sections.answer import Cards, Chart, Map, Table
from dashboard.sections.cell_text import written
from dashboard.sections.cell_value import valued
from dashboard.sections.figure_cell import FigureCell
from dashboard.store.engine import reading
from dashboard.store.state import loading
from dashboard.surfaces.exports import EXPORTS
from dashboard.surfaces.static_blocks import static_blocks
from tests.conftest import load_whole_demo
from tests.exports import file_of, squeezed, text_in
from tests.screen import Screen, screen_on, url_of
from tests.stores import Stores

FILES = ("pptx", "docx", "xlsx", "pdf", "json")
NEAR = 160
"""Characters a label may stand before its figure in the text of a file."""


@pytest.fixture(scope="module")
def engine(stores: Stores) -> Engine:
    return stores.shared("sqlite", "proof", fill=load_whole_demo)


@dataclass(frozen=True)
class Frozen:
    """A template frozen, and what the frame said of each of its figures at that time."""

    snapshot: Snapshot
    frame: list[tuple[str, int]]
    """Value written in its unit, and the rows behind it."""


@pytest.fixture(scope="module")
def frozen(engine: Engine) -> dict[str, Frozen]:
    """Every template, in one store that is loaded afterwards."""
    found = {}
    for one in TEMPLATES:
        snapshot = freeze(engine, create(engine, one.briefing(), by="测试"), by="测试")
        found[one.key] = Frozen(snapshot, [_measured(engine, one) for one in _figures(snapshot)])
    return found


every_template = pytest.mark.parametrize("template", [one.key for one in TEMPLATES])


@every_template
def test_every_figure_is_the_same_everywhere_and_no_load_moves_it(
    template: str, frozen: dict[str, Frozen], engine: Engine
) -> None:
    snapshot = frozen[template].snapshot
    assert len(told(snapshot)) > 50
    figures = [(one.text, one.explained.rows if one.explained else 0) for one in _figures(snapshot)]
    assert figures == frozen[template].frame
    files = {kind: file_of(kind, snapshot) for kind in FILES}
    _in_files(snapshot, files)
    before = _on_screen(snapshot, engine)

    _load(engine)
    again = read_snapshot(engine, snapshot.number)
    assert again == snapshot
    assert told(again) == told(snapshot)
    assert _on_screen(again, engine) == before
    for kind in ("pptx", "xlsx", "json"):
        assert EXPORTS[kind].make(again) == files[kind], kind


def _in_files(snapshot: Snapshot, files: dict[str, bytes]) -> None:
    assert from_json(files["json"].decode()) == snapshot
    _in_text(snapshot, {kind: text_in(kind, files[kind]) for kind in FILES[:-1]})
    _in_cells(snapshot, _slide_rows(files["pptx"]), kind="pptx")
    _in_cells(snapshot, _word_rows(files["docx"]), kind="docx")
    _in_book(snapshot, files["xlsx"])


def _measured(engine: Engine, shown: FigureCell) -> tuple[str, int]:
    """A figure asked anew by its own definition alone, from the frame."""
    said = shown.explained
    assert said is not None
    assert said.as_of is not None
    # A number of persons that the circular itself publishes of a part is told to everybody.
    question = FigureQuery(
        metrics=(said.metric,),
        as_of=said.as_of,
        filters=from_query(said.params),
        case_role=METRICS[said.metric].counts_persons,
    )
    with reading(engine) as session:
        (measured,) = measure(session, [question])
    (row,) = measured.frame().to_dict("records")
    unit = METRICS[said.metric].unit
    return units.text(row["value"], unit=unit, at_least=row["at_least"]), row["rows"]


def _figures(snapshot: Snapshot) -> Iterator[FigureCell]:
    for section in snapshot.sections:
        for leaf in static_blocks(section.answer.blocks):
            if isinstance(leaf, Cards):
                for card in leaf.cards:
                    yield from card.figures


def _tables(snapshot: Snapshot, *, twins: bool = True) -> Iterator[Table]:
    """Every table, with or without the twins of charts and maps."""
    for section in snapshot.sections:
        for leaf in static_blocks(section.answer.blocks):
            if isinstance(leaf, Table):
                yield leaf
            elif isinstance(leaf, Chart | Map) and twins:
                yield leaf.table


def _in_text(snapshot: Snapshot, texts: dict[str, str]) -> None:
    """Everything told stands in every file, and a card's figure right after its label."""
    for kind, found in texts.items():
        plain = found.replace("·", "")
        missing = [one for one in told(snapshot) if _plain(one) not in plain]
        assert missing == [], kind
        for shown in _figures(snapshot):
            label, figure = re.escape(squeezed(shown.label)), re.escape(squeezed(shown.text))
            if kind != "xlsx":  # whose cells are compared one by one
                assert re.search(f"{label}.{{0,{NEAR}}}?{figure}", found), (kind, shown.label)


def _plain(one: PrintedFigure) -> str:
    return squeezed(one.text).replace("·", "")


Rows = dict[str, set[str]]
"""Cells by the first cell of their row."""


def _rows(found: Iterable[list[str]]) -> Rows:
    rows: Rows = {}
    for cells in found:
        said = [squeezed(cell) for cell in cells]
        rows.setdefault(said[0], set()).update(said)
    return rows


def _slide_rows(data: bytes) -> Rows:
    deck = Presentation(io.BytesIO(data))
    tables = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    return _rows([cell.text for cell in row.cells] for table in tables for row in table.rows)


def _word_rows(data: bytes) -> Rows:
    tables = Document(io.BytesIO(data)).tables
    return _rows([cell.text for cell in row.cells] for table in tables for row in table.rows)


def _in_cells(snapshot: Snapshot, rows: Rows, *, kind: str) -> None:
    """Each cell of a table stands in a row that begins as the table's row does.

    Twins are drawn as charts and shapes there; that they are told is compared as text.
    """
    for table in _tables(snapshot, twins=False):
        for row in table.rows:
            cells = [
                squeezed(written(cell, column))
                for cell, column in zip(row, table.columns, strict=True)
            ]
            assert set(cells) <= rows.get(cells[0], set()), (kind, table.title, cells)


def _in_book(snapshot: Snapshot, data: bytes) -> None:
    """Numbers stand in the workbook as numbers, in the unit their head names."""
    lines: dict[Any, list[tuple[Any, ...]]] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for line in sheet.iter_rows(values_only=True):
            cells = tuple(_cell(value) for value in line)
            lines.setdefault(cells[0], []).append(cells)
    for table in _tables(snapshot):
        for row in table.rows:
            wanted = tuple(
                _cell(valued(cell, column)) for cell, column in zip(row, table.columns, strict=True)
            )
            found = lines.get(wanted[0], [])
            assert any(line[: len(wanted)] == wanted for line in found), (table.title, wanted)


def _cell(value: Any) -> Any:
    """A cell in terms that survive a workbook: days as text, nothing as —, numbers rounded."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(float(value), 6)
    return units.MISSING if value is None else squeezed(str(value))


class _Tables(HTMLParser):
    """The rows of all tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self._cell = tag == "td" or (self._cell and tag != "tr")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"


def _on_screen(snapshot: Snapshot, engine: Engine) -> str:
    """The page with every fold open: cards and sentences in its text, tables row by row."""
    with screen_on(url_of(engine), keep=True) as screen:
        return _drawn(snapshot, screen)


def _drawn(snapshot: Snapshot, screen: Screen) -> str:
    screen.open("briefings", briefing=str(snapshot.briefing), version=str(snapshot.version))
    for fold in screen.folds:
        screen.app.session_state[fold] = True
    screen.rerun()
    page = squeezed(screen.text)
    for one in told(snapshot):
        if one.place in ("title", "figure", "part", "line", "text"):
            assert squeezed(one.text) in page, one
    parser = _Tables()
    parser.feed(screen.html)
    rows = {tuple(squeezed(cell) for cell in row) for row in parser.rows}
    for table in _tables(snapshot):
        for row in table.rows:
            cells = tuple(
                squeezed(written(cell, column))
                for cell, column in zip(row, table.columns, strict=True)
            )
            assert cells in rows, (table.title, cells)
    return page.partition("交付：")[2]


def _load(engine: Engine) -> None:
    """Change every ledger that a figure could come from, and add to it."""
    with loading(engine, dataset="demo") as session:
        session.execute(text("UPDATE finding SET closed_on = NULL WHERE closed_on > found_on"))
        session.execute(text("UPDATE penalty SET amount_fen = amount_fen + 12345"))
        session.execute(text("UPDATE publicity_activity SET person_times = person_times + 7"))
        session.execute(text("UPDATE review_decision SET outcome = 'eliminated'"))
        session.execute(text("UPDATE published_figure SET value = value + 1"))
        session.execute(text("UPDATE institution SET name = name || '（改）'"))
        session.execute(text("DELETE FROM case_person_count"))
