"""帮助 says of pages, words and methods what they themselves say."""

from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.metric import Nature
from dashboard.metrics.states import FigureState
from dashboard.navigation import PAGES
from dashboard.sections.answer import Sentences, Table
from dashboard.sections.comparison_method import RULE
from dashboard.sections.figure_cell import Link
from dashboard.sections.help import help_answers
from tests.views import view_on


def _table(engine: Engine, key: str) -> Table:
    (table,) = help_answers(view_on(engine))[key].blocks
    assert isinstance(table, Table)
    return table


def test_every_page_stands_there_with_its_purpose(circular_engine: Engine) -> None:
    rows = _table(circular_engine, "pages").rows
    told = [(row[0].page, row[2]) for row in rows if isinstance(row[0], Link)]
    assert told == [(page.path, page.purpose) for page in PAGES]


def test_what_is_done_begins_on_a_page_that_is_there(circular_engine: Engine) -> None:
    rows = _table(circular_engine, "tasks").rows
    assert {row[2].page for row in rows if isinstance(row[2], Link)} <= {one.path for one in PAGES}
    assert all(isinstance(row[2], Link) for row in rows)


def test_every_word_for_no_number_has_a_meaning(circular_engine: Engine) -> None:
    told = {row[0]: row[1] for row in _table(circular_engine, "words").rows}
    for state in FigureState:
        assert state.meaning
        if state.word:
            assert told[state.word] == state.meaning


def test_every_nature_of_a_figure_is_there(circular_engine: Engine) -> None:
    rows = _table(circular_engine, "periods").rows
    assert len(rows) == len(Nature)
    assert len({row[0] for row in rows}) == len(Nature)
    assert all(str(row[1]) and not str(row[1]).startswith("：") for row in rows)


def test_methods_are_the_pages_own_sentences(circular_engine: Engine) -> None:
    (said,) = help_answers(view_on(circular_engine))["methods"].blocks
    assert isinstance(said, Sentences)
    assert RULE in said.items
